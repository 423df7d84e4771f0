package dev.collabgraph.graph;

import dev.collabgraph.graph.CollaborationGraph.Node;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A graph's nodes in canonical order, and the digest of the graph written in that order. The order
 * is topological, the sink last: nodes are sorted by the longest path that leads to them before
 * anything else.
 */
final class CanonicalForm {
  /**
   * Most refinements spent on a graph; see {@link CanonicalOrder}. Sampled graphs need a few. The
   * incidence graph of a projective plane of order 3 needs 481; that of order 5 would need 27,000
   * and falls back. 2,000 of 60 nodes each take about 80 ms.
   */
  static final int BOUND = 2_000;

  private static final int VERSION = 1;

  private final int[] order;
  private final String digest;

  private CanonicalForm(int[] order, String digest) {
    this.order = order;
    this.digest = digest;
  }

  static CanonicalForm of(CollaborationGraph graph) {
    return of(graph, BOUND);
  }

  static CanonicalForm of(CollaborationGraph graph, int bound) {
    int[] order = new CanonicalOrder(bound).of(coloured(graph));
    return new CanonicalForm(order, sha256(written(graph, order)));
  }

  /** Lower-case hex SHA-256. */
  String digest() {
    return digest;
  }

  /** The nodes of the graph in canonical order, named n0, n1, ... */
  CollaborationGraph canonical(CollaborationGraph graph) {
    List<Node> nodes = new ArrayList<>(order.length);
    for (int v : order) {
      nodes.add(new Node("n" + nodes.size(), graph.node(v).role(), graph.node(v).model()));
    }
    return CollaborationGraph.trusted(nodes, predecessors(graph, order));
  }

  /** This form for {@link #canonical}: the same digest, the nodes as they stand. */
  CanonicalForm inOrder() {
    int[] identity = new int[order.length];
    Arrays.setAll(identity, i -> i);
    return new CanonicalForm(identity, digest);
  }

  private static int[][] predecessors(CollaborationGraph graph, int[] order) {
    int[] position = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
    }
    int[][] predecessors = new int[order.length][];
    for (int i = 0; i < order.length; i++) {
      int[] parents = graph.predecessors(order[i]);
      for (int j = 0; j < parents.length; j++) {
        parents[j] = position[parents[j]];
      }
      Arrays.sort(parents);
      predecessors[i] = parents;
    }
    return predecessors;
  }

  /** Colours: the longest path that leads to a node, then role and model. */
  static ColouredDag coloured(CollaborationGraph graph) {
    int size = graph.size();
    int[] height = new int[size];
    int[] outDegree = new int[size];
    Integer[] sorted = new Integer[size];
    for (int v = 0; v < size; v++) {
      sorted[v] = v;
      for (int u : graph.parents(v)) {
        height[v] = Math.max(height[v], height[u] + 1);
        outDegree[u]++;
      }
    }
    int[][] out = new int[size][];
    for (int v = 0; v < size; v++) {
      out[v] = new int[outDegree[v]];
    }
    Arrays.fill(outDegree, 0);
    for (int v = 0; v < size; v++) {
      for (int u : graph.parents(v)) {
        out[u][outDegree[u]++] = v;
      }
    }
    Comparator<Integer> byColour = (u, v) -> compare(graph, height, u, v);
    Arrays.sort(sorted, byColour);
    int[] colour = new int[size];
    for (int i = 1; i < size; i++) {
      boolean same = byColour.compare(sorted[i - 1], sorted[i]) == 0;
      colour[sorted[i]] = colour[sorted[i - 1]] + (same ? 0 : 1);
    }
    return ColouredDag.of(out, colour);
  }

  private static int compare(CollaborationGraph graph, int[] height, int u, int v) {
    if (height[u] != height[v]) {
      return Integer.compare(height[u], height[v]);
    }
    int byRole = graph.node(u).role().compareTo(graph.node(v).role());
    if (byRole != 0) {
      return byRole;
    }
    String a = graph.node(u).model();
    String b = graph.node(v).model();
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return a.compareTo(b);
  }

  private static byte[] written(CollaborationGraph graph, int[] order) {
    int[][] predecessors = predecessors(graph, order);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * order.length);
    try (DataOutputStream data = new DataOutputStream(bytes)) {
      data.writeInt(VERSION);
      data.writeInt(order.length);
      for (int i = 0; i < order.length; i++) {
        write(data, graph.node(order[i]).role());
        write(data, graph.node(order[i]).model());
        data.writeInt(predecessors[i].length);
        for (int u : predecessors[i]) {
          data.writeInt(u);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed.", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream data, String text) throws IOException {
    if (text == null) {
      data.writeInt(-1);
      return;
    }
    data.writeInt(text.length());
    data.writeChars(text); // not UTF-8, in which two broken texts may be one
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
