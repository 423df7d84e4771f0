package dev.collabgraph.search;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.List;

/**
 * Extension point: decides which graphs are tried next. Driven by one thread; a strategy never sees
 * tasks, answers or models, only scores, and never runs anything itself.
 *
 * <p>The loop: {@link #ask} a batch, try it, {@link #tell} all its trials in the order asked, until
 * a batch is empty or the plan is used up. Same context and same trials give the same batches.
 */
public interface SearchStrategy {

  /**
   * The next batch, in the order in which its trials are numbered and paid for.
   *
   * @return empty if the strategy has nothing left to try
   */
  List<Proposal> ask(Plan plan);

  /**
   * What came of the batch asked last: one trial per proposal in the order asked. Inconclusive
   * trials and tasks without a score (NaN) are included and must not count against a graph. If the
   * search was stopped, trials may have run on fewer tasks, or on none.
   */
  void tell(List<Trial> trials);

  /** A line for people on what was decided since the last call; empty = nothing to say. */
  default String explain() {
    return "";
  }

  /**
   * What is believed of the graphs told so far, by a strategy that has a model of them: the first
   * by reward leads, and the first few are taken to validation. Empty = the engine's own estimate,
   * {@link dev.collabgraph.search.score.ScoreModel}.
   */
  default List<Belief> beliefs() {
    return List.of();
  }

  /**
   * A belief on one graph.
   *
   * @param graph canonical, among those told with evidence
   * @param reward expected
   * @param tasks number of tasks whose mean would be as sure, above 0
   */
  record Belief(CollaborationGraph graph, double reward, double tasks) {}

  /**
   * How much of the search is left.
   *
   * @param iteration the one being planned, from 1
   * @param iterations planned
   * @param callsUsed logical calls so far
   * @param callsPlanned logical calls that may be used while searching; {@link Long#MAX_VALUE} if
   *     not capped
   */
  record Plan(int iteration, int iterations, long callsUsed, long callsPlanned) {
    /** Share of the search that is used, 0 to 1, by iterations or by calls, whichever is more. */
    public double used() {
      double byIterations = (iteration - 1) / (double) iterations;
      double byCalls = callsPlanned == Long.MAX_VALUE ? 0 : callsUsed / (double) callsPlanned;
      return Math.min(1, Math.max(byIterations, byCalls));
    }
  }
}
