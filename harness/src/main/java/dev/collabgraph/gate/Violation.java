package dev.collabgraph.gate;

/**
 * A reason for a gate to say no.
 *
 * @param kind of reason
 * @param message what, its value and the rule, one line
 * @param remedy what to do, one line the reader can type where there is one
 */
public record Violation(Kind kind, String message, String remedy) {

  /** Kinds of reasons. */
  public enum Kind {
    /** A measurement does not keep its limit. */
    LIMIT,
    /** Worse than the baseline by the rule. */
    REGRESSION,
    /** There is no evidence. */
    MISSING,
    /** The evidence was made from something else than the present files. */
    STALE,
    /** The evidence cannot tell. */
    INCONCLUSIVE,
    /** The split has no task to judge. */
    EMPTY
  }

  /** Message and remedy in one line. */
  public String text() {
    return remedy.isEmpty() ? message : message + " " + remedy;
  }
}
