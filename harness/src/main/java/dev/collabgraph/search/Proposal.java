package dev.collabgraph.search;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.Arrays;
import java.util.Objects;

/**
 * A graph a strategy wants tried.
 *
 * @param graph within the budget
 * @param phase what the strategy is doing: {@code probe}, {@code sample}, ...
 * @param tasks indexes into the search split, each once; copied
 * @param repeat which repetition of each task with answers of its own, 0 or more; equal calls of
 *     equal repeats are shared between graphs
 */
public record Proposal(CollaborationGraph graph, String phase, int[] tasks, int repeat) {
  public Proposal {
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(phase, "phase");
    if (tasks.length == 0) {
      throw new IllegalArgumentException("A proposal has no task.");
    }
    if (repeat < 0) {
      throw new IllegalArgumentException("repeat is " + repeat + ", expected 0 or more.");
    }
    tasks = tasks.clone();
  }

  public Proposal(CollaborationGraph graph, String phase, int[] tasks) {
    this(graph, phase, tasks, 0);
  }

  @Override
  public int[] tasks() {
    return tasks.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Proposal that
        && graph.equals(that.graph)
        && phase.equals(that.phase)
        && repeat == that.repeat
        && Arrays.equals(tasks, that.tasks);
  }

  @Override
  public int hashCode() {
    return Objects.hash(graph, phase, repeat, Arrays.hashCode(tasks));
  }
}
