package dev.collabgraph.gate;

/**
 * A gate could not find out: a file is unreadable, a limit is no limit, every call failed. The
 * message says what, where and how to mend it. Never thrown because a graph is not good enough.
 */
public final class GateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GateException(String message) {
    super(message);
  }

  public GateException(String message, Throwable cause) {
    super(message, cause);
  }
}
