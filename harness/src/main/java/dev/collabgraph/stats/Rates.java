package dev.collabgraph.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** Intervals of a success rate from independent trials. */
public final class Rates {
  private Rates() {}

  /** {@link #wilson(int, int, double)} at 95 %. */
  public static Interval wilson(int successes, int n) {
    return wilson(successes, n, 0.95);
  }

  /**
   * The score interval of Wilson (1927), without continuity correction. Its coverage is near the
   * confidence on average, not at least it.
   *
   * @param successes from 0 to n
   * @param n number of trials; for 0 there is no estimate
   * @param confidence above 0 and below 1
   */
  public static Interval wilson(int successes, int n, double confidence) {
    check(successes, n);
    double z = Confidence.z(confidence);
    if (n == 0) {
      return Interval.NONE;
    }
    double rate = (double) successes / n;
    double shrink = 1 + z * z / n;
    double centre = (rate + z * z / (2.0 * n)) / shrink;
    double half = z * Math.sqrt(rate * (1 - rate) / n + z * z / (4.0 * n * n)) / shrink;
    return Interval.around(
        rate,
        successes == 0 ? 0 : Math.max(0, centre - half),
        successes == n ? 1 : Math.min(1, centre + half),
        n);
  }

  /**
   * The exact interval of Clopper and Pearson (1934): each side errs with at most half of what the
   * confidence leaves.
   *
   * @param successes from 0 to n
   * @param n number of trials; for 0 there is no estimate
   * @param confidence above 0 and below 1
   */
  public static Interval clopperPearson(int successes, int n, double confidence) {
    check(successes, n);
    double tail = (1 - Confidence.check(confidence)) / 2;
    if (n == 0) {
      return Interval.NONE;
    }
    return Interval.around(
        (double) successes / n, lower(successes, n, tail), upper(successes, n, tail), n);
  }

  /**
   * The exact one-sided upper bound of a rate: it lies below the true rate with probability at most
   * 1 - {@code confidence}.
   *
   * @return from 0 to 1; 1 if n is 0
   */
  public static double upperBound(int successes, int n, double confidence) {
    check(successes, n);
    return upper(successes, n, 1 - Confidence.check(confidence));
  }

  /** The exact one-sided lower bound of a rate; 0 if n is 0. */
  public static double lowerBound(int successes, int n, double confidence) {
    check(successes, n);
    return lower(successes, n, 1 - Confidence.check(confidence));
  }

  private static double lower(int successes, int n, double tail) {
    return successes == 0
        ? 0
        : BetaDistribution.of(successes, n - successes + 1.0).inverseCumulativeProbability(tail);
  }

  private static double upper(int successes, int n, double tail) {
    return successes == n
        ? 1
        : BetaDistribution.of(successes + 1.0, n - successes).inverseSurvivalProbability(tail);
  }

  private static void check(int successes, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ", expected 0 or more.");
    }
    if (successes < 0 || successes > n) {
      throw new IllegalArgumentException(
          "successes is " + successes + ", expected a number from 0 to n (" + n + ").");
    }
  }
}
