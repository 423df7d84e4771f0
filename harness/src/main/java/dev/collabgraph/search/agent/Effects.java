package dev.collabgraph.search.agent;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Marginal effects among the graphs tried: those with a property against those without. */
final class Effects {
  private static final double Z = 1.959963984540054;
  private static final int FEWEST = 2;

  private Effects() {}

  /** Sums over graphs, weighted by tasks. */
  private static final class Sum {
    private double weight;
    private double weighted;
    private double squares;
    private double sampling;
    private int graphs;

    void add(Feedback.Graph graph, double noise) {
      int tasks = graph.entry().size();
      weight += tasks;
      weighted += tasks * graph.value();
      squares += tasks * graph.value() * graph.value();
      sampling += tasks * noise;
      graphs++;
    }

    double mean() {
      return weighted / weight;
    }

    /** Variance of the mean: the graphs' spread, and no less than the tasks' noise. */
    double variance() {
      double spread = Math.max(0, squares / weight - mean() * mean()) / Math.max(1, graphs - 1);
      return Math.max(spread, sampling / weight / weight);
    }
  }

  /** The effect of every property that at least two graphs have and two have not, by name. */
  static List<Feedback.Effect> of(List<Feedback.Graph> graphs, double noise) {
    List<Set<String>> ofGraph =
        graphs.stream().map(graph -> properties(graph.entry().graph())).toList();
    Set<String> properties = new TreeSet<>();
    ofGraph.forEach(properties::addAll);
    List<Feedback.Effect> effects = new ArrayList<>();
    for (String property : properties) {
      Sum with = new Sum();
      Sum without = new Sum();
      for (int g = 0; g < ofGraph.size(); g++) {
        (ofGraph.get(g).contains(property) ? with : without).add(graphs.get(g), noise);
      }
      if (with.graphs >= FEWEST && without.graphs >= FEWEST) {
        double value = with.mean() - without.mean();
        double margin = Z * Math.sqrt(with.variance() + without.variance());
        effects.add(
            new Feedback.Effect(property, value, value - margin, value + margin, with.graphs));
      }
    }
    return effects;
  }

  private static Set<String> properties(CollaborationGraph graph) {
    Set<String> properties = new TreeSet<>();
    for (int v = 0; v < graph.size(); v++) {
      CollaborationGraph.Node node = graph.node(v);
      if (node.model() != null) {
        properties.add((v == graph.sink() ? "sink model " : "model ") + node.model());
      }
      properties.add((v == graph.sink() ? "sink role " : "role ") + node.role());
      for (int u : graph.predecessors(v)) {
        if (graph.node(u).model() != null && node.model() != null) {
          properties.add("edge " + graph.node(u).model() + " -> " + node.model());
        }
      }
    }
    properties.add("depth " + graph.depth());
    properties.add("width " + range(graph.width()));
    return properties;
  }

  /** Widths by doubling: 1, 2, 3-4, 5-8, ... */
  private static String range(int width) {
    int high = 1;
    while (high < width) {
      high *= 2;
    }
    int low = high / 2 + 1;
    return low >= high ? Integer.toString(high) : low + "-" + high;
  }

  /** Mean reward by width and depth, by rising width and then depth. */
  static List<Feedback.Cell> table(List<Feedback.Graph> graphs) {
    Map<Integer, Map<Integer, Sum>> sums = new TreeMap<>();
    for (Feedback.Graph graph : graphs) {
      CollaborationGraph each = graph.entry().graph();
      sums.computeIfAbsent(each.width(), width -> new TreeMap<>())
          .computeIfAbsent(each.depth(), depth -> new Sum())
          .add(graph, 0);
    }
    List<Feedback.Cell> cells = new ArrayList<>();
    sums.forEach(
        (width, byDepth) ->
            byDepth.forEach(
                (depth, sum) ->
                    cells.add(new Feedback.Cell(width, depth, sum.mean(), sum.graphs))));
    return cells;
  }
}
