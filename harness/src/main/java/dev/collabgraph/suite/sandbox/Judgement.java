package dev.collabgraph.suite.sandbox;

import java.util.Locale;
import java.util.Objects;

/**
 * What became of a program.
 *
 * @param outcome whether all tests passed, else why not
 * @param detail one line for people; empty if passed. Holds text of the program: hostile
 * @param seconds wall-clock time of the tests
 */
public record Judgement(Outcome outcome, String detail, double seconds) {
  /** Why a program passed or did not. */
  public enum Outcome {
    /** All tests passed. */
    PASSED,
    /** A test did not, or the program cannot be compiled or imported. */
    FAILED,
    /** The time limit ended it. */
    TIMEOUT,
    /** It asked for more memory than it may have. */
    MEMORY,
    /** Its process ended before the tests did. */
    CRASH,
    /** There is no program. */
    NO_CODE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public Judgement {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(detail, "detail");
  }

  /** Whether all tests passed. */
  public boolean passed() {
    return outcome == Outcome.PASSED;
  }

  /** Outcome and detail in one line. */
  public String reason() {
    return detail.isEmpty() ? outcome.toString() : outcome + ": " + detail;
  }
}
