package dev.collabgraph.compare;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.List;
import java.util.Objects;

/**
 * What one search returned and how good that is. Arrays are shared: do not write into them.
 *
 * @param returned canonical
 * @param costUnits declared cost of it
 * @param score its true score if there is an oracle, else its mean on the test split
 * @param calls logical calls of searching and validation
 * @param searchCalls those of searching
 * @param ended why searching stopped, in lower case
 * @param steps the incumbents; empty without an oracle
 */
record CellResult(
    CollaborationGraph returned,
    double costUnits,
    double score,
    long calls,
    long searchCalls,
    String ended,
    List<Step> steps) {
  CellResult {
    Objects.requireNonNull(returned, "returned");
    steps = List.copyOf(steps);
  }

  /**
   * An incumbent.
   *
   * @param calls from which on it led
   * @param score its true score
   */
  record Step(long calls, double score) {}
}
