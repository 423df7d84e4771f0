package dev.collabgraph.suite.scoring.math;

/** An answer is beyond what is read or decided here; it then equals only what looks the same. */
final class UnsureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsureException(String reason) {
    super(reason, null, false, false); // a verdict, not a fault: no stack trace to pay for
  }
}
