package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides when an attempt may be sent and how many may be in flight: the provider's limits of
 * requests and tokens a minute, the waits its servers ask for, a breaker for outages, and a
 * concurrency that follows what the server bears. Waiting here is like waiting in the queue: it
 * counts neither as latency nor towards a call's deadline.
 *
 * <p>Safe to use from any number of threads.
 */
final class Pace {
  private final Clockwork clockwork;
  private final CallGate gate;
  private final AdaptiveLimit concurrency;
  private final RateLimit requests;
  private final RateLimit tokens;
  private final Breaker breaker;
  private long heldUntil;
  private boolean held;

  /**
   * A pace.
   *
   * @param most calls in flight at most
   * @param requestsPerMinute 0 for no limit
   * @param tokensPerMinute 0 for no limit
   * @param outage longest time without a working server
   */
  Pace(
      Clockwork clockwork,
      CallGate gate,
      int most,
      double requestsPerMinute,
      double tokensPerMinute,
      Duration outage) {
    this.clockwork = clockwork;
    this.gate = gate;
    this.concurrency = new AdaptiveLimit(most);
    this.requests = requestsPerMinute > 0 ? new RateLimit(requestsPerMinute) : null;
    this.tokens = tokensPerMinute > 0 ? new RateLimit(tokensPerMinute) : null;
    this.breaker = new Breaker(outage.toNanos());
  }

  /** Tokens a call may use: a quarter of its characters, and all it may generate. */
  static double expectedTokens(CompletionRequest request) {
    return request.prompt().length() / 4.0 + request.model().sampling().maxTokens();
  }

  /** Reserves an attempt's share of the rate limits; nanoseconds to wait before it. */
  synchronized long reserve(CompletionRequest request) {
    long now = clockwork.nanoTime();
    long wait = requests == null ? 0 : requests.reserve(1, now);
    return tokens == null ? wait : Math.max(wait, tokens.reserve(expectedTokens(request), now));
  }

  /** Nanoseconds during which nothing may be sent, to be asked again after them. */
  synchronized long hold() {
    long now = clockwork.nanoTime();
    long asked = held ? Math.max(0, heldUntil - now) : 0;
    return asked > 0 ? asked : breaker.delay(now);
  }

  /** A completion came: what it used less than reserved is given back. */
  synchronized void used(CompletionRequest request, Completion completion) {
    if (tokens != null && completion.usageKnown()) {
      tokens.correct(
          expectedTokens(request) - completion.inputTokens() - completion.outputTokens());
    }
  }

  /**
   * A reply came, good or bad; may tell to wait. A gateway without a server behind it (502, 504)
   * counts as no reply.
   *
   * @param verdict null if the reply is good
   * @return whether the outage is too long
   */
  boolean replied(HttpReply reply, Verdict verdict) {
    boolean busy = verdict != null && (verdict.kind() == Kind.THROTTLED || overloaded(reply));
    Duration asked = verdict == null ? null : verdict.asked();
    boolean over = false;
    synchronized (this) {
      if (reply.status() == 502 || reply.status() == 504) {
        over = breaker.failed(clockwork.nanoTime());
      } else {
        breaker.alive();
      }
      Optional<Duration> reset =
          busy ? Optional.ofNullable(asked) : LimitReset.exhausted(reply, clockwork.now());
      if (reset.isPresent() && reset.get().compareTo(FailureClassifier.LONGEST_WAIT) <= 0) {
        long until = clockwork.nanoTime() + reset.get().toNanos();
        heldUntil = held ? Math.max(heldUntil, until) : until;
        held = true;
      }
      concurrency.ended(busy, asked != null, gate.running());
    }
    gate.limit(limit());
    return over;
  }

  private static boolean overloaded(HttpReply reply) {
    return reply.status() == 503 || reply.status() == 529;
  }

  /**
   * An attempt ended without a whole reply.
   *
   * @return whether the outage is too long
   */
  synchronized boolean failed(Verdict verdict) {
    if (verdict.kind() == Kind.TRANSPORT || verdict.kind() == Kind.DEADLINE) {
      return breaker.failed(clockwork.nanoTime());
    }
    breaker.alive();
    return false;
  }

  /** Calls that may be in flight now. */
  synchronized int limit() {
    return concurrency.limit();
  }
}
