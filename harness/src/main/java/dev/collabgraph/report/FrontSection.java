package dev.collabgraph.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.search.SearchResult.ParetoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The front: a table of graphs that nothing beats on all measures, and a chart over cost. */
final class FrontSection {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 54;
  private static final int BOTTOM = 40;
  private static final int TOP = 12;
  private static final int RIGHT = 24;

  private FrontSection() {}

  /** The section as HTML; empty if there is no front. */
  static String of(JsonNode result) {
    List<ParetoPoint> points = ResultTree.pareto(result);
    JsonNode front = result.path("front");
    List<String> measures = new ArrayList<>();
    front.path("measures").forEach(each -> measures.add(each.asText()));
    if (points.isEmpty() || measures.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<h2>The front</h2>\n<p class=\"lead\">");
    html.append(
        Html.escape(
            String.format(
                Locale.ROOT,
                "Nothing that was asked on validation beats these on all of %s. Share of the box"
                    + " between worst and best that is dominated: %s by the search, %s by the"
                    + " baselines.",
                String.join(", ", measures),
                share(ResultTree.number(front, "hypervolume")),
                share(ResultTree.number(front, "baselinesHypervolume")))));
    html.append("</p>\n").append(chart(points));
    html.append("<table>\n<thead><tr><th>graph</th><th>validation</th><th>95 % interval</th>")
        .append(
            "<th>units</th><th>latency</th><th>width</th><th>depth</th></tr></thead>\n<tbody>\n");
    for (ParetoPoint each : points) {
      html.append(searched(each) ? "<tr class=\"own\">" : "<tr>");
      for (String cell :
          List.of(
              each.name(),
              Format.percent(each.validation().score()),
              Format.interval(each.validation()),
              Format.units(each.costUnits()),
              Format.seconds(each.latencySeconds()),
              Integer.toString(each.graph().width()),
              Integer.toString(each.graph().depth()))) {
        html.append("<td>").append(Html.escape(cell)).append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n").toString();
  }

  private static boolean searched(ParetoPoint point) {
    return point.name().startsWith("finalist ");
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "unknown" : String.format(Locale.ROOT, "%.3f", share);
  }

  private static String chart(List<ParetoPoint> points) {
    double most = points.stream().mapToDouble(ParetoPoint::costUnits).max().orElse(1);
    StringBuilder svg = new StringBuilder("<div class=\"scroll\">\n");
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg role=\"img\" aria-label=\"Validation score against cost\" width=\"%d\""
                + " height=\"%d\" viewBox=\"0 0 %d %d\">\n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    for (int tick = 0; tick <= 10; tick += 2) {
      svg.append(PercentRule.svg(tick, y(tick / 10.0), LEFT, WIDTH - RIGHT));
    }
    StringBuilder path = new StringBuilder();
    for (ParetoPoint each : points) {
      double x = LEFT + (WIDTH - LEFT - RIGHT) * each.costUnits() / most;
      double y = y(each.validation().score());
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : " L", x, y));
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle class=\"node%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%s</title></circle>\n",
              searched(each) ? " sink" : "",
              x,
              y,
              Html.escape(each.name())));
    }
    svg.append("<path class=\"line\" d=\"").append(path).append("\"/>\n");
    for (int quarter = 0; quarter <= 4; quarter++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"axis\" x=\"%d\" y=\"%d\">%s</text>\n",
              LEFT + (WIDTH - LEFT - RIGHT) * quarter / 4,
              HEIGHT - BOTTOM + 16,
              Html.escape(Format.units(most * quarter / 4))));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"axis\" x=\"%d\" y=\"%d\">units a question</text>\n</svg>\n</div>\n",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 6));
    return svg.toString();
  }

  private static double y(double share) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share);
  }
}
