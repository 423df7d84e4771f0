package dev.collabgraph.benchmarks.results;

import dev.collabgraph.gate.bench.BenchMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cost of sampling against edges asked, by least squares over the sizes measured with a loose
 * budget and edges at one half.
 *
 * @param points number of sizes
 * @param perEdge nanoseconds for an edge more
 * @param constant nanoseconds at no edge
 * @param explained share of the variance, 0 to 1
 */
record Slope(int points, double perEdge, double constant, double explained) {

  /** Empty if fewer than three sizes were measured. */
  static Optional<Slope> of(List<Row> rows) {
    List<double[]> points = new ArrayList<>();
    SortedMap<String, Double> plain = new TreeMap<>();
    for (Row row : rows) {
      if (row.benchmark().equals("Sampling.sample")) {
        plain.put(row.parameters(), row.score());
      }
    }
    for (Row row : rows) {
      BenchMetric edges = row.result().secondary().get("edgesAsked");
      BenchMetric graphs = row.result().secondary().get("graphs");
      if (row.benchmark().equals("Sampling.counted") && edges != null && graphs != null) {
        double nanos = plain.getOrDefault(row.parameters(), row.score());
        points.add(new double[] {sum(edges) / sum(graphs), nanos});
      }
    }
    if (points.size() < 3) {
      return Optional.empty();
    }
    double n = points.size();
    double meanX = points.stream().mapToDouble(p -> p[0]).sum() / n;
    double meanY = points.stream().mapToDouble(p -> p[1]).sum() / n;
    double xx = points.stream().mapToDouble(p -> (p[0] - meanX) * (p[0] - meanX)).sum();
    double xy = points.stream().mapToDouble(p -> (p[0] - meanX) * (p[1] - meanY)).sum();
    double yy = points.stream().mapToDouble(p -> (p[1] - meanY) * (p[1] - meanY)).sum();
    double slope = xy / xx;
    return Optional.of(new Slope(points.size(), slope, meanY - slope * meanX, xy * xy / (xx * yy)));
  }

  private static double sum(BenchMetric metric) {
    return metric.forks().stream().flatMap(List::stream).mapToDouble(Double::doubleValue).sum();
  }
}
