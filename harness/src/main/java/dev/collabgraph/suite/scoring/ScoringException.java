package dev.collabgraph.suite.scoring;

/**
 * An answer could not be judged for a reason that is not the answer's: inconclusive, never wrong.
 */
public final class ScoringException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ScoringException(String message) {
    super(message);
  }

  public ScoringException(String message, Throwable cause) {
    super(message, cause);
  }
}
