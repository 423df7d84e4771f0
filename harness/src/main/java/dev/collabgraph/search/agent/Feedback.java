package dev.collabgraph.search.agent;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.search.score.ScoreBook;
import dev.collabgraph.search.score.ScoreModel;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent is told after every round: all graphs tried so far with their scores, the tasks'
 * difficulty taken out, what goes along with a high score, and examples of failures. {@link
 * FeedbackText} says it in words. Immutable.
 *
 * @param graphs in the order in which they were tried first
 * @param noise variance of one task's reward
 * @param effects of models, roles, widths and depths
 * @param table reward by width and depth
 * @param failures the latest runs that answered wrongly, a few
 */
record Feedback(
    List<Graph> graphs,
    double noise,
    List<Effect> effects,
    List<Cell> table,
    List<Trace> failures) {

  /**
   * One graph.
   *
   * @param entry its evidence
   * @param features of it
   * @param value mean reward with the tasks' difficulty taken out
   */
  record Graph(ScoreBook.Entry entry, double[] features, double value) {}

  /**
   * How much better graphs with a property did than those without: an association among the graphs
   * tried, not proof of a cause.
   *
   * @param property {@code "model llama-8b"}, {@code "sink vote"}, {@code "depth 3"}, ...
   * @param value difference of mean rewards, weighted by tasks
   * @param low lower end of its 95 % interval
   * @param high upper end
   * @param graphs how many have the property
   */
  record Effect(String property, double value, double low, double high, int graphs) {}

  /** Mean reward, weighted by tasks, of the graphs of a width and depth. */
  record Cell(int width, int depth, double value, int graphs) {}

  Feedback {
    graphs = List.copyOf(graphs);
    effects = List.copyOf(effects);
    table = List.copyOf(table);
    failures = List.copyOf(failures);
  }

  /** Feedback on all evidence so far. */
  static Feedback of(ScoreBook book, SearchSpace space, List<Trace> failures) {
    List<ScoreBook.Entry> entries = book.entries();
    ScoreModel.Adjusted adjusted = ScoreModel.adjust(entries);
    GraphFeatures features = new GraphFeatures(space);
    List<Graph> graphs = new ArrayList<>(entries.size());
    for (int g = 0; g < entries.size(); g++) {
      graphs.add(
          new Graph(entries.get(g), features.of(entries.get(g).graph()), adjusted.adjusted()[g]));
    }
    return new Feedback(
        graphs,
        adjusted.noise(),
        Effects.of(graphs, adjusted.noise()),
        Effects.table(graphs),
        failures);
  }
}
