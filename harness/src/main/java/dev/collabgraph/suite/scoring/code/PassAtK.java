package dev.collabgraph.suite.scoring.code;

import java.util.Collection;
import java.util.OptionalDouble;

/**
 * The chance that at least one of k samples of a task is right, estimated without bias from n
 * samples of which c are: 1 - C(n - c, k) / C(n, k) (Chen et al. 2021, "Evaluating Large Language
 * Models Trained on Code", equation 1), as a product so that nothing overflows.
 */
public final class PassAtK {
  private PassAtK() {}

  /**
   * Samples of one task.
   *
   * @param samples n, 1 or more
   * @param passed c, 0 to n
   */
  public record Samples(int samples, int passed) {
    public Samples {
      if (samples < 1 || passed < 0 || passed > samples) {
        throw new IllegalArgumentException(
            passed + " of " + samples + " samples passed, expected 0 to all of 1 or more.");
      }
    }
  }

  /**
   * The estimate for one task. Cost O(k).
   *
   * @param k 1 to n
   */
  public static double of(Samples task, int k) {
    if (k < 1 || k > task.samples()) {
      throw new IllegalArgumentException(
          "k is " + k + ", expected 1 to " + task.samples() + ", the number of samples.");
    }
    int wrong = task.samples() - task.passed();
    if (wrong < k) {
      return 1;
    }
    double none = 1;
    for (int i = 0; i < k; i++) {
      none *= (double) (wrong - i) / (task.samples() - i);
    }
    return 1 - none;
  }

  /** Mean over tasks; empty if there is none, or one has fewer than k samples. */
  public static OptionalDouble mean(Collection<Samples> tasks, int k) {
    return tasks.stream().anyMatch(task -> task.samples() < k)
        ? OptionalDouble.empty()
        : tasks.stream().mapToDouble(task -> of(task, k)).average();
  }
}
