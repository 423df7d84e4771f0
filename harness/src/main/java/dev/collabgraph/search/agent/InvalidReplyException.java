package dev.collabgraph.search.agent;

/** A reply of an agent that is not as asked; the message is shown to the agent and to people. */
final class InvalidReplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidReplyException(String message) {
    super(message, null, false, false);
  }
}
