package dev.collabgraph.llm;

import dev.collabgraph.llm.ModelCallException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides when an attempt may be sent and how many may be in flight: the provider's limits of
 * requests and tokens a minute, the waits its servers ask for, a breaker for outages, and a
 * concurrency that follows what the server bears. Waiting here is like waiting in the queue: it
 * counts neither as latency nor towards a call's deadline.
 *
 * <p>Safe to use from any number of threads.
 */
final class Pace {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|h|m|s)");

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
      Optional<Duration> reset = busy ? Optional.ofNullable(asked) : exhausted(reply);
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

  /** When a reply says that nothing is left of a limit: how long until it is full again. */
  static Optional<Duration> exhausted(HttpReply reply) {
    Duration longest = Duration.ZERO;
    for (String what : new String[] {"requests", "tokens"}) {
      boolean none =
          reply
              .header("x-ratelimit-remaining-" + what)
              .map(v -> v.strip().equals("0"))
              .orElse(false);
      if (none) {
        Duration reset =
            reply.header("x-ratelimit-reset-" + what).map(Pace::duration).orElse(Duration.ZERO);
        longest = reset.compareTo(longest) > 0 ? reset : longest;
      }
    }
    return longest.isZero() ? Optional.empty() : Optional.of(longest);
  }

  /** {@code 1s}, {@code 6m0s}, {@code 12ms}, {@code 1h2m3.5s}, or plain seconds; else zero. */
  static Duration duration(String text) {
    String stripped = text.strip();
    if (stripped.length() > 40) {
      return Duration.ZERO;
    }
    double seconds = 0;
    int at = 0;
    Matcher part = PART.matcher(stripped);
    while (part.find() && part.start() == at) {
      double unit =
          switch (part.group(2)) {
            case "h" -> 3600;
            case "m" -> 60;
            case "s" -> 1;
            default -> 1e-3;
          };
      seconds += Double.parseDouble(part.group(1)) * unit;
      at = part.end();
    }
    if (at == 0 && stripped.matches("\\d+(\\.\\d+)?")) {
      seconds = Double.parseDouble(stripped);
      at = stripped.length();
    }
    return at == stripped.length()
        ? Duration.ofNanos((long) (Math.min(seconds, 1e9) * 1e9))
        : Duration.ZERO;
  }
}
