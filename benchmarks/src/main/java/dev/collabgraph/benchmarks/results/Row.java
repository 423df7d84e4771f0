package dev.collabgraph.benchmarks.results;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.gate.bench.BenchMetric;
import dev.collabgraph.gate.bench.BenchResult;
import dev.collabgraph.gate.bench.Direction;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * One benchmark on one JDK.
 *
 * @param result as measured
 * @param score median over all iterations of all forks
 * @param low smallest median of a fork
 * @param high largest median of a fork
 * @param bytes allocated by an operation; NaN if not measured
 * @param control method it is divided by; empty if it is a control itself
 * @param ratio times as long as the control takes, whatever the direction of the score; NaN if
 *     there is no control
 * @param steady whether the forks of both agree within 1.3 times
 */
record Row(
    BenchResult result,
    double score,
    double low,
    double high,
    double bytes,
    String control,
    double ratio,
    boolean steady) {
  private static final double STEADY = 1.3;

  /** The row of a result among all results of its JDK. */
  static Row of(BenchResult result, SortedMap<String, BenchResult> all) {
    List<Double> forks = result.score().forks().stream().map(Row::median).toList();
    BenchMetric allocation = result.secondary().get(BenchResult.ALLOCATION);
    String control = control(result.benchmark());
    BenchResult other = control.isEmpty() ? null : all.get(sibling(result, control));
    double score = median(result);
    double ratio = Double.NaN;
    if (other != null) {
      ratio =
          result.direction() == Direction.LOWER_IS_BETTER
              ? score / median(other)
              : median(other) / score;
    }
    return new Row(
        result,
        score,
        Collections.min(forks),
        Collections.max(forks),
        allocation == null ? Double.NaN : median(flat(allocation)),
        control,
        ratio,
        steady(result) && (other == null || steady(other)));
  }

  /** Class and method without the package. */
  String benchmark() {
    String[] path = result.benchmark().split("\\.");
    return path[path.length - 2].replaceAll("Benchmark$", "") + "." + path[path.length - 1];
  }

  /** The parameters as text. */
  String parameters() {
    return String.join(
        ", ",
        result.parameters().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private static String sibling(BenchResult of, String method) {
    int end = of.benchmark().lastIndexOf('.') + 1;
    return of.name().replace(of.benchmark(), of.benchmark().substring(0, end) + method);
  }

  private static boolean steady(BenchResult result) {
    List<Double> forks = result.score().forks().stream().map(Row::median).toList();
    return Collections.max(forks) <= STEADY * Collections.min(forks);
  }

  /** Empty if the method is compared with none. */
  private static String control(String benchmark) {
    int end = benchmark.lastIndexOf('.');
    try {
      for (Method method : Class.forName(benchmark.substring(0, end)).getMethods()) {
        ComparedWith with = method.getAnnotation(ComparedWith.class);
        if (with != null && method.getName().equals(benchmark.substring(end + 1))) {
          return with.value();
        }
      }
      return "";
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("No class of " + benchmark, e);
    }
  }

  private static double median(BenchResult result) {
    return median(flat(result.score()));
  }

  private static List<Double> flat(BenchMetric metric) {
    List<Double> values = new ArrayList<>();
    metric.forks().forEach(values::addAll);
    return values;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
