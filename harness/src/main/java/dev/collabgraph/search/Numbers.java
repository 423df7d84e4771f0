package dev.collabgraph.search;

import java.util.Locale;

/** Numbers as people read them. Public for the sibling packages; not an API. */
public final class Numbers {
  private Numbers() {}

  /** A number without needless digits. */
  public static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** A number with at most three decimals and no needless zeros. */
  public static String decimals(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  /** A share as a percentage with one digit. */
  public static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A p-value: never 0. */
  public static String p(double value) {
    return value < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", value);
  }

  /** A difference of shares in points with its sign. */
  public static String points(double difference) {
    return Double.isNaN(difference) ? "-" : String.format(Locale.ROOT, "%+.1f", 100 * difference);
  }
}
