package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.ModelCallException;
import java.time.Duration;

/**
 * What an attempt that gave no completion means.
 *
 * @param kind of the failure if it stays
 * @param retry whether another attempt is worth it
 * @param asked what the server asked for; null leaves it to the backoff
 * @param least shortest wait whatever the backoff says
 * @param message one sentence part, safe to show
 */
record Verdict(
    ModelCallException.Kind kind, Retry retry, Duration asked, Duration least, String message) {

  /** How often an attempt may be repeated. */
  enum Retry {
    NEVER,
    ONCE,
    /** Up to the cap of the provider. */
    CAPPED
  }

  static Verdict never(ModelCallException.Kind kind, String message) {
    return new Verdict(kind, Retry.NEVER, null, Duration.ZERO, message);
  }

  static Verdict capped(ModelCallException.Kind kind, String message) {
    return new Verdict(kind, Retry.CAPPED, null, Duration.ZERO, message);
  }

  Verdict asking(Duration wait) {
    return new Verdict(kind, retry, wait, least, message);
  }
}
