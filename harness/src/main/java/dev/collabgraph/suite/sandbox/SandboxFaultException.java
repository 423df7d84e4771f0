package dev.collabgraph.suite.sandbox;

/** A program could not be judged for a reason that is not its own: inconclusive, never wrong. */
public final class SandboxFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SandboxFaultException(String message) {
    super(message);
  }

  SandboxFaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
