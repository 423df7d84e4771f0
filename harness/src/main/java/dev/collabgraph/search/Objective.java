package dev.collabgraph.search;

import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wanted of a graph: a weighted sum of accuracy, latency and cost, or a front of several
 * measures, in either case within constraints. Immutable.
 *
 * <p>A graph that breaks a constraint loses 1 and the relative excess (at most another 1) from
 * every reward, so that a search is led back; it is never returned while a graph is known that
 * keeps all of them.
 *
 * @param accuracy weight of the score; 1 with a front, whose most accurate graph is the winner
 * @param latencySeconds weight of a second, usually below 0
 * @param cost weight of a unit, usually below 0
 * @param pareto measures of the front; empty = one number is maximised
 * @param constraints all of which must hold
 */
public record Objective(
    double accuracy,
    double latencySeconds,
    double cost,
    List<Measure> pareto,
    List<Constraint> constraints) {

  /** Accuracy alone. */
  public static final Objective ACCURACY = new Objective(1, 0, 0);

  public Objective {
    if (!Double.isFinite(accuracy) || !Double.isFinite(latencySeconds) || !Double.isFinite(cost)) {
      throw new IllegalArgumentException(
          "An objective has a weight that is not a finite number: "
              + accuracy
              + ", "
              + latencySeconds
              + ", "
              + cost
              + ".");
    }
    pareto = List.copyOf(pareto);
    constraints = List.copyOf(constraints);
  }

  /** A weighted sum without constraints. */
  public Objective(double accuracy, double latencySeconds, double cost) {
    this(accuracy, latencySeconds, cost, List.of(), List.of());
  }

  /** Of a suite: weights or a front, and constraints. */
  public static Objective of(SearchSpec spec) {
    Objective weights = of(spec.objective());
    return new Objective(
        weights.accuracy,
        weights.latencySeconds,
        weights.cost,
        spec.pareto().stream().map(Measure::ofId).toList(),
        spec.constraints().stream()
            .map(
                text ->
                    Constraint.of(text)
                        .orElseThrow(
                            () ->
                                new SearchException(
                                    ("search.constraints has \"%s\", expected a bound such as"
                                            + " \"latencySeconds <= 5\".")
                                        .formatted(text))))
            .toList());
  }

  /**
   * From weights by name; absent ones count 0, none at all is accuracy alone.
   *
   * @throws SearchException for an unknown name
   */
  static Objective of(Map<String, Double> weights) {
    if (weights == null || weights.isEmpty()) {
      return ACCURACY;
    }
    Map<String, Double> left = new TreeMap<>(weights);
    Double accuracy = left.remove("accuracy");
    Double latency = left.remove("latencySeconds");
    Double cost = left.remove("cost");
    if (!left.isEmpty()) {
      throw new SearchException(
          "search.objective has %s, expected accuracy, latencySeconds or cost."
              .formatted(String.join(", ", left.keySet())));
    }
    return new Objective(
        accuracy == null ? 0 : accuracy, latency == null ? 0 : latency, cost == null ? 0 : cost);
  }

  /** Whether a front is wanted rather than one number. */
  public boolean front() {
    return !pareto.isEmpty();
  }

  /** Whether a graph with these means keeps all constraints. */
  public boolean feasible(double score, double latency, double costUnits) {
    return constraints.stream().allMatch(each -> each.violation(score, latency, costUnits) == 0);
  }

  /** What a graph with these means loses for the constraints it breaks; 0 if it keeps all. */
  public double penalty(double score, double latency, double costUnits) {
    double penalty = 0;
    for (Constraint each : constraints) {
      double violation = each.violation(score, latency, costUnits);
      penalty += violation > 0 ? 1 + Math.min(1, violation) : 0;
    }
    return penalty;
  }

  /** The reward of a score reached in a time at a cost, constraints aside; NaN if the score is. */
  public double reward(double score, double latency, double costUnits) {
    double reward = accuracy * score + cost * costUnits;
    return latencySeconds == 0 ? reward : reward + latencySeconds * latency;
  }

  /**
   * The reward of every task that a graph was tried on.
   *
   * @param scores one per task; NaN = inconclusive
   * @param latencies one per task, seconds
   * @param costUnits declared cost
   * @return one per task, NaN where the score is
   */
  public double[] rewards(double[] scores, double[] latencies, double costUnits) {
    double penalty =
        constraints.isEmpty() ? 0 : penalty(Trial.mean(scores), Trial.mean(latencies), costUnits);
    double[] rewards = new double[scores.length];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = reward(scores[i], latencies[i], costUnits) - penalty;
    }
    return rewards;
  }

  /** The reward of every task of a trial. */
  public double[] rewards(Trial trial) {
    return rewards(trial.scores(), trial.latencies(), trial.costUnits());
  }
}
