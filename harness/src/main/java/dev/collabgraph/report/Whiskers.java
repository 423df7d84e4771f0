package dev.collabgraph.report;

import dev.collabgraph.search.SearchResult.Estimate;
import java.util.List;
import java.util.Locale;

/**
 * Intervals of a table drawn on one scale, a row each, so that the eye sees which overlap. A thin
 * upright marks the first, the graph that was searched, in every row.
 */
final class Whiskers {
  private static final int WIDTH = 180;
  private static final int HEIGHT = 22;
  private static final int MARGIN = 6;

  private final double low;
  private final double high;
  private final double aim;

  private Whiskers(double low, double high, double aim) {
    this.low = low;
    this.high = high;
    this.aim = aim;
  }

  /** A scale on which all of them fit; those without a score are passed over. */
  static Whiskers of(List<Estimate> all) {
    double low = 1;
    double high = 0;
    for (Estimate each : all) {
      if (Double.isFinite(each.score())) {
        low = Math.min(low, Double.isFinite(each.low()) ? each.low() : each.score());
        high = Math.max(high, Double.isFinite(each.high()) ? each.high() : each.score());
      }
    }
    return new Whiskers(low, Math.max(high, low + 0.01), all.get(0).score());
  }

  /** What a drawing means and which scores lie at its ends. */
  String legend() {
    return "A bar is a 95 %% interval on a scale from %s to %s, the dot the score, the upright line that of the searched graph."
        .formatted(Format.percent(low), Format.percent(high));
  }

  /** The drawing of one; empty without a score. */
  String svg(Estimate of) {
    if (!Double.isFinite(of.score())) {
      return "";
    }
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\">",
            Format.percent(of.score()),
            WIDTH,
            HEIGHT));
    if (Double.isFinite(aim)) {
      svg.append(
          String.format(Locale.ROOT, "<path class=\"aim\" d=\"M%.1f 0 V%d\"/>", x(aim), HEIGHT));
    }
    if (Double.isFinite(of.low()) && Double.isFinite(of.high())) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"reach\" d=\"M%.1f %d H%.1f\"/>",
              x(of.low()),
              HEIGHT / 2,
              x(of.high())));
    }
    return svg.append(
            String.format(
                Locale.ROOT,
                "<circle class=\"dot\" cx=\"%.1f\" cy=\"%d\" r=\"4\"/></svg>",
                x(of.score()),
                HEIGHT / 2))
        .toString();
  }

  private double x(double score) {
    return MARGIN + (score - low) / (high - low) * (WIDTH - 2 * MARGIN);
  }
}
