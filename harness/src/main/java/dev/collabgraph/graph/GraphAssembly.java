package dev.collabgraph.graph;

import dev.collabgraph.graph.CollaborationGraph.Edge;
import dev.collabgraph.graph.CollaborationGraph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Builds graphs from untrusted parts: checks every rule, each failure naming the nodes, and sorts
 * the nodes topologically. O((nodes + edges) log nodes); no recursion, so depth is not a limit.
 */
final class GraphAssembly {
  private final List<Node> nodes;
  private final Map<String, Integer> indexById = new HashMap<>();
  private final List<List<Integer>> successors = new ArrayList<>();
  private final int[] inDegree;

  private GraphAssembly(List<Node> nodes) {
    this.nodes = nodes;
    this.inDegree = new int[nodes.size()];
  }

  static CollaborationGraph assemble(List<Node> nodes, List<Edge> edges, String sink) {
    GraphAssembly assembly = new GraphAssembly(List.copyOf(nodes));
    assembly.indexNodes();
    int sinkIndex = assembly.findSink(sink);
    assembly.addEdges(edges);
    List<Integer> order = assembly.topologicalOrder();
    assembly.requireOneSink(sinkIndex);
    return assembly.inOrder(order);
  }

  private void indexNodes() {
    if (nodes.isEmpty()) {
      throw new InvalidGraphException("The graph has no node: it needs at least the sink.");
    }
    for (Node node : nodes) {
      if (node.id().isBlank()) {
        throw new InvalidGraphException(
            "Node " + indexById.size() + " has a blank id: every node needs one of its own.");
      }
      if (indexById.putIfAbsent(node.id(), indexById.size()) != null) {
        throw new InvalidGraphException(
            "Two nodes have the id " + Quoted.name(node.id()) + ": ids are unique in a graph.");
      }
      successors.add(new ArrayList<>());
    }
  }

  private int findSink(String sink) {
    if (sink == null) {
      throw new InvalidGraphException("The graph names no sink: name the node that answers.");
    }
    Integer index = indexById.get(sink);
    if (index == null) {
      throw new InvalidGraphException(
          "The sink "
              + Quoted.name(sink)
              + " is not a node; the nodes are "
              + Quoted.names(ids(allIndexes()))
              + "."
              + Suggestion.didYouMean(sink, ids(allIndexes())));
    }
    return index;
  }

  private void addEdges(List<Edge> edges) {
    Set<Edge> seen = new HashSet<>();
    for (Edge edge : edges) {
      int from = end(edge, edge.from());
      int to = end(edge, edge.to());
      if (from == to) {
        throw new InvalidGraphException(
            "Edge " + text(edge) + " leads from a node to itself: remove it.");
      }
      if (!seen.add(edge)) {
        throw new InvalidGraphException("Edge " + text(edge) + " is given twice: remove one.");
      }
      successors.get(from).add(to);
      inDegree[to]++;
    }
  }

  private int end(Edge edge, String id) {
    Integer index = id == null ? null : indexById.get(id);
    if (index == null) {
      String unknown = id == null ? "" : id;
      throw new InvalidGraphException(
          "Edge "
              + text(edge)
              + " names "
              + Quoted.name(unknown)
              + ", which is not a node."
              + Suggestion.didYouMean(unknown, ids(allIndexes())));
    }
    return index;
  }

  /** Kahn's algorithm; of the nodes that are ready the first given comes first. */
  private List<Integer> topologicalOrder() {
    int[] missing = inDegree.clone();
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int v = 0; v < missing.length; v++) {
      if (missing[v] == 0) {
        ready.add(v);
      }
    }
    List<Integer> order = new ArrayList<>(missing.length);
    while (!ready.isEmpty()) {
      int v = ready.remove();
      order.add(v);
      for (int w : successors.get(v)) {
        if (--missing[w] == 0) {
          ready.add(w);
        }
      }
    }
    if (order.size() < nodes.size()) {
      throw cycle(missing);
    }
    return order;
  }

  /**
   * Every node still missing a predecessor has one that misses one too: walk back until one recurs.
   */
  private InvalidGraphException cycle(int[] missing) {
    int[] predecessor = new int[missing.length];
    Arrays.fill(predecessor, -1);
    int start = -1;
    for (int u = 0; u < missing.length; u++) {
      if (missing[u] > 0) {
        start = start < 0 ? u : start;
        for (int w : successors.get(u)) {
          if (missing[w] > 0 && predecessor[w] < 0) {
            predecessor[w] = u;
          }
        }
      }
    }
    boolean[] walked = new boolean[missing.length];
    int on = start;
    while (!walked[on]) {
      walked[on] = true;
      on = predecessor[on];
    }
    List<Integer> cycle = new ArrayList<>();
    int v = on;
    do {
      cycle.add(v);
      v = predecessor[v];
    } while (v != on);
    Collections.reverse(cycle);
    Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
    List<String> names = new ArrayList<>(ids(cycle));
    names.add(names.get(0));
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      if (i == 12 && names.size() > 14) {
        path.append(" -> (").append(names.size() - 13).append(" more)");
        i = names.size() - 1;
      }
      path.append(i == 0 ? "" : " -> ").append(Quoted.name(names.get(i)));
    }
    return new InvalidGraphException(
        "The graph has a cycle: " + path + ". Remove one of these edges.");
  }

  private void requireOneSink(int sink) {
    String name = Quoted.name(nodes.get(sink).id());
    if (!successors.get(sink).isEmpty()) {
      int next = successors.get(sink).get(0);
      throw new InvalidGraphException(
          "The sink %s has a successor, %s: the sink answers last. Remove the edge or name another sink."
              .formatted(name, Quoted.name(nodes.get(next).id())));
    }
    boolean[] reaches = reaching(sink);
    List<Integer> ends = new ArrayList<>();
    List<Integer> lost = new ArrayList<>();
    for (int v = 0; v < nodes.size(); v++) {
      if (!reaches[v]) {
        lost.add(v);
        if (successors.get(v).isEmpty()) {
          ends.add(v);
        }
      }
    }
    if (!lost.isEmpty()) {
      throw new InvalidGraphException(
          ("The graph has more than one sink: beside %s, %s has no successor, so %s never reaches"
                  + " the sink. Remove it or add an edge to a node that does.")
              .formatted(name, Quoted.names(ids(ends)), Quoted.names(ids(lost))));
    }
  }

  private boolean[] reaching(int sink) {
    List<List<Integer>> predecessors = new ArrayList<>();
    nodes.forEach(node -> predecessors.add(new ArrayList<>()));
    for (int u = 0; u < nodes.size(); u++) {
      for (int v : successors.get(u)) {
        predecessors.get(v).add(u);
      }
    }
    boolean[] reaches = new boolean[nodes.size()];
    reaches[sink] = true;
    Deque<Integer> open = new ArrayDeque<>(List.of(sink));
    while (!open.isEmpty()) {
      for (int u : predecessors.get(open.remove())) {
        if (!reaches[u]) {
          reaches[u] = true;
          open.add(u);
        }
      }
    }
    return reaches;
  }

  private CollaborationGraph inOrder(List<Integer> order) {
    int[] position = new int[nodes.size()];
    List<Node> sorted = new ArrayList<>(nodes.size());
    for (int v : order) {
      position[v] = sorted.size();
      sorted.add(nodes.get(v));
    }
    int[][] predecessors = new int[nodes.size()][];
    for (int v = 0; v < predecessors.length; v++) {
      predecessors[position[v]] = new int[inDegree[v]];
    }
    int[] filled = new int[nodes.size()];
    for (int u : order) { // ascending position, so each list comes out sorted
      for (int v : successors.get(u)) {
        predecessors[position[v]][filled[v]++] = position[u];
      }
    }
    return CollaborationGraph.trusted(sorted, predecessors);
  }

  private List<Integer> allIndexes() {
    List<Integer> all = new ArrayList<>();
    for (int v = 0; v < nodes.size(); v++) {
      all.add(v);
    }
    return all;
  }

  private List<String> ids(List<Integer> indexes) {
    return indexes.stream().map(v -> nodes.get(v).id()).toList();
  }

  private static String text(Edge edge) {
    return Quoted.name(String.valueOf(edge.from()))
        + " -> "
        + Quoted.name(String.valueOf(edge.to()));
  }

  /** The rules of {@link CollaborationGraph#trusted}, for an assertion. */
  static boolean isSound(CollaborationGraph graph) {
    int size = graph.size();
    boolean[] hasSuccessor = new boolean[size];
    Set<String> ids = new HashSet<>();
    for (int v = 0; v < size; v++) {
      int last = -1;
      for (int u : graph.parents(v)) {
        if (u <= last || u >= v) {
          return false;
        }
        hasSuccessor[u] = true;
        last = u;
      }
      if (!ids.add(graph.node(v).id())) {
        return false;
      }
    }
    for (int v = 0; v < size - 1; v++) {
      if (!hasSuccessor[v]) {
        return false;
      }
    }
    return size > 0 && !hasSuccessor[size - 1];
  }
}
