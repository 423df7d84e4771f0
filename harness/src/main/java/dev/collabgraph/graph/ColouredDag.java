package dev.collabgraph.graph;

import java.util.Arrays;

/**
 * A directed graph with integer node colours in which every edge leads from a lower colour to a
 * higher one, so nodes of one colour are never adjacent and any order by colour is topological.
 *
 * @param out successors of each node
 * @param in predecessors of each node
 * @param colour of each node, 0 or more
 */
record ColouredDag(int[][] out, int[][] in, int[] colour) {

  /** The graph with these successors; predecessors come out ascending. */
  static ColouredDag of(int[][] out, int[] colour) {
    int[] inDegree = new int[out.length];
    for (int[] successors : out) {
      for (int w : successors) {
        inDegree[w]++;
      }
    }
    int[][] in = new int[out.length][];
    for (int v = 0; v < in.length; v++) {
      in[v] = new int[inDegree[v]];
    }
    Arrays.fill(inDegree, 0);
    for (int v = 0; v < out.length; v++) {
      for (int w : out[v]) {
        in[w][inDegree[w]++] = v;
      }
    }
    return new ColouredDag(out, in, colour);
  }

  int size() {
    return colour.length;
  }

  /** The same graph with node {@code v} moved before the other nodes of its colour. */
  ColouredDag individualise(int v) {
    int[] changed = colour.clone();
    for (int u = 0; u < changed.length; u++) {
      changed[u] = 2 * changed[u] + (changed[u] == colour[v] && u != v ? 1 : 0);
    }
    return new ColouredDag(out, in, changed);
  }

  /** All there is to know of this graph once its nodes are put into an order: colours and edges. */
  int[] certificate(int[] order) {
    int[] position = new int[order.length];
    int length = order.length;
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
      length += 1 + in[order[i]].length;
    }
    int[] certificate = new int[length];
    int at = 0;
    for (int v : order) {
      certificate[at++] = colour[v];
    }
    for (int v : order) {
      certificate[at++] = in[v].length;
      int from = at;
      for (int u : in[v]) {
        certificate[at++] = position[u];
      }
      Arrays.sort(certificate, from, at);
    }
    return certificate;
  }
}
