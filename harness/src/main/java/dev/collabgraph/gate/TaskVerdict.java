package dev.collabgraph.gate;

/**
 * What is said of one task.
 *
 * @param outcome of the task
 * @param status of it
 * @param broken whether it passed every blessed run and now fails
 */
public record TaskVerdict(TaskOutcome outcome, Status status, boolean broken) {

  /** Verdicts of a task that ran n times. */
  public enum Status {
    /** At least k of n runs passed and none failed. */
    PASSED,
    /** At least k of n runs passed and another failed. */
    FLAKY,
    /** Fewer than k of n runs can have passed. */
    FAILED,
    /** Runs without a score decide it. */
    INCONCLUSIVE,
    /** Named in the quarantine file: shown, not judged. */
    QUARANTINED
  }

  /**
   * The verdict of a task.
   *
   * @param k passes it needs, 1 to n
   */
  static Status status(TaskOutcome task, int k) {
    int n = task.outcomes().size();
    int passes = task.passes();
    int unknown = n - task.conclusive();
    if (passes >= k) {
      return passes + unknown == n ? Status.PASSED : Status.FLAKY;
    }
    return passes + unknown >= k ? Status.INCONCLUSIVE : Status.FAILED;
  }
}
