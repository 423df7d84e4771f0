package dev.collabgraph.gate.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A measured quantity.
 *
 * @param unit as JMH writes it
 * @param forks the raw values, one list of iterations for each fork; NaN where JMH wrote NaN
 */
public record BenchMetric(String unit, List<List<Double>> forks) {
  public BenchMetric {
    Objects.requireNonNull(unit, "unit");
    forks = forks.stream().map(List::copyOf).toList();
  }

  /**
   * The median of every fork's iterations, which a neighbour's burst of work in one of them does
   * not move; NaN for a fork without iterations or with a NaN among them.
   */
  double[] forkMedians() {
    return forks.stream().mapToDouble(BenchMetric::median).toArray();
  }

  private static double median(List<Double> iterations) {
    double[] sorted = iterations.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
      return Double.NaN; // sorting puts NaN last
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The mean of every fork; NaN for a fork without iterations or with a NaN among them. */
  double[] forkMeans() {
    return forks.stream()
        .mapToDouble(
            fork -> {
              double sum = 0;
              for (double value : fork) {
                sum += value;
              }
              return sum / fork.size();
            })
        .toArray();
  }

  /** The mean over the forks' means; NaN if any is. */
  double mean() {
    return mean(forkMeans());
  }

  /** The mean over the forks' medians; NaN if any is. */
  double typical() {
    return mean(forkMedians());
  }

  private static double mean(double[] forks) {
    return Arrays.stream(forks).sum() / forks.length;
  }
}
