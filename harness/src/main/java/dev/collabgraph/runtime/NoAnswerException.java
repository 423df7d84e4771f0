package dev.collabgraph.runtime;

import dev.collabgraph.execution.Trace;
import java.util.Objects;

/**
 * A graph gave no answer, because a call failed or an answer could not be compared. The message is
 * safe to show. A model that answered nothing useful is not this: what it wrote is the answer.
 */
public final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Trace trace;

  NoAnswerException(Trace trace) {
    super("The graph gave no answer: " + trace.failure());
    this.trace = Objects.requireNonNull(trace, "trace");
  }

  /** What happened; null after serialization. */
  public Trace trace() {
    return trace;
  }
}
