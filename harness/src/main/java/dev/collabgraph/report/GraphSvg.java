package dev.collabgraph.report;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.Locale;

/** Draws a graph: one column per level, the sink at the right. */
final class GraphSvg {
  private static final int COLUMN = 190;
  private static final int ROW = 44;
  private static final int BOX_WIDTH = 130;
  private static final int BOX_HEIGHT = 34;
  private static final int MARGIN = 10;
  private static final int MOST_LETTERS = 18;

  private GraphSvg() {}

  static String of(CollaborationGraph graph) {
    int depth = graph.depth();
    int[] sizes = new int[depth];
    int[] rank = new int[graph.size()];
    for (int v = 0; v < graph.size(); v++) {
      rank[v] = sizes[graph.level(v)]++;
    }
    int tallest = graph.width();
    int[] x = new int[graph.size()];
    int[] y = new int[graph.size()];
    for (int v = 0; v < graph.size(); v++) {
      int level = graph.level(v);
      x[v] = MARGIN + (depth - 1 - level) * COLUMN;
      y[v] = MARGIN + rank[v] * ROW + (tallest - sizes[level]) * ROW / 2;
    }
    int width = 2 * MARGIN + (depth - 1) * COLUMN + BOX_WIDTH;
    int height = 2 * MARGIN + (tallest - 1) * ROW + BOX_HEIGHT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
                Locale.ROOT,
                "<svg role=\"img\" aria-label=\"The graph: %d nodes, width %d, depth %d\" width=\"%d\""
                    + " height=\"%d\" viewBox=\"0 0 %d %d\">%n",
                graph.size(),
                tallest,
                depth,
                width,
                height,
                width,
                height)
            .replace(System.lineSeparator(), "\n"));
    for (int v = 0; v < graph.size(); v++) {
      for (int u : graph.predecessors(v)) {
        edge(svg, x[u] + BOX_WIDTH, y[u] + BOX_HEIGHT / 2, x[v], y[v] + BOX_HEIGHT / 2);
      }
    }
    for (int v = 0; v < graph.size(); v++) {
      box(svg, graph.node(v), x[v], y[v], v == graph.sink());
    }
    return svg.append("</svg>\n").toString();
  }

  private static void edge(StringBuilder svg, int x1, int y1, int x2, int y2) {
    int middle = (x1 + x2) / 2;
    svg.append(
        String.format(
            Locale.ROOT,
            "<path class=\"edge\" d=\"M%d %d C%d %d %d %d %d %d\"/>\n",
            x1,
            y1,
            middle,
            y1,
            middle,
            y2,
            x2,
            y2));
  }

  private static void box(
      StringBuilder svg, CollaborationGraph.Node node, int x, int y, boolean sink) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>\n",
            sink ? "node sink" : "node",
            x,
            y,
            BOX_WIDTH,
            BOX_HEIGHT));
    int centre = x + BOX_WIDTH / 2;
    if (node.model() == null) {
      text(svg, "role", centre, y + 21, node.role());
    } else {
      text(svg, "role", centre, y + 14, node.role());
      text(svg, "model", centre, y + 27, node.model());
    }
  }

  private static void text(StringBuilder svg, String kind, int x, int y, String text) {
    String shown =
        text.codePointCount(0, text.length()) <= MOST_LETTERS
            ? text
            : text.substring(0, text.offsetByCodePoints(0, MOST_LETTERS - 2)) + "..";
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
            kind,
            x,
            y,
            Html.escape(shown)));
  }
}
