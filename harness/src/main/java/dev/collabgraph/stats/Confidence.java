package dev.collabgraph.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Confidence levels. */
final class Confidence {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Confidence() {}

  /** Returns {@code confidence} if it is strictly between 0 and 1. */
  static double check(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence is " + confidence + ", expected a number above 0 and below 1.");
    }
    return confidence;
  }

  /** The two-sided normal quantile: 1.96 for 0.95. */
  static double z(double confidence) {
    return NORMAL.inverseSurvivalProbability((1 - check(confidence)) / 2);
  }
}
