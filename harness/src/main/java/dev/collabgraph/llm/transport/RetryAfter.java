package dev.collabgraph.llm.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long a server asks to wait. In its headers: {@code retry-after-ms} or {@code
 * x-ms-retry-after-ms} (milliseconds), else {@code retry-after} (seconds, whole or not, an HTTP
 * date in any of its three forms, or {@code 1m30s}). In the body of an error: Google's {@code
 * retryDelay}, or a message that says {@code try again in 7.66s}. What is not a finite time in the
 * future is ignored.
 */
final class RetryAfter {
  private static final List<String> MILLIS = List.of("retry-after-ms", "x-ms-retry-after-ms");
  private static final List<String> PHRASES =
      List.of("try again in ", "retry after ", "retry in ", "try again after ");
  private static final int MAX_DURATION = 24;
  private static final int MAX_DETAILS = 20;

  private RetryAfter() {}

  /**
   * The wait that headers ask for.
   *
   * @param header first value of a header by lower-case name
   */
  static Optional<Duration> from(Function<String, Optional<String>> header, Instant now) {
    for (String name : MILLIS) {
      Optional<Duration> millis = header.apply(name).flatMap(text -> WaitText.number(text, 1e-3));
      if (millis.isPresent()) {
        return millis;
      }
    }
    return header
        .apply("retry-after")
        .flatMap(
            text ->
                WaitText.number(text, 1.0)
                    .or(() -> WaitText.duration(text))
                    .or(() -> WaitText.date(text, now)));
  }

  /** The wait that the field {@code error} of a reply asks for. */
  static Optional<Duration> from(JsonNode error) {
    JsonNode details = error.path("details");
    for (int i = 0; i < details.size() && i < MAX_DETAILS; i++) {
      Optional<Duration> delay = WaitText.duration(details.path(i).path("retryDelay").asText(""));
      if (delay.isPresent()) {
        return delay;
      }
    }
    String message = error.path("message").asText("").toLowerCase(Locale.ROOT);
    for (String phrase : PHRASES) {
      int at = message.indexOf(phrase);
      if (at >= 0) {
        return said(message, at + phrase.length());
      }
    }
    return Optional.empty();
  }

  /** {@code 20ms}, {@code 1m30.5s} or {@code 9 seconds} up to the end of the sentence. */
  private static Optional<Duration> said(String message, int start) {
    String text = message.substring(start, Math.min(message.length(), start + MAX_DURATION));
    int end = 0;
    while (end < text.length() && "0123456789.dhmsuµn".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    String time = text.substring(0, end);
    while (time.endsWith(".")) {
      time = time.substring(0, time.length() - 1);
    }
    String unit = text.substring(end).strip();
    if (unit.startsWith("second")) {
      return WaitText.number(time, 1);
    } else if (unit.startsWith("millisecond")) {
      return WaitText.number(time, 1e-3);
    } else if (unit.startsWith("minute")) {
      return WaitText.number(time, 60);
    }
    return WaitText.duration(time);
  }
}
