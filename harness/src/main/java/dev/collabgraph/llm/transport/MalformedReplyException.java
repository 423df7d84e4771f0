package dev.collabgraph.llm.transport;

/**
 * A reply with a good status that is not a well-formed completion. Public for the sibling packages
 * only.
 */
public final class MalformedReplyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** How the reply is wrong, which decides what is done about it. */
  public enum Fault {
    /** It ends too early, as when a connection breaks: worth the usual retries. */
    CUT,
    /** It is something else: worth one retry. */
    FORM,
    /** It is beyond a limit: the next one would be too. */
    LIMIT
  }

  private final Fault fault;

  public MalformedReplyException(Fault fault, String message) {
    super(message, null, false, false);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
