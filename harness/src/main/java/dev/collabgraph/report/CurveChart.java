package dev.collabgraph.report;

import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Point;
import dev.collabgraph.compare.Comparison.Row;
import java.util.List;
import java.util.Locale;

/** Mean score of the incumbents against calls, a line and a band for each strategy. */
final class CurveChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 320;
  private static final int LEFT = 54;
  private static final int BOTTOM = 40;
  private static final int TOP = 12;
  private static final int RIGHT = 200;

  /** Classes c0 to c7 of the style sheet. */
  private static final int COLOURS = 8;

  private final Budget budget;
  private final double floor;
  private final double ceiling;
  private final StringBuilder svg = new StringBuilder();

  private CurveChart(Budget budget, double floor, double ceiling) {
    this.budget = budget;
    this.floor = floor;
    this.ceiling = ceiling;
  }

  /** The chart; empty text without curves. */
  static String of(Budget budget) {
    List<Point> points =
        budget.rows().stream()
            .flatMap(row -> row.curve().stream())
            .filter(point -> point.score().bounded())
            .toList();
    if (points.isEmpty()) {
      return "";
    }
    double low = points.stream().mapToDouble(each -> each.score().low()).min().orElse(0);
    double high = points.stream().mapToDouble(each -> each.score().high()).max().orElse(1);
    high = Math.max(high, budget.best().map(best -> best.score()).orElse(0.0));
    return new CurveChart(
            budget,
            Math.max(0, Math.floor(low * 20) / 20),
            Math.min(1, Math.max(Math.ceil(high * 20) / 20, Math.floor(low * 20) / 20 + 0.05)))
        .draw();
  }

  private String draw() {
    svg.append(
        String.format(
            Locale.ROOT,
            "<div class=\"scroll\"><svg role=\"img\" aria-label=\"Score against calls\""
                + " width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    for (long tick = Math.round(floor * 20); tick <= Math.round(ceiling * 20); tick++) {
      grid(tick / 20.0, tick * 5 + " %");
    }
    budget.best().ifPresent(best -> grid(best.score(), best.exact() ? "optimum" : "best known"));
    for (int i = 0; i < budget.rows().size(); i++) {
      curve(budget.rows().get(i), i);
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\">calls, to %s</text>\n</svg></div>\n",
            LEFT,
            HEIGHT - 12,
            Format.count(budget.calls())));
    return svg.toString();
  }

  private void grid(double score, String label) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<path class=\"grid\" d=\"M%d %.1f H%d\"/>\n<text x=\"0\" y=\"%.1f\">%s</text>\n",
            LEFT,
            y(score),
            WIDTH - RIGHT,
            y(score) + 4,
            Html.escape(label)));
  }

  private void curve(Row row, int index) {
    List<Point> points = row.curve().stream().filter(each -> each.score().bounded()).toList();
    if (points.isEmpty()) {
      return;
    }
    StringBuilder band = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (Point each : points) {
      at(band, each, each.score().high());
      at(line, each, each.score().value());
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      at(band, points.get(i), points.get(i).score().low());
    }
    int colour = index % COLOURS;
    svg.append(
        "<path class=\"band c%s\" d=\"%sZ\"/>\n<path class=\"line c%s\" d=\"%s\"/>\n"
            .formatted(colour, band, colour, line));
    svg.append(
        String.format(
            Locale.ROOT,
            "<path class=\"line c%d\" d=\"M%d %d h18\"/>\n<text x=\"%d\" y=\"%d\">%s</text>\n",
            colour,
            WIDTH - RIGHT + 12,
            TOP + 16 * index + 6,
            WIDTH - RIGHT + 36,
            TOP + 16 * index + 10,
            Html.escape(row.label())));
  }

  private void at(StringBuilder path, Point point, double score) {
    path.append(
        String.format(
            Locale.ROOT,
            "%s%.1f %.1f ",
            path.length() == 0 ? "M" : "L",
            LEFT + (double) point.calls() / budget.calls() * (WIDTH - LEFT - RIGHT),
            y(score)));
  }

  private double y(double score) {
    return TOP + (ceiling - score) / (ceiling - floor) * (HEIGHT - TOP - BOTTOM);
  }
}
