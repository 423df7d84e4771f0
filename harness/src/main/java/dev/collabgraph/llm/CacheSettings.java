package dev.collabgraph.llm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Whether and where paid answers are kept.
 *
 * @param directory folder of the cache, made if absent; null exactly if the mode is {@link
 *     Mode#OFF}
 * @param mode what may be done with it
 * @param maxBytes the oldest entries beyond this size are removed when the cache is opened, at most
 *     once a day; default 2 GiB
 * @param maxAge entries older than this are removed then too; default 90 days
 */
public record CacheSettings(Path directory, Mode mode, long maxBytes, Duration maxAge) {

  /** What may be done with the cache. */
  public enum Mode {
    /** Known answers are used, new ones kept. */
    READ_WRITE,
    /** Known answers are used, new ones not kept. */
    READ_ONLY,
    /** As if there were none. */
    OFF
  }

  public CacheSettings {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(maxAge, "maxAge");
    if ((directory == null) != (mode == Mode.OFF)) {
      throw new IllegalArgumentException(
          "directory is " + directory + ", expected a folder unless the cache is off.");
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes is " + maxBytes + ", expected 1 or more.");
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("maxAge is " + maxAge + ", expected more than 0.");
    }
  }

  /** No cache. */
  public static CacheSettings off() {
    return new CacheSettings(null, Mode.OFF, 2L << 30, Duration.ofDays(90));
  }

  /** A cache with default limits. */
  public static CacheSettings at(Path directory, Mode mode) {
    return new CacheSettings(directory, mode, 2L << 30, Duration.ofDays(90));
  }

  /**
   * A mode by its name in settings: {@code read-write}, {@code read-only} or {@code off}.
   *
   * @throws IllegalArgumentException for another name
   */
  public static Mode mode(String name) {
    return switch (name) {
      case "read-write" -> Mode.READ_WRITE;
      case "read-only" -> Mode.READ_ONLY;
      case "off" -> Mode.OFF;
      default ->
          throw new IllegalArgumentException(
              "cache is \"" + name + "\", expected read-write, read-only or off.");
    };
  }
}
