package dev.collabgraph.gate.bench;

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

  /** The mean over the forks; NaN if any is. */
  double mean() {
    double sum = 0;
    double[] means = forkMeans();
    for (double mean : means) {
      sum += mean;
    }
    return sum / means.length;
  }
}
