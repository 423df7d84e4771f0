package dev.collabgraph.search.score;

import dev.collabgraph.search.Measure;
import dev.collabgraph.search.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One direction towards a front: the augmented Chebyshev distance to the best seen on every
 * measure, with weights drawn from the simplex, as a reward. Every non-dominated graph is the best
 * in some direction, so a strategy that maximises one number and changes direction follows the
 * front. Immutable.
 *
 * <p>The rewards of a graph's tasks have the distance of its means as their mean and differ with
 * the tasks' scores and latencies, so that their noise can be estimated.
 *
 * <p>Source: Knowles 2006 (ParEGO), with its 0.05 for the augmentation.
 */
final class Chebyshev implements Judge {
  private static final double AUGMENTATION = 0.05;
  private static final double LEAST_RANGE = 1e-9;

  private final Objective objective;
  private final List<Measure> measures;
  private final double[] weights;
  private final double[] best;
  private final double[] range;

  private Chebyshev(Objective objective, double[] weights, double[] best, double[] range) {
    this.objective = objective;
    this.measures = objective.pareto();
    this.weights = weights;
    this.best = best;
    this.range = range;
  }

  /**
   * A random direction, measured in the ranges seen so far.
   *
   * @param entries what was seen; may be empty
   */
  static Chebyshev draw(
      Objective objective, List<ScoreBook.Entry> entries, RandomGenerator random) {
    List<Measure> measures = objective.pareto();
    double[] weights = new double[measures.size()];
    double[] best = new double[measures.size()];
    double[] range = new double[measures.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = -StrictMath.log(1 - random.nextDouble());
      double high = Double.NEGATIVE_INFINITY;
      double low = Double.POSITIVE_INFINITY;
      for (ScoreBook.Entry entry : entries) {
        double gain = entry.gain(measures.get(i));
        high = Math.max(high, gain);
        low = Math.min(low, gain);
      }
      best[i] = entries.isEmpty() ? 0 : high;
      range[i] = entries.isEmpty() || high - low < LEAST_RANGE ? 1 : high - low;
    }
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return new Chebyshev(objective, weights, best, range);
  }

  @Override
  public double[] rewards(double[] scores, double[] latencies, double costUnits) {
    double score = Judge.mean(scores);
    double latency = Judge.mean(latencies);
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    int farthest = 0;
    for (int i = 0; i < weights.length; i++) {
      double gap =
          weights[i] * (best[i] - measures.get(i).gain(score, latency, costUnits)) / range[i];
      sum += gap;
      if (gap > most) {
        most = gap;
        farthest = i;
      }
    }
    double mean = -most - AUGMENTATION * sum - objective.penalty(score, latency, costUnits);
    double[] rewards = new double[scores.length];
    Arrays.fill(rewards, mean);
    for (int i = 0; i < weights.length; i++) {
      double slope = weights[i] / range[i] * (i == farthest ? 1 + AUGMENTATION : AUGMENTATION);
      for (int t = 0; t < rewards.length; t++) {
        rewards[t] +=
            slope
                * (measures.get(i).gain(scores[t], latencies[t], costUnits)
                    - measures.get(i).gain(score, latency, costUnits));
      }
    }
    for (int t = 0; t < rewards.length; t++) {
      if (Double.isNaN(scores[t])) {
        rewards[t] = Double.NaN;
      }
    }
    return rewards;
  }
}
