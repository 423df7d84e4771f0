package dev.collabgraph.search;

import dev.collabgraph.search.SearchResult.Difference;
import dev.collabgraph.search.SearchResult.Estimate;
import java.util.Map;

/** Means and differences with 95 % intervals, of right-or-wrong and of graded scores. */
final class Estimates {
  private static final double Z = 1.959963984540054;
  private final boolean graded;
  private final RandomStreams random;

  /**
   * @param graded whether scores between 0 and 1 occur
   */
  Estimates(boolean graded, RandomStreams random) {
    this.graded = graded;
    this.random = random;
  }

  Estimate of(double[] scores) {
    int n = scores.length;
    if (n == 0) {
      return Estimate.NONE;
    }
    double mean = java.util.Arrays.stream(scores).sum() / n;
    double centre = (mean + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(mean * (1 - mean) / n + Z * Z / (4.0 * n * n));
    return new Estimate(mean, Math.max(0, centre - half), Math.min(1, centre + half), n);
  }

  /** Difference of means over the tasks both have. */
  Difference difference(Map<Integer, Double> a, Map<Integer, Double> b) {
    double[] differences =
        a.keySet().stream()
            .filter(b::containsKey)
            .mapToDouble(task -> a.get(task) - b.get(task))
            .toArray();
    int n = differences.length;
    if (n == 0) {
      return Difference.NONE;
    }
    double mean = java.util.Arrays.stream(differences).sum() / n;
    double squares = 0;
    for (double each : differences) {
      squares += (each - mean) * (each - mean);
    }
    double half = n < 2 ? Double.NaN : Z * Math.sqrt(squares / (n - 1) / n);
    return new Difference(mean, mean - half, mean + half);
  }
}
