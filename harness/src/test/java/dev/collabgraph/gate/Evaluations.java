package dev.collabgraph.gate;

import dev.collabgraph.gate.Evaluation.Declared;
import dev.collabgraph.suite.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Evaluations made by hand. */
final class Evaluations {
  static final double NONE = Double.NaN;

  private Evaluations() {}

  static SortedMap<String, String> digests() {
    SortedMap<String, String> digests = new TreeMap<>();
    for (String name : List.of("engine", "graph", "models", "prompts", "scorer", "suite")) {
      digests.put(name, name + "-1");
    }
    return digests;
  }

  /** One task per row of outcomes: {@code t1}, {@code t2}, ... */
  static Evaluation of(double[]... outcomes) {
    List<TaskOutcome> tasks = new ArrayList<>();
    for (double[] row : outcomes) {
      tasks.add(task("t" + (tasks.size() + 1), row));
    }
    return of(outcomes.length == 0 ? 1 : outcomes[0].length, tasks);
  }

  static Evaluation of(int repeats, List<TaskOutcome> tasks) {
    return new Evaluation(
        "small",
        "collabgraph 1",
        Split.TEST,
        repeats,
        0,
        "g-1",
        digests(),
        new Declared("flops", 9.5),
        tasks);
  }

  static TaskOutcome task(String id, double... outcomes) {
    return new TaskOutcome(
        id,
        "d-" + id,
        DoubleStream.of(outcomes).boxed().toList(),
        DoubleStream.of(outcomes).mapToObj(each -> Double.isNaN(each) ? each : 1.5).toList(),
        new TaskOutcome.Cost(10, 0.001, 500),
        DoubleStream.of(outcomes).anyMatch(Double::isNaN) ? "connection reset" : null);
  }

  /** {@code n} tasks of which the first {@code right} pass, in every repeat alike. */
  static Evaluation passing(int right, int n, int repeats) {
    List<TaskOutcome> tasks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] outcomes = new double[repeats];
      Arrays.fill(outcomes, i < right ? 1 : 0);
      tasks.add(task("t" + (i + 1), outcomes));
    }
    return of(repeats, Collections.unmodifiableList(tasks));
  }
}
