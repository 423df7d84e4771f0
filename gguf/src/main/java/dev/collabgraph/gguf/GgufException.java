package dev.collabgraph.gguf;

/** A model file or its surroundings break a rule; the message says what and how to mend it. */
public final class GgufException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  GgufException(String message) {
    super(message);
  }

  GgufException(String message, Throwable cause) {
    super(message, cause);
  }
}
