package dev.collabgraph.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentile intervals from resampling tasks. A task's value is one number, the mean of its repeats
 * if it has several, so repeats of a task are never taken for independent tasks. NaN stands for an
 * inconclusive task and is left out.
 *
 * <p>Deviations from the mean are widened by sqrt(n / (n - 1)), which the plain percentile interval
 * lacks. Fewer than {@link #FEWEST} tasks give no interval. Equal seeds give equal intervals.
 */
public final class Bootstrap {
  /** Fewest conclusive tasks for an interval. */
  public static final int FEWEST = 5;

  /** Number of resamples: the ends of a 95 % interval then wobble by a few percent of its width. */
  public static final int RESAMPLES = 2_000;

  private Bootstrap() {}

  /**
   * Interval of the mean over tasks.
   *
   * <p>If no task differs from another, resampling sees no spread. Then values that are all 0 or
   * all 1 get the {@link Rates#wilson Wilson} interval, others none.
   *
   * @param values one per task, finite or NaN
   * @param confidence above 0 and below 1
   * @param seed of the resampling
   */
  public static Interval mean(double[] values, double confidence, long seed) {
    Confidence.check(confidence);
    double[] conclusive = conclusive(values);
    int n = conclusive.length;
    if (n == 0) {
      return Interval.NONE;
    }
    if (n >= FEWEST && allEqual(conclusive)) {
      double value = conclusive[0];
      return value == 0 || value == 1
          ? Rates.wilson(value == 1 ? n : 0, n, confidence)
          : Interval.without(value, n);
    }
    return resampled(conclusive, confidence, seed);
  }

  /**
   * Interval of the mean difference first minus second over the tasks on which both are conclusive.
   *
   * <p>If every difference is 0 and all values lie between 0 and 1, the interval is what no
   * difference in n tasks leaves open: plus and minus the exact upper bound of the rate at which
   * they differ.
   *
   * @param first one value per task, finite or NaN
   * @param second values of the same tasks in the same order
   */
  public static Interval difference(double[] first, double[] second, double confidence, long seed) {
    Confidence.check(confidence);
    double[] differences = conclusive(Pairs.differences(first, second));
    int n = differences.length;
    if (n == 0) {
      return Interval.NONE;
    }
    if (n >= FEWEST && allEqual(differences)) {
      if (differences[0] == 0 && withinUnit(first) && withinUnit(second)) {
        double bound = Rates.clopperPearson(0, n, confidence).high();
        return new Interval(0, -bound, bound, n);
      }
      return Interval.without(differences[0], n);
    }
    return resampled(differences, confidence, seed);
  }

  /**
   * Interval of the mean of the first over the mean of the second, pairs resampled together.
   *
   * @param first above 0, one per pair
   * @param second above 0, of the same pairs
   * @return without an interval if there are fewer than {@link #FEWEST} pairs
   */
  public static Interval ratio(double[] first, double[] second, double confidence, long seed) {
    Confidence.check(confidence);
    Pairs.differences(first, second); // refuses unequal lengths
    for (int i = 0; i < first.length; i++) {
      if (!(first[i] > 0 && second[i] > 0)) { // NaN fails too
        throw new IllegalArgumentException(
            "Pair %s is %s and %s, expected numbers above 0.".formatted(i, first[i], second[i]));
      }
    }
    int n = first.length;
    if (n == 0) {
      return Interval.NONE;
    }
    double value = mean(first) / mean(second);
    if (n < FEWEST) {
      return Interval.without(value, n);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] ratios = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double above = 0;
      double below = 0;
      for (int i = 0; i < n; i++) {
        int drawn = random.nextInt(n);
        above += first[drawn];
        below += second[drawn];
      }
      ratios[r] = above / below;
    }
    Arrays.sort(ratios);
    double tail = (1 - confidence) / 2;
    return Interval.around(value, quantile(ratios, tail), quantile(ratios, 1 - tail), n);
  }

  private static Interval resampled(double[] values, double confidence, long seed) {
    int n = values.length;
    double mean = mean(values);
    if (n < FEWEST) {
      return Interval.without(mean, n);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += values[random.nextInt(n)];
      }
      means[r] = sum / n;
    }
    Arrays.sort(means);
    double tail = (1 - confidence) / 2;
    double widen = Math.sqrt(n / (n - 1.0));
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    double low = mean + widen * (quantile(means, tail) - mean);
    double high = mean + widen * (quantile(means, 1 - tail) - mean);
    // A mean over tasks like these lies between the least and the greatest of them.
    return Interval.around(mean, Math.max(low, least), Math.min(high, most), n);
  }

  /** Linear interpolation between order statistics. */
  private static double quantile(double[] sorted, double probability) {
    double at = probability * (sorted.length - 1);
    int below = (int) at;
    double part = at - below;
    return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double[] conclusive(double[] values) {
    double[] conclusive = new double[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            "values[" + i + "] is " + values[i] + ", expected a finite number or NaN.");
      }
      if (!Double.isNaN(values[i])) {
        conclusive[n++] = values[i];
      }
    }
    return Arrays.copyOf(conclusive, n);
  }

  private static boolean allEqual(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static boolean withinUnit(double[] values) {
    for (double value : values) {
      if (value < 0 || value > 1) { // NaN passes: the task is left out
        return false;
      }
    }
    return true;
  }
}
