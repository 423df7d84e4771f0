package dev.collabgraph.gate;

import dev.collabgraph.graph.WholeFile;
import dev.collabgraph.suite.Split;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a graph did on a split of a suite: {@code evaluation.json}. Holds what it was made from as
 * digests, so that anyone can see whether it still speaks of the present files. Immutable; equal
 * inputs and answers give equal evaluations and equal bytes.
 *
 * @param suite name of the suite
 * @param engine name and version of the engine that ran the graph
 * @param split the tasks are from
 * @param repeats runs of every task, 1 or more
 * @param replicate which independent repetition of the whole evaluation this is
 * @param graphDigest digest of the graph; isomorphic graphs share it
 * @param digests hex digests by what they are of, as {@link Inputs#digests}
 * @param cost declared cost of the graph for one task
 * @param tasks in the order of the split, each once; none if the split is empty
 */
public record Evaluation(
    String suite,
    String engine,
    Split split,
    int repeats,
    int replicate,
    String graphDigest,
    SortedMap<String, String> digests,
    Declared cost,
    List<TaskOutcome> tasks) {

  /** Version this engine writes, and the newest it reads. */
  public static final int FORMAT_VERSION = 1;

  /** Share of runs that must have a score before a gate believes the others. */
  public static final double CONCLUSIVE_SHARE = 0.95;

  /**
   * Declared cost.
   *
   * @param metric {@code flops}, {@code usd}, {@code tokens} or {@code calls}
   * @param units of the cheapest leaf of the pool
   */
  public record Declared(String metric, double units) {
    public Declared {
      Objects.requireNonNull(metric, "metric");
    }
  }

  public Evaluation {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(graphDigest, "graphDigest");
    Objects.requireNonNull(cost, "cost");
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    tasks = List.copyOf(tasks);
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats is " + repeats + ", expected 1 or more.");
    }
    Set<String> ids = new HashSet<>();
    for (TaskOutcome task : tasks) {
      if (!ids.add(task.id())) {
        throw new IllegalArgumentException("Task \"" + task.id() + "\" is there twice.");
      }
      if (task.outcomes().size() != repeats) {
        throw new IllegalArgumentException(
            "Task \"%s\" has %s outcomes, expected one for each of %s repeats."
                .formatted(task.id(), task.outcomes().size(), repeats));
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws GateException if it is missing, unreadable or no evaluation, naming file and place
   */
  public static Evaluation read(Path file) {
    return EvaluationJson.read(StrictJson.file(file, "evaluation"));
  }

  /** Reads a text; {@code source} is what messages call it. */
  public static Evaluation parse(String json, String source) {
    return EvaluationJson.read(StrictJson.of(json, source));
  }

  /** Writes the file in one step: readers see the old one or the new one. */
  public void write(Path file) {
    WholeFile.write(file, toJson());
  }

  /** The file's text: fields in fixed order, one task a line, LF at the end of each. */
  public String toJson() {
    return EvaluationJson.write(this);
  }

  /** Number of runs, those without a score included. */
  public int runs() {
    return tasks.size() * repeats;
  }

  /** Number of runs with a score. */
  public int conclusiveRuns() {
    return tasks.stream().mapToInt(TaskOutcome::conclusive).sum();
  }

  /** Whether so many runs have a score that the others can be left out. */
  public boolean conclusive() {
    return !tasks.isEmpty() && conclusiveRuns() >= CONCLUSIVE_SHARE * runs();
  }

  /** Mean score by task, NaN where no repeat is conclusive. */
  public double[] means() {
    return tasks.stream().mapToDouble(TaskOutcome::mean).toArray();
  }

  /** This evaluation without some tasks. */
  public Evaluation without(Set<String> ids) {
    return new Evaluation(
        suite,
        engine,
        split,
        repeats,
        replicate,
        graphDigest,
        digests,
        cost,
        tasks.stream().filter(task -> !ids.contains(task.id())).toList());
  }
}
