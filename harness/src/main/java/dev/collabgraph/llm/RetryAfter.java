package dev.collabgraph.llm;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long a server asks to wait: {@code retry-after-ms} (milliseconds), else {@code retry-after}
 * (seconds, whole or not, or an HTTP date). What is not a finite time in the future is ignored:
 * garbage, {@code inf}, {@code nan}, zero, negative numbers, past dates.
 */
final class RetryAfter {
  private static final double MOST_SECONDS = 1e9; // beyond any cap; keeps Duration from overflowing

  private RetryAfter() {}

  /**
   * The asked wait.
   *
   * @param header first value of a header by lower-case name
   */
  static Optional<Duration> from(Function<String, Optional<String>> header, Instant now) {
    Optional<Duration> millis = header.apply("retry-after-ms").flatMap(text -> seconds(text, 1e-3));
    return millis.isPresent()
        ? millis
        : header.apply("retry-after").flatMap(text -> seconds(text, 1.0).or(() -> date(text, now)));
  }

  private static Optional<Duration> seconds(String text, double unit) {
    try {
      double seconds = Double.parseDouble(text.strip()) * unit;
      return seconds > 0 && seconds < Double.POSITIVE_INFINITY
          ? Optional.of(Duration.ofNanos((long) (Math.min(seconds, MOST_SECONDS) * 1e9)))
          : Optional.empty();
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(String text, Instant now) {
    try {
      Instant then =
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isAfter(now) ? Optional.of(Duration.between(now, then)) : Optional.empty();
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }
}
