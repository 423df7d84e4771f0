package dev.collabgraph.gate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a gate asks for.
 *
 * @param limits each to be kept; may be empty
 * @param regression rule of the comparison with the baseline; empty = by the default rule if there
 *     is a baseline, else not at all
 * @param taskPasses k: passes a task needs out of its n runs; 0 = the majority of them
 * @param quarantine tasks that are not judged
 */
public record GateSettings(
    List<Limit> limits,
    Optional<RegressionRule> regression,
    int taskPasses,
    Quarantine quarantine) {

  public GateSettings {
    limits = List.copyOf(limits);
    Objects.requireNonNull(regression, "regression");
    Objects.requireNonNull(quarantine, "quarantine");
    if (taskPasses < 0) {
      throw new GateException("taskPasses is " + taskPasses + ", expected 1 or more, or 0.");
    }
  }

  /** Limits alone. */
  public static GateSettings of(List<Limit> limits) {
    return new GateSettings(limits, Optional.empty(), 0, Quarantine.NONE);
  }

  /** Passes a task needs out of n runs. */
  int passesOf(int n) {
    return taskPasses == 0 ? n / 2 + 1 : Math.min(taskPasses, n);
  }
}
