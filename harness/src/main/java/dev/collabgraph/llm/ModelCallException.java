package dev.collabgraph.llm;

import java.util.Objects;

/**
 * A call that gave no completion. The message is safe to show: without keys, control characters or
 * more than an excerpt of the reply.
 */
public final class ModelCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, after all retries. */
  public enum Kind {
    /** Connection, reset, 5xx. */
    TRANSPORT,
    /** The total deadline ended the call. */
    DEADLINE,
    /** The provider throttled for longer than allowed. */
    THROTTLED,
    /** The reply was not a well-formed completion. */
    MALFORMED,
    /** The reply was larger than allowed. */
    TOO_LARGE,
    /** The request itself was refused (400, 413, 422): this call can never succeed. */
    REJECTED,
    /** Keys, quota, unknown model, TLS: no further call to this provider can succeed. */
    FATAL,
    /** The search is ending; the call was given up. */
    CANCELLED
  }

  private final Kind kind;

  public ModelCallException(Kind kind, String message) {
    this(kind, message, null);
  }

  public ModelCallException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** Whether the search must stop, since no further call can succeed. */
  public boolean fatal() {
    return kind == Kind.FATAL;
  }
}
