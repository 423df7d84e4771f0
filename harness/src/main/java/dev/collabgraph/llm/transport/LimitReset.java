package dev.collabgraph.llm.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a server says that a limit is full again: {@code x-ratelimit-reset-requests} and its kin of
 * OpenAI, Groq, Azure, Anthropic, OpenRouter and the IETF's draft.
 */
final class LimitReset {
  /** Names of the headers of one limit: what is left, and when it is full again. */
  private record Limit(String remaining, String reset) {}

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
          new Limit("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
          new Limit("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
          new Limit("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
          new Limit(
              "anthropic-ratelimit-input-tokens-remaining",
              "anthropic-ratelimit-input-tokens-reset"),
          new Limit(
              "anthropic-ratelimit-output-tokens-remaining",
              "anthropic-ratelimit-output-tokens-reset"),
          new Limit("x-ratelimit-remaining", "x-ratelimit-reset-after"),
          new Limit("x-ratelimit-remaining", "x-ratelimit-reset"),
          new Limit("ratelimit-remaining", "ratelimit-reset"));

  private LimitReset() {}

  /** How long until every limit of which nothing is left is full again. */
  static Optional<Duration> exhausted(HttpReply reply, Instant now) {
    Duration longest = Duration.ZERO;
    for (Limit limit : LIMITS) {
      if (nothingLeft(reply, limit)) {
        Duration reset = reset(reply, limit, now).orElse(Duration.ZERO);
        longest = reset.compareTo(longest) > 0 ? reset : longest;
      }
    }
    return longest.isZero() ? Optional.empty() : Optional.of(longest);
  }

  /**
   * How long a throttled call should wait: until the exhausted limits are full, or, if the server
   * names none as exhausted, until the first is.
   */
  static Optional<Duration> throttled(HttpReply reply, Instant now) {
    Optional<Duration> exhausted = exhausted(reply, now);
    if (exhausted.isPresent()) {
      return exhausted;
    }
    Duration shortest = null;
    for (Limit limit : LIMITS) {
      Duration reset = reset(reply, limit, now).orElse(null);
      if (reset != null && (shortest == null || reset.compareTo(shortest) < 0)) {
        shortest = reset;
      }
    }
    return Optional.ofNullable(shortest);
  }

  private static boolean nothingLeft(HttpReply reply, Limit limit) {
    return reply.header(limit.remaining()).map(left -> left.strip().equals("0")).orElse(false);
  }

  private static Optional<Duration> reset(HttpReply reply, Limit limit, Instant now) {
    return reply.header(limit.reset()).flatMap(text -> WaitText.reset(text, now));
  }
}
