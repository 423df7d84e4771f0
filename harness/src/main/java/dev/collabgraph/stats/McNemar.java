package dev.collabgraph.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's exact test (1947) of two candidates that each got the same tasks right or wrong: among
 * tasks only one got right, either is as likely to be that one.
 */
public final class McNemar {
  private McNemar() {}

  /**
   * Two-sided p-value.
   *
   * @param onlyFirst tasks only the first got right
   * @param onlySecond tasks only the second got right
   * @return above 0 and at most 1; 1 if they differ on no task
   */
  public static double pValue(int onlyFirst, int onlySecond) {
    return Math.min(
        1,
        2 * Math.min(pValueGreater(onlyFirst, onlySecond), pValueGreater(onlySecond, onlyFirst)));
  }

  /** One-sided p-value of the first being better. */
  public static double pValueGreater(int onlyFirst, int onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(
          "The counts are " + onlyFirst + " and " + onlySecond + ", expected 0 or more.");
    }
    return onlyFirst == 0
        ? 1
        : BinomialDistribution.of(onlyFirst + onlySecond, 0.5).survivalProbability(onlyFirst - 1);
  }

  /**
   * Two-sided p-value from scores.
   *
   * @param first 0, 1 or NaN by task; a task on which either is NaN is left out
   * @param second of the same tasks
   */
  public static double pValue(double[] first, double[] second) {
    int[] counts = discordant(first, second);
    return pValue(counts[0], counts[1]);
  }

  /** Number of tasks only the first and only the second got right. */
  static int[] discordant(double[] first, double[] second) {
    if (!Pairs.binary(first) || !Pairs.binary(second)) {
      throw new IllegalArgumentException(
          "McNemar's test compares scores of 0 and 1; for graded scores use the signed-rank test.");
    }
    int[] counts = new int[2];
    for (double difference : Pairs.differences(first, second)) {
      if (difference > 0) {
        counts[0]++;
      } else if (difference < 0) {
        counts[1]++;
      }
    }
    return counts;
  }
}
