package dev.collabgraph.search;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.suite.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A graph that was tried. Arrays are shared, not copied: do not write into them.
 *
 * @param number from 0, in the order in which trials were asked for
 * @param split whose tasks they were
 * @param iteration in which it was asked for, from 1
 * @param proposal what was asked
 * @param tasks the tasks that ran: all of the proposal's unless the search was stopped
 * @param scores one per task that ran, 0 to 1; NaN = inconclusive
 * @param latencies one per task that ran, seconds; NaN = inconclusive
 * @param reasons one per task that ran: why it got less than 1, in the scorer's words; null where
 *     there is nothing to say; empty = no task has one
 * @param calls distinct calls this trial added to the bill; the others were shared with earlier
 *     ones
 * @param costUnits declared cost of the graph
 * @param measuredUnits mean cost over the tasks by the tokens counted; NaN if unknown
 * @param failures up to two traces of tasks answered wrongly, for feedback
 */
public record Trial(
    int number,
    Split split,
    int iteration,
    Proposal proposal,
    int[] tasks,
    double[] scores,
    double[] latencies,
    List<String> reasons,
    long calls,
    double costUnits,
    double measuredUnits,
    List<Trace> failures) {

  /** Least share of conclusive tasks for a trial to count. */
  public static final double LEAST_CONCLUSIVE = 0.95;

  public Trial {
    Objects.requireNonNull(proposal, "proposal");
    failures = List.copyOf(failures);
    reasons = Collections.unmodifiableList(new ArrayList<>(reasons)); // may hold null
    if (scores.length != tasks.length || latencies.length != tasks.length) {
      throw new IllegalArgumentException(
          "A trial of %s tasks has %s scores and %s latencies."
              .formatted(tasks.length, scores.length, latencies.length));
    }
    if (!reasons.isEmpty() && reasons.size() != tasks.length) {
      throw new IllegalArgumentException(
          "A trial of %s tasks has %s reasons.".formatted(tasks.length, reasons.size()));
    }
  }

  /** A trial without the scorer's words. */
  public Trial(
      int number,
      Split split,
      int iteration,
      Proposal proposal,
      int[] tasks,
      double[] scores,
      double[] latencies,
      long calls,
      double costUnits,
      double measuredUnits,
      List<Trace> failures) {
    this(
        number,
        split,
        iteration,
        proposal,
        tasks,
        scores,
        latencies,
        List.of(),
        calls,
        costUnits,
        measuredUnits,
        failures);
  }

  /** The trials by ascending number, whatever the order they come in. */
  public static List<Trial> inOrder(List<Trial> trials) {
    return trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
  }

  /** How a trial ended. */
  public enum Status {
    /** At least 95 % of its tasks have a score. */
    CONCLUSIVE,
    /** Too few tasks have a score: never evidence against the graph. */
    INCONCLUSIVE
  }

  /** Number of tasks with a score. */
  public int conclusiveTasks() {
    int count = 0;
    for (double score : scores) {
      count += Double.isNaN(score) ? 0 : 1;
    }
    return count;
  }

  /** Whether the trial is evidence. */
  public Status status() {
    return tasks.length > 0 && conclusiveTasks() >= LEAST_CONCLUSIVE * tasks.length
        ? Status.CONCLUSIVE
        : Status.INCONCLUSIVE;
  }

  /** Mean of the scores there are; NaN without any. */
  public double meanScore() {
    return mean(scores);
  }

  /** Mean of the latencies there are; NaN without any. */
  public double meanLatency() {
    return mean(latencies);
  }

  /** The mean of the values that are known; NaN without any. */
  static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
