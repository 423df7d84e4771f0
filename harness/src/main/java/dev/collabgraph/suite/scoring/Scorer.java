package dev.collabgraph.suite.scoring;

import dev.collabgraph.suite.Task;
import java.util.Optional;

/**
 * Extension point: judges completions. Immutable and safe to share between threads. Model text is
 * hostile: it never reaches an evaluating parser, and every method ends in time linear in its
 * length or has a limit of its own.
 */
public interface Scorer {

  /** The {@code type} in suite files. */
  String type();

  /**
   * Refuses a task this scorer cannot judge (a gold answer it cannot read), when the suite is
   * loaded.
   *
   * @throws IllegalArgumentException saying what is wrong with the task
   */
  default void check(Task task) {}

  /**
   * The answer a completion gives.
   *
   * @return empty if it gives none, which scores 0 and abstains in a vote
   */
  Optional<String> extract(Task task, String completion);

  /**
   * How good an extracted answer is.
   *
   * @return 0 (wrong) to 1 (right); only 0 and 1 unless {@link #graded()}
   * @throws ScoringException if it could not be judged: inconclusive, never wrong
   */
  double score(Task task, String answer);

  /** Whether scores between 0 and 1 occur. Default: no. */
  default boolean graded() {
    return false;
  }

  /**
   * Whether {@link #equivalent} may be asked. Without it, vote and self-consistency are masked.
   * Default: no.
   */
  default boolean comparesAnswers() {
    return false;
  }

  /**
   * Whether two extracted answers to a task are the same, without looking at its gold answer.
   * Reflexive and symmetric.
   */
  default boolean equivalent(Task task, String a, String b) {
    throw new IllegalStateException("Scorer " + type() + " does not compare answers.");
  }
}
