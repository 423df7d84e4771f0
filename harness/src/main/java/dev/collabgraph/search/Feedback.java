package dev.collabgraph.search;

import dev.collabgraph.distribution.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent is told after every round: all graphs tried so far with their scores, the tasks'
 * difficulty taken out. Immutable.
 *
 * @param graphs in the order in which they were tried first
 * @param noise variance of one task's reward
 */
record Feedback(List<Graph> graphs, double noise) {

  /**
   * One graph.
   *
   * @param entry its evidence
   * @param features of it
   * @param value mean reward with the tasks' difficulty taken out
   */
  record Graph(ScoreBook.Entry entry, double[] features, double value) {}

  Feedback {
    graphs = List.copyOf(graphs);
  }

  /** Feedback on all evidence so far. */
  static Feedback of(ScoreBook book, SearchSpace space) {
    List<ScoreBook.Entry> entries = book.entries();
    ScoreModel.Adjusted adjusted = ScoreModel.adjust(entries);
    GraphFeatures features = new GraphFeatures(space);
    List<Graph> graphs = new ArrayList<>(entries.size());
    for (int g = 0; g < entries.size(); g++) {
      graphs.add(
          new Graph(entries.get(g), features.of(entries.get(g).graph()), adjusted.adjusted()[g]));
    }
    return new Feedback(graphs, adjusted.noise());
  }
}
