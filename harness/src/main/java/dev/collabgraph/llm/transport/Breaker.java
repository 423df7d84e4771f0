package dev.collabgraph.llm.transport;

/**
 * Keeps calls from a server that is down. After ten failed attempts in a row nothing is sent for a
 * while (1 s, doubling up to 30 s), then one attempt looks whether the server is back. After an
 * outage longer than allowed it gives up for good.
 *
 * <p>Not thread-safe.
 */
final class Breaker {
  private static final int FAILURES = 10;
  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 30_000_000_000L;

  private final long outageNanos;
  private int failures;
  private long firstFailureAt;
  private long closedUntil;
  private long cooldown;
  private boolean probing;

  /**
   * A breaker.
   *
   * @param outageNanos longest time from the first failure on before giving up
   */
  Breaker(long outageNanos) {
    this.outageNanos = outageNanos;
  }

  /** Nanoseconds before an attempt may be sent; 0 lets it go. */
  long delay(long now) {
    if (cooldown == 0) {
      return 0;
    }
    if (now - closedUntil < 0) {
      return closedUntil - now;
    }
    if (probing) {
      return cooldown; // somebody looks already
    }
    probing = true;
    return 0;
  }

  /** The server answered, whatever it said. */
  void alive() {
    failures = 0;
    cooldown = 0;
    probing = false;
  }

  /** An attempt found no working server. Returns whether the outage is too long. */
  boolean failed(long now) {
    if (failures++ == 0) {
      firstFailureAt = now;
    }
    boolean wasProbe = probing;
    probing = false;
    if (failures == FAILURES || wasProbe) {
      cooldown = cooldown == 0 ? FIRST_NANOS : Math.min(LONGEST_NANOS, 2 * cooldown);
      closedUntil = now + cooldown;
    }
    return failures >= FAILURES && now - firstFailureAt > outageNanos;
  }

  /** Whether attempts are held back. */
  boolean open() {
    return cooldown != 0;
  }
}
