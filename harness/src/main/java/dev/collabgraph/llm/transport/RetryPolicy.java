package dev.collabgraph.llm.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When and how often a failed attempt is repeated: exponential backoff with full jitter (a uniform
 * draw from 0 to the bound), capped in number and, by the caller, in time.
 *
 * <p>Safe to use from any number of threads.
 */
final class RetryPolicy {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private final int retries;
  private final RandomGenerator random;

  /**
   * @param retries repetitions of a call, 0 or more
   * @param random source of the jitter; used under a lock
   */
  RetryPolicy(int retries, RandomGenerator random) {
    this.retries = retries;
    this.random = random;
  }

  /**
   * Whether a call may be tried once more.
   *
   * @param attempts so far, 1 or more
   * @param single how many of them ended with a verdict that allows one repetition
   */
  boolean again(Verdict verdict, int attempts, int single) {
    return attempts <= retries
        && (verdict.retry() == Verdict.Retry.CAPPED
            || verdict.retry() == Verdict.Retry.ONCE && single <= 1);
  }

  /** Nanoseconds to wait after {@code attempts} attempts, 1 or more. */
  long wait(Verdict verdict, int attempts) {
    if (verdict.asked() != null) {
      return verdict.asked().toNanos();
    }
    long bound = FIRST.toNanos() << Math.min(attempts - 1, 20);
    double jitter;
    synchronized (random) {
      jitter = random.nextDouble();
    }
    return verdict.least().toNanos() + (long) (jitter * Math.min(bound, LONGEST.toNanos()));
  }
}
