package dev.collabgraph.llm.transport;

/**
 * At most so much a minute, spread evenly: the generic cell rate algorithm, with a burst of one
 * second's worth (and always one reservation). A reservation says how long to wait and is never
 * refused; what was reserved too much is given back.
 *
 * <p>Not thread-safe.
 */
final class RateLimit {
  private final double nanosPerUnit;
  private double free; // when the next unit is free, on the clock of nanoTime
  private boolean started;

  /**
   * A limit.
   *
   * @param perMinute units a minute, above 0
   */
  RateLimit(double perMinute) {
    nanosPerUnit = 60e9 / perMinute;
  }

  /** Reserves units and returns the nanoseconds to wait before they may be used. */
  long reserve(double units, long now) {
    double burst = 1e9;
    if (!started || free < now - burst) {
      started = true;
      free = now - burst;
    }
    long wait = (long) Math.max(0, free - now);
    free += units * nanosPerUnit;
    return wait;
  }

  /** Gives back units that were reserved and not used, or takes more if negative. */
  void correct(double units) {
    free -= units * nanosPerUnit;
  }
}
