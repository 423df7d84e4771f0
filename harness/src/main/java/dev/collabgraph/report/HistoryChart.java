package dev.collabgraph.report;

import dev.collabgraph.search.SearchResult.HistoryPoint;
import java.util.List;
import java.util.Locale;

/** Best score so far against calls spent, with its interval as a band. */
final class HistoryChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;
  private static final int LEFT = 54;
  private static final int BOTTOM = 40;
  private static final int TOP = 12;
  private static final int RIGHT = 30;

  private final List<HistoryPoint> points;
  private final double calls;
  private final double floor;
  private final double ceiling;

  private HistoryChart(List<HistoryPoint> points) {
    this.points = points;
    this.calls = Math.max(1, points.get(points.size() - 1).calls());
    double low = points.stream().mapToDouble(each -> each.best().low()).min().orElse(0);
    double high = points.stream().mapToDouble(each -> each.best().high()).max().orElse(1);
    this.floor = Math.max(0, Math.floor(low * 10) / 10);
    this.ceiling = Math.min(1, Math.ceil(high * 10) / 10);
  }

  /** The chart; empty text if fewer than two iterations scored anything. */
  static String of(List<HistoryPoint> history) {
    List<HistoryPoint> scored =
        history.stream().filter(each -> Double.isFinite(each.best().low())).toList();
    return scored.size() < 2 ? "" : new HistoryChart(scored).svg();
  }

  private String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg role=\"img\" aria-label=\"Best score so far against calls\" width=\"%d\""
                + " height=\"%d\" viewBox=\"0 0 %d %d\">\n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    for (int tick = (int) Math.round(floor * 10); tick <= Math.round(ceiling * 10); tick++) {
      svg.append(PercentRule.svg(tick, y(tick / 10.0), LEFT, WIDTH - RIGHT));
    }
    StringBuilder band = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (HistoryPoint each : points) {
      band.append(at(band, each, each.best().high()));
      line.append(at(line, each, each.best().score()));
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      band.append(at(band, points.get(i), points.get(i).best().low()));
    }
    svg.append("<path class=\"band\" d=\"").append(band).append("Z\"/>\n");
    svg.append("<path class=\"line\" d=\"").append(line).append("\"/>\n");
    for (double at : Ticks.upTo(calls)) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"axis\" x=\"%.1f\" y=\"%d\">%s</text>\n",
              x(at),
              HEIGHT - BOTTOM + 16,
              Format.count((long) at)));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"axis\" x=\"%d\" y=\"%d\">calls of models so far</text>\n",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 6));
    return svg.append("</svg>\n").toString();
  }

  private String at(StringBuilder path, HistoryPoint point, double score) {
    return String.format(
        Locale.ROOT, "%s%.1f %.1f ", path.length() == 0 ? "M" : "L", x(point.calls()), y(score));
  }

  private double x(double at) {
    return LEFT + at / calls * (WIDTH - LEFT - RIGHT);
  }

  private double y(double score) {
    double span = Math.max(1e-9, ceiling - floor);
    return TOP + (ceiling - score) / span * (HEIGHT - TOP - BOTTOM);
  }
}
