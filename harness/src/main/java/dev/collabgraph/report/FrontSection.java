package dev.collabgraph.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.SearchResult.ParetoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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
    StringBuilder html = new StringBuilder("<h2>Accuracy against cost</h2>\n<p class=\"lead\">");
    html.append(
        Html.escape(
            String.format(
                Locale.ROOT,
                "Of all graphs asked on validation none is better than one of these in %s and no"
                    + " worse in the others: the front. Green and bold: found by the search. Of the"
                    + " area between the worst and the best values the search covers %s, the"
                    + " baselines %s (1 would be all of it).",
                String.join(" or ", measures),
                share(ResultTree.number(front, "hypervolume")),
                share(ResultTree.number(front, "baselinesHypervolume")))));
    html.append("</p>\n").append(absent(result, points)).append(chart(points));
    html.append(
            "<div class=\"wide\">\n<table>\n<thead><tr><th>graph</th><th>validation</th><th>95 % interval</th>")
        .append(
            "<th>units</th><th>latency</th><th>width</th><th>depth</th></tr></thead>\n<tbody>\n");
    for (int p = 0; p < points.size(); p++) {
      ParetoPoint each = points.get(p);
      html.append(searched(each) ? "<tr class=\"own\">" : "<tr>")
          .append("<td>")
          .append(p + 1)
          .append(". ")
          .append(Html.escape(each.name()))
          .append("<br><span class=\"lead\">")
          .append(Html.escape(shape(each.graph())))
          .append("</span></td>");
      for (String cell :
          List.of(
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
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }

  /** Why the winner may be missing from the front. */
  private static String absent(JsonNode result, List<ParetoPoint> points) {
    String winner = ResultTree.text(result.path("winner"), "digest");
    boolean there =
        winner.isEmpty()
            || points.stream().anyMatch(each -> each.graph().canonical().digest().equals(winner));
    return there
        ? ""
        : "<p class=\"lead\">The winner is not among them: what the search had seen of it counted"
            + " beside these validation tasks.</p>\n";
  }

  /** The sink first, then how many nodes of which role and model it rests on. */
  private static String shape(CollaborationGraph graph) {
    Map<String, Integer> others = new TreeMap<>();
    for (int v = 0; v < graph.size(); v++) {
      if (v != graph.sink()) {
        others.merge(name(graph.node(v)), 1, Integer::sum);
      }
    }
    StringBuilder text = new StringBuilder(name(graph.node(graph.sink())));
    others.forEach(
        (name, count) ->
            text.append(text.indexOf(" over ") < 0 ? " over " : ", ")
                .append(count == 1 ? "" : count + " x ")
                .append(name));
    return text.toString();
  }

  private static String name(CollaborationGraph.Node node) {
    return node.model() == null ? node.role() : node.role() + " " + node.model();
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
    StringBuilder labels = new StringBuilder();
    for (int p = 0; p < points.size(); p++) {
      ParetoPoint each = points.get(p);
      double x = LEFT + (WIDTH - LEFT - RIGHT) * each.costUnits() / most;
      double y = y(each.validation().score());
      labels.append(
          String.format(
              Locale.ROOT,
              "<text class=\"axis\" x=\"%.1f\" y=\"%.1f\">%d</text>\n",
              x,
              p % 2 == 0 ? y - 9 : y + 17,
              p + 1));
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
    svg.append("<path class=\"line\" d=\"").append(path).append("\"/>\n").append(labels);
    for (double at : Ticks.upTo(most)) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"axis\" x=\"%.1f\" y=\"%d\">%s</text>\n",
              LEFT + (WIDTH - LEFT - RIGHT) * at / most,
              HEIGHT - BOTTOM + 16,
              Html.escape(Format.units(at))));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"axis\" x=\"%d\" y=\"%d\">units a question; upward: accuracy on validation</text>\n</svg>\n</div>\n",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 6));
    return svg.toString();
  }

  private static double y(double share) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share);
  }
}
