package dev.collabgraph.search.engine;

import java.util.Locale;

/** {@code %.2f}, as every line of a trace has one and a format costs more than the rest of it. */
final class TwoDecimals {
  /** Below this a double has more than eight digits behind the two. */
  private static final double MOST = 1e6;

  /** Nearer to the middle between two figures the rule for ties matters, which the format knows. */
  private static final double NEAR_TIE = 1e-6;

  private TwoDecimals() {}

  /** What {@link String#format} writes for {@code %.2f} in {@link Locale#ROOT}. */
  static String of(double value) {
    if (value > 0 && value < MOST) {
      double hundredths = value * 100;
      long below = (long) hundredths;
      double rest = hundredths - below;
      if (Math.abs(rest - 0.5) > NEAR_TIE) {
        long rounded = rest < 0.5 ? below : below + 1;
        long digits = rounded % 100;
        return rounded / 100 + (digits < 10 ? ".0" : ".") + digits;
      }
    }
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
