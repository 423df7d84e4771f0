package dev.collabgraph.gate;

import java.util.List;
import java.util.Objects;

/**
 * What one task came to over all repeats.
 *
 * @param id of the task
 * @param digest hex SHA-256 of the task's content
 * @param outcomes one score per repeat, 0 to 1; NaN = inconclusive, never scored
 * @param latencies seconds of the longest path per repeat; NaN = inconclusive
 * @param cost mean over conclusive repeats
 * @param failure why the first inconclusive repeat is; null if none is
 */
public record TaskOutcome(
    String id,
    String digest,
    List<Double> outcomes,
    List<Double> latencies,
    Cost cost,
    String failure) {

  /** Score that counts as a pass. */
  public static final double PASS = 1;

  /**
   * Cost of one query as the provider counted it.
   *
   * @param units of the cheapest leaf of the declared pool; NaN = unknown
   * @param usd US dollars; NaN = unknown, which is never 0
   * @param tokens prompt and completion tokens of all calls; NaN = unknown
   */
  public record Cost(double units, double usd, double tokens) {
    /** Nothing is known. */
    public static final Cost UNKNOWN = new Cost(Double.NaN, Double.NaN, Double.NaN);
  }

  public TaskOutcome {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(cost, "cost");
    outcomes = List.copyOf(outcomes);
    latencies = List.copyOf(latencies);
    if (outcomes.isEmpty() || outcomes.size() != latencies.size()) {
      throw new IllegalArgumentException(
          "Task \"%s\" has %s outcomes and %s latencies, expected as many of each, 1 or more."
              .formatted(id, outcomes.size(), latencies.size()));
    }
    for (double outcome : outcomes) {
      if (outcome < 0 || outcome > 1) {
        throw new IllegalArgumentException(
            "Task \"" + id + "\" has the outcome " + outcome + ", expected a number from 0 to 1.");
      }
    }
  }

  /** Number of repeats with a score. */
  public int conclusive() {
    return (int) outcomes.stream().filter(outcome -> !outcome.isNaN()).count();
  }

  /** Number of repeats with full marks. */
  public int passes() {
    return (int) outcomes.stream().filter(outcome -> outcome >= PASS).count();
  }

  /** Mean score of the conclusive repeats; NaN if there is none. */
  public double mean() {
    return mean(outcomes);
  }

  /** Mean seconds of the conclusive repeats; NaN if there is none. */
  public double latencySeconds() {
    return mean(latencies);
  }

  private static double mean(List<Double> values) {
    return values.stream()
        .filter(value -> !value.isNaN())
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }
}
