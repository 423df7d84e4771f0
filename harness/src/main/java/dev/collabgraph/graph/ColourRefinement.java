package dev.collabgraph.graph;

import java.util.Arrays;

/**
 * The coarsest split of a graph's colours in which nodes of one cell have equally many successors
 * and predecessors in every cell (colour refinement, also called one-dimensional Weisfeiler-Leman).
 * Cells are ordered, by the colours first; the order does not depend on how nodes are numbered.
 *
 * <p>Neighbourhoods are compared by 64-bit hashes of cell numbers. A collision, the same in every
 * numbering, would leave a cell unsplit; it cannot make different graphs look equal, since the
 * canonical form is made of the edges themselves.
 */
final class ColourRefinement {
  private final ColouredDag graph;
  private final int[] order;
  private final int[] start;
  private final int[] length;
  private final long[] hash;
  private final long[] mixed;
  private int cells = 1;
  private long trace;

  private ColourRefinement(ColouredDag graph) {
    int size = graph.size();
    this.graph = graph;
    this.order = new int[size];
    this.start = new int[size];
    this.length = new int[size];
    this.hash = new long[size];
    this.mixed = new long[size];
  }

  static ColourRefinement of(ColouredDag graph) {
    ColourRefinement refinement = new ColourRefinement(graph);
    refinement.splitByColour();
    int before;
    do {
      before = refinement.cells;
      if (before < graph.size()) {
        refinement.splitByNeighbours();
      }
    } while (refinement.cells > before);
    return refinement;
  }

  private void splitByColour() {
    int size = order.length;
    for (int v = 0; v < size; v++) {
      order[v] = v;
      hash[v] = graph.colour()[v];
    }
    length[0] = size;
    splitCell(0, size);
  }

  private void splitByNeighbours() {
    for (int v = 0; v < order.length; v++) {
      mixed[v] = mix(start[v] + 1L);
    }
    for (int v = 0; v < order.length; v++) {
      if (length[start[v]] > 1) {
        long successors = 0;
        for (int w : graph.out()[v]) {
          successors += mixed[w];
        }
        long predecessors = 0;
        for (int u : graph.in()[v]) {
          predecessors += mixed[u];
        }
        hash[v] = mix(successors * 0x9E3779B97F4A7C15L + mix(predecessors + 0x632BE59BD9B4E019L));
      }
    }
    for (int from = 0; from < order.length; ) {
      int end = from + length[from];
      if (end - from > 1) {
        splitCell(from, end);
      }
      from = end;
    }
  }

  /** Sorts a cell by hash and makes a cell of every run of equal ones. */
  private void splitCell(int from, int end) {
    sortByHash(from, end);
    for (int i = from; i < end; ) {
      int next = i + 1;
      while (next < end && hash[order[next]] == hash[order[i]]) {
        next++;
      }
      for (int j = i; j < next; j++) {
        start[order[j]] = i;
      }
      length[i] = next - i;
      trace = mix(trace * 31 + hash[order[i]] + 0x9E3779B97F4A7C15L * i);
      cells += i > from ? 1 : 0;
      i = next;
    }
  }

  private void sortByHash(int from, int end) {
    if (end - from > 48) {
      Integer[] boxed = new Integer[end - from];
      for (int i = from; i < end; i++) {
        boxed[i - from] = order[i];
      }
      Arrays.sort(boxed, (a, b) -> Long.compare(hash[a], hash[b]));
      for (int i = from; i < end; i++) {
        order[i] = boxed[i - from];
      }
      return;
    }
    for (int i = from + 1; i < end; i++) {
      int v = order[i];
      int j = i - 1;
      while (j >= from && hash[order[j]] > hash[v]) {
        order[j + 1] = order[j];
        j--;
      }
      order[j + 1] = v;
    }
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Whether every cell has one node. */
  boolean discrete() {
    return cells == order.length;
  }

  /** The nodes, cell after cell. */
  int[] order() {
    return order;
  }

  /** Where the cell of each node starts in {@link #order}: the refined colour. */
  int[] colours() {
    return start;
  }

  /** Size of the cell that starts at a position of {@link #order}. */
  int cellSize(int cell) {
    return length[cell];
  }

  /** Hash of how cells were split; equal for isomorphic graphs. */
  long trace() {
    return trace;
  }

  /** Start of the smallest cell with more than one node, the first of them. */
  int targetCell() {
    int best = -1;
    for (int cell = 0; cell < order.length; cell += length[cell]) {
      if (length[cell] > 1 && (best < 0 || length[cell] < length[best])) {
        best = cell;
      }
    }
    return best;
  }
}
