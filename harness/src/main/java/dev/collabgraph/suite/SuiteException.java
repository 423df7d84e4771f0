package dev.collabgraph.suite;

/**
 * A suite file or a file it names breaks a rule; the message says what, where and how to mend it.
 */
public final class SuiteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SuiteException(String message) {
    super(message);
  }

  public SuiteException(String message, Throwable cause) {
    super(message, cause);
  }
}
