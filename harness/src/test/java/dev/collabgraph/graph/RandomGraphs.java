package dev.collabgraph.graph;

import dev.collabgraph.graph.CollaborationGraph.Edge;
import dev.collabgraph.graph.CollaborationGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random graphs for tests. */
public final class RandomGraphs {
  private RandomGraphs() {}

  /**
   * A graph of {@code size} nodes with ids v0, v1, ... in topological order; every pair has an edge
   * with probability {@code density}, and a node left without a successor gets a random one.
   */
  public static CollaborationGraph draw(
      SplittableRandom random, int size, double density, int roles, int models) {
    List<Node> nodes = new ArrayList<>();
    int[][] predecessors = new int[size][];
    boolean[][] edge = new boolean[size][size];
    for (int v = 0; v < size; v++) {
      nodes.add(new Node("v" + v, "r" + random.nextInt(roles), "m" + random.nextInt(models)));
      boolean last = v == size - 1;
      boolean any = false;
      for (int w = v + 1; w < size; w++) {
        edge[v][w] = random.nextDouble() < density;
        any |= edge[v][w];
      }
      if (!any && !last) {
        edge[v][v + 1 + random.nextInt(size - 1 - v)] = true;
      }
    }
    for (int v = 0; v < size; v++) {
      int target = v;
      predecessors[v] =
          java.util.stream.IntStream.range(0, v).filter(u -> edge[u][target]).toArray();
    }
    return CollaborationGraph.trusted(nodes, predecessors);
  }

  /** The same graph with other ids and another topological order. */
  public static CollaborationGraph relabelled(CollaborationGraph graph, SplittableRandom random) {
    List<String> fresh = new ArrayList<>();
    for (int v = 0; v < graph.size(); v++) {
      fresh.add("x" + v);
    }
    fresh = shuffled(fresh, random);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int v = 0; v < graph.size(); v++) {
      nodes.add(new Node(fresh.get(v), graph.node(v).role(), graph.node(v).model()));
      for (int u : graph.predecessors(v)) {
        edges.add(new Edge(fresh.get(u), fresh.get(v)));
      }
    }
    return CollaborationGraph.of(
        shuffled(nodes, random), shuffled(edges, random), fresh.get(graph.sink()));
  }

  /** A shuffled copy. */
  public static <T> List<T> shuffled(List<T> items, SplittableRandom random) {
    List<T> copy = new ArrayList<>(items);
    for (int i = copy.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T item = copy.get(i);
      copy.set(i, copy.get(j));
      copy.set(j, item);
    }
    return copy;
  }
}
