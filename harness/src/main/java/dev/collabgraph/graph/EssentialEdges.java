package dev.collabgraph.graph;

import java.util.Arrays;

/**
 * The edges that still tell nodes of a refined cell apart. Two cells joined by all edges or by none
 * contribute nothing; where more than half of the edges between two cells are there, the missing
 * ones are kept instead, which say the same and connect less.
 */
final class EssentialEdges {
  private EssentialEdges() {}

  /** Successors of each node by essential edges, ascending by position in the refined order. */
  static int[][] of(ColouredDag graph, ColourRefinement cells) {
    int size = graph.size();
    int[] colours = cells.colours();
    int[] order = cells.order();
    int[] count = new int[size];
    boolean[] adjacent = new boolean[size];
    int[] kept = new int[size];
    int[][] essential = new int[size][];
    for (int v = 0; v < size; v++) {
      for (int w : graph.out()[v]) {
        count[colours[w]]++;
        adjacent[w] = true;
      }
      int length = 0;
      for (int cell = 0; cell < size; cell += cells.cellSize(cell)) {
        int cellSize = cells.cellSize(cell);
        if (count[cell] > 0 && count[cell] < cellSize) {
          boolean keepPresent = 2 * count[cell] <= cellSize;
          for (int i = cell; i < cell + cellSize; i++) {
            if (adjacent[order[i]] == keepPresent) {
              kept[length++] = order[i];
            }
          }
        }
        count[cell] = 0;
      }
      for (int w : graph.out()[v]) {
        adjacent[w] = false;
      }
      essential[v] = Arrays.copyOf(kept, length);
    }
    return essential;
  }

  /** Number of the connected component of each node, directions ignored. */
  static int[] components(int[][] essential) {
    Orbits joined = new Orbits(essential.length);
    for (int v = 0; v < essential.length; v++) {
      for (int w : essential[v]) {
        joined.join(v, w);
      }
    }
    int[] component = new int[essential.length];
    int[] numberOfRoot = new int[essential.length];
    int count = 0;
    for (int v = 0; v < essential.length; v++) {
      int root = joined.find(v);
      if (numberOfRoot[root] == 0) {
        numberOfRoot[root] = ++count;
      }
      component[v] = numberOfRoot[root] - 1;
    }
    return component;
  }
}
