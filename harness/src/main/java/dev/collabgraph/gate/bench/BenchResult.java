package dev.collabgraph.gate.bench;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The result of one benchmark with one set of parameters.
 *
 * @param benchmark class and method, dotted
 * @param mode as JMH writes it
 * @param parameters values by name; may be empty
 * @param direction of the score
 * @param score what was measured
 * @param secondary other metrics by name, {@value #ALLOCATION} among them with {@code -prof gc}
 * @param environment where it ran
 */
public record BenchResult(
    String benchmark,
    String mode,
    SortedMap<String, String> parameters,
    Direction direction,
    BenchMetric score,
    SortedMap<String, BenchMetric> secondary,
    BenchEnvironment environment) {

  /** Bytes allocated by an operation. */
  public static final String ALLOCATION = "gc.alloc.rate.norm";

  public BenchResult {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    secondary = Collections.unmodifiableSortedMap(new TreeMap<>(secondary));
  }

  /** Identity among the results of a run, as people read it. */
  public String name() {
    return benchmark + details();
  }

  /** The logarithm of time per operation, whatever the score is, for every fork. */
  double[] logarithms() {
    double sign = direction == Direction.LOWER_IS_BETTER ? 1 : -1;
    double[] values = score.forkMedians();
    for (int i = 0; i < values.length; i++) {
      values[i] = sign * Math.log(values[i]);
    }
    return values;
  }

  /** Name of the method. */
  String method() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /** What two benchmarks have in common when one can be the other's control. */
  String family() {
    return benchmark.substring(0, benchmark.lastIndexOf('.') + 1) + details();
  }

  private String details() {
    String values =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", ", " {", "}"));
    return (parameters.isEmpty() ? "" : values) + " [" + mode + "]";
  }
}
