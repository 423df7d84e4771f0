package dev.collabgraph.llm.transport;

/**
 * How many calls may be in flight at a server of unknown capacity: additive increase,
 * multiplicative decrease, judged by windows of outcomes. A window with more than 10 % throttled
 * attempts lowers the limit by their share, at most by half; a throttled reply that says how long
 * to wait lowers it at once; either happens at most once per window. A window without any, during
 * which the limit was reached, raises it by one.
 *
 * <p>A refusal comes sooner than an answer, so a single call too many is refused over and over and
 * makes up most of a window. Hence a limit that was just raised from one that the server bore goes
 * back to that one, and falls by the share of refusals only if the server refuses there too.
 *
 * <p>At a server that refuses what is beyond its capacity C the limit settles between C and 1.12 C.
 *
 * <p>Not thread-safe.
 */
final class AdaptiveLimit {
  private static final double TOLERATED = 0.10;
  private static final int SHORTEST_WINDOW = 20;

  private final int most;
  private int limit;
  private int borne; // the highest limit without refusals, until it meets some; 0 for none
  private int outcomes;
  private int throttled;
  private boolean lowered;
  private boolean reached;

  /**
   * A limit that starts at its maximum.
   *
   * @param most never exceeded, 1 or more
   */
  AdaptiveLimit(int most) {
    this.most = most;
    this.limit = most;
  }

  int limit() {
    return limit;
  }

  /**
   * An attempt has ended.
   *
   * @param wasThrottled whether the server was too busy for it
   * @param askedToWait whether it said how long to wait
   * @param inFlight calls in flight at that moment
   */
  void ended(boolean wasThrottled, boolean askedToWait, int inFlight) {
    outcomes++;
    reached |= inFlight >= limit;
    if (wasThrottled) {
      throttled++;
      if (askedToWait && !lowered) {
        lowered = true;
        limit = Math.max(1, limit - Math.max(1, limit / 10));
      }
    }
    if (outcomes >= Math.max(SHORTEST_WINDOW, 2 * limit)) {
      double share = (double) throttled / outcomes;
      if (share > TOLERATED && !lowered) {
        lower(share);
      } else if (throttled == 0 && reached) {
        borne = limit;
        limit = Math.min(most, limit + 1);
      }
      outcomes = 0;
      throttled = 0;
      lowered = false;
      reached = false;
    }
  }

  private void lower(double share) {
    if (borne >= limit) {
      borne = 0; // the server bears less than it did
    }
    int byShare = Math.min(limit - 1, (int) (limit * Math.max(0.5, 1 - share)));
    limit = Math.max(1, Math.max(borne, byShare));
  }
}
