package dev.collabgraph.search;

import java.util.Map;
import java.util.TreeMap;

/**
 * One number to maximise: a weighted sum of accuracy, latency and cost. Immutable.
 *
 * @param accuracy weight of the score
 * @param latencySeconds weight of a second, usually below 0
 * @param cost weight of a unit, usually below 0
 */
public record Objective(double accuracy, double latencySeconds, double cost) {

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

  /** The reward of a score reached in a time at a cost; NaN if the score is. */
  public double reward(double score, double latency, double costUnits) {
    double reward = accuracy * score + cost * costUnits;
    return latencySeconds == 0 ? reward : reward + latencySeconds * latency;
  }

  /** The reward of every task of a trial. */
  double[] rewards(Trial trial) {
    double[] rewards = new double[trial.scores().length];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = reward(trial.scores()[i], trial.latencies()[i], trial.costUnits());
    }
    return rewards;
  }
}
