package dev.collabgraph.suite.scoring;

import dev.collabgraph.suite.Task;
import java.util.Map;
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
   * Makes sure that answers can be judged on this machine, before anything is spent. May take
   * seconds. Not asked where answers are found and compared but not judged.
   *
   * @throws IllegalArgumentException saying what is missing and how to get it
   */
  default void prepare() {}

  /**
   * What verdicts depend on beside suite and answers, by name, for the record: versions of tools,
   * how programs are confined. Asked after {@link #prepare}. Default: nothing.
   */
  default Map<String, String> surroundings() {
    return Map.of();
  }

  /** A reason to doubt the verdicts taken here, for the report. Asked after {@link #prepare}. */
  default Optional<String> doubt() {
    return Optional.empty();
  }

  /**
   * Whether judging waits for something other than a processor, such as a process. Then it is done
   * on threads that may wait, any number at a time. Default: no.
   */
  default boolean waits() {
    return false;
  }

  /** How many answers are worth judging at a time. Default 1: judging is quick. */
  default int parallel() {
    return 1;
  }

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

  /**
   * Why an answer got its score, in one line; it may quote the answer. Default: nothing to say.
   *
   * @param answer as for {@link #score}; null if the completion gave none
   * @throws ScoringException as {@link #score}
   */
  default Optional<String> reason(Task task, String answer) {
    return Optional.empty();
  }

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
