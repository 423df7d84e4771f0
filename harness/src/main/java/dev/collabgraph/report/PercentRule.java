package dev.collabgraph.report;

import java.util.Locale;

/** A horizontal rule of a chart of scores, with its percentage to the left. */
final class PercentRule {
  private PercentRule() {}

  /** SVG of the rule at {@code tenths} of 100 %, {@code y} pixels down, from left to right. */
  static String svg(int tenths, double y, int left, int right) {
    return String.format(
        Locale.ROOT,
        "<path class=\"grid\" d=\"M%d %.1f H%d\"/>\n<text class=\"axis\" x=\"%d\""
            + " y=\"%.1f\">%d %%</text>\n",
        left,
        y,
        right,
        left - 28,
        y + 4,
        tenths * 10);
  }
}
