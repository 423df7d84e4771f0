package dev.collabgraph.report;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a drawing puts the nodes of a graph: one column per level, the sink's at the right. An edge
 * that skips a level gets a lane through each column between, so that no edge runs behind a box;
 * edges of one node share their lanes. Within a column everything stands near what it reads from.
 * O(nodes x depth) lanes at most.
 */
final class GraphLayout {
  private static final int LANE = 16;

  private final CollaborationGraph graph;
  private final int row;
  private final int[] top;
  private final int[][] lanes;
  private final int height;

  /**
   * @param row pixels from one box to the next
   */
  GraphLayout(CollaborationGraph graph, int row) {
    this.graph = graph;
    this.row = row;
    this.top = new int[graph.size()];
    this.lanes = new int[graph.size()][graph.depth()];
    List<List<Item>> columns = columns();
    int tallest = columns.stream().mapToInt(this::height).max().orElse(0);
    for (List<Item> column : columns) {
      int y = (tallest - height(column)) / 2;
      for (Item item : column) {
        if (item.lane()) {
          lanes[item.node()][item.level()] = y + LANE / 2;
          y += LANE;
        } else {
          top[item.node()] = y;
          y += row;
        }
      }
    }
    this.height = tallest;
  }

  /** A node, or the lane of its edges, in a column; place is its mean rank among what it reads. */
  private record Item(int node, int level, boolean lane, double place) {}

  /** Pixels from the top of the first box to the end of the last row. */
  int height() {
    return height;
  }

  /** Pixels from the top to the box of a node. */
  int top(int node) {
    return top[node];
  }

  /** Pixels from the top to the lane of a node's edges through the column of a level. */
  int lane(int node, int level) {
    return lanes[node][level];
  }

  private int height(List<Item> column) {
    return column.stream().mapToInt(item -> item.lane() ? LANE : row).sum();
  }

  /** From the leaves to the sink, each in its order from the top. */
  private List<List<Item>> columns() {
    List<List<Item>> columns = new ArrayList<>();
    double[] centre = new double[graph.size()]; // of a node's box, then of its lane
    int[] reach = reach();
    for (int level = graph.depth() - 1; level >= 0; level--) {
      List<Item> column = new ArrayList<>();
      for (int v = 0; v < graph.size(); v++) {
        if (graph.level(v) == level) {
          column.add(new Item(v, level, false, place(v, centre)));
        } else if (graph.level(v) > level && reach[v] < level) {
          column.add(new Item(v, level, true, centre[v]));
        }
      }
      column.sort(Comparator.comparingDouble(Item::place)); // stable: ties stay in node order
      int size = column.size();
      for (int rank = 0; rank < size; rank++) {
        centre[column.get(rank).node()] = rank - (size - 1) / 2.0;
      }
      columns.add(column);
    }
    return columns;
  }

  /** The lowest level that reads a node. */
  private int[] reach() {
    int[] reach = new int[graph.size()];
    for (int v = 0; v < graph.size(); v++) {
      reach[v] = graph.level(v);
    }
    for (int v = 0; v < graph.size(); v++) {
      for (int u : graph.predecessors(v)) {
        reach[u] = Math.min(reach[u], graph.level(v));
      }
    }
    return reach;
  }

  private double place(int node, double[] centre) {
    double sum = 0;
    int inputs = 0;
    for (int u : graph.predecessors(node)) {
      sum += centre[u];
      inputs++;
    }
    return inputs == 0 ? node : sum / inputs;
  }
}
