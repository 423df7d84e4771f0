package dev.collabgraph.llm.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

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

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:\\.\\d{0,9})?");
  private static final int MAX_COUNT = 30;
  private static final int MAX_HEADER = 1000;

  private LimitReset() {}

  /** How long until every limit of which nothing is left is full again. */
  static Optional<Duration> exhausted(HttpReply reply, Instant now) {
    List<Duration> full = new ArrayList<>();
    for (Limit limit : LIMITS) {
      if (nothingLeft(reply, limit)) {
        reset(reply, limit, now).ifPresent(full::add);
      }
    }
    listed(
        reply,
        now,
        (exhausted, reset) -> {
          if (exhausted) {
            full.add(reset);
          }
        });
    return full.stream().max(Comparator.naturalOrder());
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
    List<Duration> all = new ArrayList<>();
    LIMITS.forEach(limit -> reset(reply, limit, now).ifPresent(all::add));
    listed(reply, now, (none, reset) -> all.add(reset));
    return all.stream().min(Comparator.naturalOrder());
  }

  /** Zero, or less where a server counts on below it. */
  private static boolean nothingLeft(HttpReply reply, Limit limit) {
    return reply.header(limit.remaining()).map(LimitReset::isNothing).orElse(false);
  }

  private static boolean isNothing(String count) {
    String left = count.strip();
    return left.length() <= MAX_COUNT
        && NUMBER.matcher(left).matches()
        && Double.parseDouble(left) <= 0;
  }

  /**
   * The IETF's header that tells all: {@code limit=10, remaining=0, reset=7}, or a list of policies
   * such as {@code "day";r=0;t=7}.
   */
  private static void listed(HttpReply reply, Instant now, BiConsumer<Boolean, Duration> found) {
    String text = reply.header("ratelimit").orElse("");
    if (text.length() > MAX_HEADER) {
      return;
    }
    boolean dictionary = text.contains("reset=");
    for (String policy : dictionary ? new String[] {text} : text.split(",")) {
      String left = parameter(policy, dictionary ? "remaining=" : "r=");
      String reset = parameter(policy, dictionary ? "reset=" : "t=");
      WaitText.reset(reset, now).ifPresent(wait -> found.accept(isNothing(left), wait));
    }
  }

  private static String parameter(String policy, String name) {
    for (String part : policy.split("[;,]")) {
      if (part.strip().startsWith(name)) {
        return part.strip().substring(name.length()).strip();
      }
    }
    return "";
  }

  private static Optional<Duration> reset(HttpReply reply, Limit limit, Instant now) {
    return reply.header(limit.reset()).flatMap(text -> WaitText.reset(text, now));
  }
}
