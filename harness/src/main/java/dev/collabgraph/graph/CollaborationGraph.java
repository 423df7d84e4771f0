package dev.collabgraph.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A directed acyclic graph of language-model calls: a node has a role and a model, an edge u to v
 * puts u's answer into v's prompt, and one sink gives the final answer. Every node reaches the
 * sink.
 *
 * <p>Nodes are kept in topological order, the sink last; they are addressed by that index. Two
 * graphs are equal if ids, order, roles, models and edges are equal; {@link #digest()} is the same
 * for all graphs that differ only in ids and order.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class CollaborationGraph {

  /**
   * One node.
   *
   * @param id unique in the graph
   * @param role name of the role
   * @param model id of the model; null exactly for a role that calls none
   */
  public record Node(String id, String role, String model) {
    public Node {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(role, "role");
    }
  }

  /** An edge by node ids. */
  public record Edge(String from, String to) {}

  private final List<Node> nodes;
  private final int[][] predecessors;
  private final int[] levels;
  private CanonicalForm canonicalForm;

  private CollaborationGraph(List<Node> nodes, int[][] predecessors) {
    this.nodes = nodes;
    this.predecessors = predecessors;
    this.levels = levels(predecessors);
  }

  /**
   * A graph from nodes in any order. The topological order of the result is the given order of
   * nodes as far as the edges allow.
   *
   * @throws InvalidGraphException for a duplicate or unknown id, an edge given twice, a cycle, no
   *     node, more than one sink, or a node that does not reach the sink; the message names the ids
   */
  public static CollaborationGraph of(List<Node> nodes, List<Edge> edges, String sink) {
    return GraphAssembly.assemble(nodes, edges, sink);
  }

  /**
   * A graph from arrays that are known to be right: {@code predecessors[v]} ascending and below v,
   * the last node the sink, reached by every other. Beyond the lengths, checked by assertion only.
   *
   * @throws InvalidGraphException if there is no node, or not one array per node
   */
  public static CollaborationGraph trusted(List<Node> nodes, int[][] predecessors) {
    if (nodes.isEmpty() || nodes.size() != predecessors.length) {
      throw new InvalidGraphException(
          "The graph has %s nodes and %s lists of predecessors, expected one list per node and at"
              + " least one node.".formatted(nodes.size(), predecessors.length));
    }
    int[][] copy = new int[predecessors.length][];
    for (int v = 0; v < copy.length; v++) {
      copy[v] = predecessors[v].clone();
    }
    CollaborationGraph graph = new CollaborationGraph(List.copyOf(nodes), copy);
    assert GraphAssembly.isSound(graph) : graph;
    return graph;
  }

  /** A single call: the sink alone. */
  public static CollaborationGraph single(String role, String model) {
    return new CollaborationGraph(List.of(new Node("n0", role, model)), new int[][] {{}});
  }

  /** The nodes in topological order, the sink last. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Number of nodes, 1 or more. */
  public int size() {
    return nodes.size();
  }

  /** The node at {@code index}. */
  public Node node(int index) {
    return nodes.get(index);
  }

  /** Index of the sink: the last one. */
  public int sink() {
    return nodes.size() - 1;
  }

  /** Indexes of the predecessors of a node, ascending; a copy. */
  public int[] predecessors(int node) {
    return predecessors[node].clone();
  }

  /** {@link #predecessors} without the copy; never written to. */
  int[] parents(int node) {
    return predecessors[node];
  }

  /** Number of predecessors of a node. */
  public int inDegree(int node) {
    return predecessors[node].length;
  }

  /** Number of edges. */
  public int edgeCount() {
    int count = 0;
    for (int[] parents : predecessors) {
      count += parents.length;
    }
    return count;
  }

  /** The edges by node ids, ordered by target and then by source. */
  public List<Edge> edges() {
    List<Edge> edges = new ArrayList<>(edgeCount());
    for (int v = 0; v < predecessors.length; v++) {
      for (int u : predecessors[v]) {
        edges.add(new Edge(nodes.get(u).id(), nodes.get(v).id()));
      }
    }
    return List.copyOf(edges);
  }

  /** Edges on the longest path from a node to the sink; 0 for the sink. */
  public int level(int node) {
    return levels[node];
  }

  /** Number of levels; 1 for a single call. */
  public int depth() {
    return Arrays.stream(levels).max().orElseThrow() + 1;
  }

  /** Size of the largest level; 1 for a single call and for a chain. */
  public int width() {
    int[] sizes = new int[nodes.size()];
    int width = 0;
    for (int level : levels) {
      width = Math.max(width, ++sizes[level]);
    }
    return width;
  }

  /**
   * Lower-case hex SHA-256 of the canonical form: equal for graphs that differ only in ids and
   * order of nodes, different (but for a hash collision) for all others. Computed once.
   */
  public String digest() {
    return canonicalForm().digest();
  }

  /**
   * This graph with nodes in canonical order and ids n0, n1, ...: one representative for all graphs
   * with this digest. Executions use it, so that isomorphic graphs give the same answers.
   */
  public CollaborationGraph canonical() {
    CollaborationGraph canonical = canonicalForm().canonical(this);
    canonical.canonicalForm = canonicalForm().inOrder();
    return canonical;
  }

  private CanonicalForm canonicalForm() {
    CanonicalForm known = canonicalForm;
    if (known == null) {
      known = CanonicalForm.of(this);
      canonicalForm = known; // a race computes the same value twice; its fields are final
    }
    return known;
  }

  private static int[] levels(int[][] predecessors) {
    int[] levels = new int[predecessors.length];
    for (int v = predecessors.length - 1; v >= 0; v--) {
      for (int u : predecessors[v]) {
        levels[u] = Math.max(levels[u], levels[v] + 1);
      }
    }
    return levels;
  }

  /** Index by id. */
  Map<String, Integer> indexById() {
    Map<String, Integer> index = new HashMap<>();
    for (int v = 0; v < nodes.size(); v++) {
      index.put(nodes.get(v).id(), v);
    }
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CollaborationGraph that
        && nodes.equals(that.nodes)
        && Arrays.deepEquals(predecessors, that.predecessors);
  }

  @Override
  public int hashCode() {
    return 31 * nodes.hashCode() + Arrays.deepHashCode(predecessors);
  }

  @Override
  public String toString() {
    return "CollaborationGraph" + nodes + edges();
  }
}
