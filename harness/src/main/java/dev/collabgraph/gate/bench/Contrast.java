package dev.collabgraph.gate.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A weighted sum of the means of independent samples, with one-sided bounds by Welch (1947): every
 * sample has a variance of its own, the degrees of freedom are those of Satterthwaite (1946).
 */
final class Contrast {
  /** Fewest values a sample needs for bounds. */
  static final int LEAST = 3;

  private record Term(double variance, int freedom) {}

  private final List<Term> terms = new ArrayList<>();
  private double value;
  private int least = Integer.MAX_VALUE;

  /** Adds {@code weight} times the mean of {@code sample}. */
  Contrast plus(double weight, double[] sample) {
    double mean = 0;
    for (double each : sample) {
      mean += each / sample.length;
    }
    double squares = 0;
    for (double each : sample) {
      squares += (each - mean) * (each - mean);
    }
    int freedom = sample.length - 1;
    terms.add(new Term(weight * weight * squares / freedom / sample.length, freedom));
    value += weight * mean;
    least = Math.min(least, sample.length);
    return this;
  }

  /** The sum. */
  double value() {
    return value;
  }

  /** Whether every sample has three values or more, all of them finite. */
  boolean bounded() {
    return least >= LEAST && Double.isFinite(value);
  }

  /** How far a bound of the sum lies from it; {@code alpha} is the chance that it is passed. */
  double reach(double alpha) {
    double variance = 0;
    double share = 0;
    for (Term term : terms) {
      variance += term.variance;
      share += term.variance * term.variance / term.freedom;
    }
    if (variance == 0) {
      return 0;
    }
    double freedom = Math.max(1, variance * variance / share);
    return Math.sqrt(variance) * TDistribution.of(freedom).inverseSurvivalProbability(alpha);
  }
}
