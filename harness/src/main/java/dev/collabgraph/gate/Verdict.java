package dev.collabgraph.gate;

import java.util.List;
import java.util.Objects;

/**
 * What a gate says.
 *
 * @param suite it is about
 * @param checks number of checks made
 * @param violations why not; none = the gate says yes
 * @param measured one line for each measurement that holds, and notes
 * @param tasks verdict of each task; none without an evaluation
 * @param k passes out of {@code n} that a task needed
 * @param n runs of each task; 0 without an evaluation
 */
public record Verdict(
    String suite,
    int checks,
    List<Violation> violations,
    List<String> measured,
    List<TaskVerdict> tasks,
    int k,
    int n) {

  public Verdict {
    Objects.requireNonNull(suite, "suite");
    violations = List.copyOf(violations);
    measured = List.copyOf(measured);
    tasks = List.copyOf(tasks);
  }

  /** Whether nothing speaks against. */
  public boolean passed() {
    return violations.isEmpty();
  }

  /** Ids of the tasks with a status, in the order of the split. */
  public List<String> ids(TaskVerdict.Status status) {
    return tasks.stream()
        .filter(task -> task.status() == status)
        .map(task -> task.outcome().id())
        .toList();
  }
}
