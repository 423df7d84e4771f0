package dev.collabgraph.report;

import dev.collabgraph.search.SearchResult.Estimate;
import java.util.Locale;

/** Numbers and foreign text for people, in no locale. */
final class Format {
  private Format() {}

  /** {@code 61.3 %}; a dash if unknown. Never 100 unless all, never 0 unless none. */
  static String percent(double share) {
    if (Double.isNaN(share)) {
      return "-";
    }
    double shown = 100 * share;
    if (share < 1) {
      shown = Math.min(shown, 99.9);
    }
    if (share > 0) {
      shown = Math.max(shown, 0.1);
    }
    return String.format(Locale.ROOT, "%.1f %%", shown);
  }

  /** {@code 56.4 to 65.9}; a dash if unknown. */
  static String interval(Estimate estimate) {
    return Double.isNaN(estimate.low())
        ? "-"
        : String.format(Locale.ROOT, "%.1f to %.1f", 100 * estimate.low(), 100 * estimate.high());
  }

  /** {@code +6.3}; a dash if unknown. */
  static String points(double difference) {
    return Double.isNaN(difference) ? "-" : String.format(Locale.ROOT, "%+.1f", 100 * difference);
  }

  /** {@code 17.9}, without a needless digit; a dash if unknown. */
  static String units(double units) {
    if (!Double.isFinite(units)) {
      return "-";
    }
    return units == Math.rint(units)
        ? String.format(Locale.ROOT, "%.0f", units)
        : String.format(Locale.ROOT, "%.2f", units);
  }

  /** {@code 12,345}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 3.41e+15}; {@code unknown} if it is. */
  static String flops(double flops) {
    return Double.isNaN(flops) ? "unknown" : String.format(Locale.ROOT, "%.3g", flops);
  }

  /** {@code p = 0.031}; never 0. */
  static String p(double value) {
    return value < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", value);
  }

  /** {@code $1.23}; {@code unknown} if it is, which is never 0. */
  static String usd(double usd) {
    if (Double.isNaN(usd)) {
      return "unknown";
    }
    return String.format(Locale.ROOT, usd > 0 && usd < 0.01 ? "$%.2g" : "$%.2f", usd);
  }

  /** {@code 38 ms}, {@code 12.0 s}, {@code 3 min 20 s}; a dash if unknown. */
  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "-";
    }
    if (seconds > 0 && seconds < 0.95) {
      return String.format(Locale.ROOT, "%.0f ms", Math.max(1, 1000 * seconds));
    }
    if (seconds < 90) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60);
  }

  /** A line with its blanks kept: printable ASCII, everything else a question mark. */
  static String printable(String line) {
    StringBuilder clean = new StringBuilder(line.length());
    line.codePoints().forEach(c -> clean.append(c >= 0x20 && c < 0x7F ? (char) c : '?'));
    return clean.toString();
  }

  /**
   * Text that may come from a model or a file, made harmless for a terminal: printable ASCII only,
   * everything else a question mark, runs of white space one blank.
   */
  static String clean(String text) {
    return printable(text.strip().replaceAll("\\s+", " "));
  }
}
