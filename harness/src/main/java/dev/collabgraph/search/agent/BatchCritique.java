package dev.collabgraph.search.agent;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be said of one batch in words, and nothing more: along which properties the graphs that
 * did better than the one they were edited from differ from it. Properties are width, depth, number
 * of nodes and the number of nodes of each model. It knows no earlier batch and weighs no evidence.
 * Immutable.
 */
final class BatchCritique {
  private final SearchSpace space;
  private final CollaborationGraph from;
  private final double[] direction;

  private BatchCritique(SearchSpace space, CollaborationGraph from, double[] direction) {
    this.space = space;
    this.from = from;
    this.direction = direction;
  }

  /**
   * The critique of a batch.
   *
   * @param from the graph all others are compared with
   * @param reward of it on the batch's tasks
   * @param graphs tried on the same tasks
   * @param rewards of them, in their order
   */
  static BatchCritique of(
      SearchSpace space,
      CollaborationGraph from,
      double reward,
      List<CollaborationGraph> graphs,
      List<Double> rewards) {
    double[] direction = new double[3 + space.modelCount()];
    for (int g = 0; g < graphs.size(); g++) {
      double[] signs = signs(space, from, graphs.get(g));
      for (int k = 0; k < direction.length; k++) {
        direction[k] += signs[k] * (rewards.get(g) - reward);
      }
    }
    return new BatchCritique(space, from, direction);
  }

  /** On how many properties more a graph goes the way of the critique than against it. */
  double agreement(CollaborationGraph graph) {
    double[] signs = signs(space, from, graph);
    double agreement = 0;
    for (int k = 0; k < direction.length; k++) {
      agreement += signs[k] * Math.signum(direction[k]);
    }
    return agreement;
  }

  /** The critique in words, such as {@code "deeper, fewer llama-1b"}; empty if it has none. */
  String words() {
    List<String> words = new ArrayList<>();
    String[][] named = {{"narrower", "wider"}, {"shallower", "deeper"}, {"smaller", "larger"}};
    for (int k = 0; k < named.length; k++) {
      if (direction[k] != 0) {
        words.add(named[k][direction[k] > 0 ? 1 : 0]);
      }
    }
    List<ModelSpec> models = space.costs().models();
    for (int m = 0; m < models.size(); m++) {
      double towards = direction[named.length + m];
      if (towards != 0) {
        words.add((towards > 0 ? "more " : "fewer ") + models.get(m).id());
      }
    }
    return String.join(", ", words);
  }

  private static double[] signs(SearchSpace space, CollaborationGraph a, CollaborationGraph b) {
    double[] ofA = properties(space, a);
    double[] ofB = properties(space, b);
    double[] signs = new double[ofA.length];
    for (int k = 0; k < signs.length; k++) {
      signs[k] = Math.signum(ofB[k] - ofA[k]);
    }
    return signs;
  }

  private static double[] properties(SearchSpace space, CollaborationGraph graph) {
    List<String> models = space.costs().models().stream().map(ModelSpec::id).toList();
    double[] properties = new double[3 + models.size()];
    properties[0] = graph.width();
    properties[1] = graph.depth();
    properties[2] = graph.size();
    for (CollaborationGraph.Node node : graph.nodes()) {
      if (node.model() != null) {
        properties[3 + models.indexOf(node.model())]++;
      }
    }
    return properties;
  }
}
