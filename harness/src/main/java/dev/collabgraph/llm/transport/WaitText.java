package dev.collabgraph.llm.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how long to wait, or until when, as servers write it. What is no finite time in the future
 * is empty: garbage, {@code inf}, {@code nan}, zero, negative numbers, past dates.
 */
final class WaitText {
  private static final double MOST_SECONDS = 1e9; // beyond any cap; keeps Duration from overflowing
  private static final double LEAST_EPOCH_SECONDS = 1e8; // 1973: as a wait, three years
  private static final double LEAST_EPOCH_MILLIS = 1e11;
  private static final int MAX_LENGTH = 64;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern PART =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|us|µs|μs|ns|d|h|m|s)(?![a-z])\\s*");

  /** RFC 1123, RFC 850 (with a century that begins 50 years back) and the form of asctime. */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, IsoChronology.INSTANCE.date(1976, 1, 1))
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.US)
              .withZone(ZoneOffset.UTC),
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern("EEE MMM ppd HH:mm:ss yyyy")
              .toFormatter(Locale.US)
              .withZone(ZoneOffset.UTC));

  private WaitText() {}

  /** A plain number of units of {@code unit} seconds, such as {@code 7}, {@code 1.5}. */
  static Optional<Duration> number(String text, double unit) {
    String stripped = text.strip();
    return stripped.length() <= MAX_LENGTH && NUMBER.matcher(stripped).matches()
        ? seconds(Double.parseDouble(stripped) * unit)
        : Optional.empty();
  }

  /** {@code 1s}, {@code 6m0s}, {@code 12ms}, {@code 1h2m3.5s}, {@code 34.07s}, {@code 2m 5s}. */
  static Optional<Duration> duration(String text) {
    String stripped = text.strip();
    if (stripped.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    double seconds = 0;
    int at = 0;
    Matcher part = PART.matcher(stripped);
    while (part.find() && part.start() == at) {
      seconds += Double.parseDouble(part.group(1)) * seconds(part.group(2));
      at = part.end();
    }
    return at == stripped.length() ? seconds(seconds) : Optional.empty();
  }

  /** A date of HTTP in any of its three forms, or of ISO 8601 with an offset. */
  static Optional<Duration> date(String text, Instant now) {
    String stripped = text.strip();
    if (stripped.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (stripped.endsWith(" UTC")) { // as some servers call it
      stripped = stripped.substring(0, stripped.length() - 3) + "GMT";
    }
    for (DateTimeFormatter format : DATES) {
      try {
        return between(now, ZonedDateTime.parse(stripped, format).toInstant());
      } catch (DateTimeException otherForm) {
        continue;
      }
    }
    try {
      return between(now, OffsetDateTime.parse(stripped).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  /**
   * When a limit is full again: a duration, seconds, a date, or seconds or milliseconds since 1970,
   * which are told from seconds by their size.
   */
  static Optional<Duration> reset(String text, Instant now) {
    Optional<Duration> seconds = number(text, 1.0);
    if (seconds.isEmpty()) {
      return duration(text).or(() -> date(text, now));
    }
    double value = Double.parseDouble(text.strip());
    if (value < LEAST_EPOCH_SECONDS) {
      return seconds;
    }
    double epoch = value < LEAST_EPOCH_MILLIS ? value : value / 1000;
    return epoch > MOST_SECONDS * 100
        ? Optional.empty()
        : between(now, Instant.ofEpochMilli((long) (epoch * 1000)));
  }

  private static double seconds(String unit) {
    return switch (unit) {
      case "d" -> 86_400;
      case "h" -> 3600;
      case "m" -> 60;
      case "s" -> 1;
      case "ms" -> 1e-3;
      case "ns" -> 1e-9;
      default -> 1e-6;
    };
  }

  private static Optional<Duration> seconds(double seconds) {
    return seconds > 0 && seconds < Double.POSITIVE_INFINITY
        ? Optional.of(Duration.ofNanos(Math.round(Math.min(seconds, MOST_SECONDS) * 1e9)))
        : Optional.empty();
  }

  private static Optional<Duration> between(Instant now, Instant then) {
    return then.isAfter(now) ? Optional.of(Duration.between(now, then)) : Optional.empty();
  }
}
