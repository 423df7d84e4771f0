package dev.collabgraph.report;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.Locale;

/** Draws a graph: one column per level, the sink at the right, an arrow for each edge. */
final class GraphSvg {
  private static final int COLUMN = 190;
  private static final int ROW = 44;
  private static final int BOX_WIDTH = 130;
  private static final int BOX_HEIGHT = 34;
  private static final int MARGIN = 10;
  private static final int MOST_LETTERS = 18;

  private final CollaborationGraph graph;
  private final GraphLayout layout;
  private final StringBuilder svg = new StringBuilder();

  private GraphSvg(CollaborationGraph graph) {
    this.graph = graph;
    this.layout = new GraphLayout(graph, ROW);
  }

  static String of(CollaborationGraph graph) {
    return new GraphSvg(graph).drawing();
  }

  private String drawing() {
    int width = 2 * MARGIN + (graph.depth() - 1) * COLUMN + BOX_WIDTH;
    int height = 2 * MARGIN + layout.height() - (ROW - BOX_HEIGHT);
    add(
        "<svg role=\"img\" aria-label=\"The graph: %d nodes, width %d, depth %d\" width=\"%d\""
            + " height=\"%d\" viewBox=\"0 0 %d %d\">\n",
        graph.size(), graph.width(), graph.depth(), width, height, width, height);
    for (int v = 0; v < graph.size(); v++) {
      for (int u : graph.predecessors(v)) {
        edge(u, v);
      }
    }
    for (int v = 0; v < graph.size(); v++) {
      box(v);
    }
    return svg.append("</svg>\n").toString();
  }

  private int x(int level) {
    return MARGIN + (graph.depth() - 1 - level) * COLUMN;
  }

  private int middle(int node) {
    return MARGIN + layout.top(node) + BOX_HEIGHT / 2;
  }

  /** From box to box, through the node's lane in each column between. */
  private void edge(int from, int to) {
    int y = middle(from);
    StringBuilder path = new StringBuilder("M" + (x(graph.level(from)) + BOX_WIDTH) + " " + y);
    for (int level = graph.level(from) - 1; level > graph.level(to); level--) {
      int lane = MARGIN + layout.lane(from, level);
      path.append(curve(x(level + 1) + BOX_WIDTH, y, x(level), lane));
      path.append(" H").append(x(level) + BOX_WIDTH);
      y = lane;
    }
    int end = x(graph.level(to));
    path.append(curve(x(graph.level(to) + 1) + BOX_WIDTH, y, end, middle(to)));
    add("<path class=\"edge\" d=\"%s\"/>\n", path);
    add("<path class=\"tip\" d=\"M%d %d l-7 -4 v8 z\"/>\n", end, middle(to));
  }

  private static String curve(int x1, int y1, int x2, int y2) {
    int middle = (x1 + x2) / 2;
    return String.format(Locale.ROOT, " C%d %d %d %d %d %d", middle, y1, middle, y2, x2, y2);
  }

  private void box(int v) {
    CollaborationGraph.Node node = graph.node(v);
    int x = x(graph.level(v));
    int y = MARGIN + layout.top(v);
    boolean called = node.model() != null;
    add(
        "<g><title>%s</title>\n<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\""
            + " rx=\"5\"/>\n",
        Html.escape(node.id() + ": " + node.role() + (called ? " by " + node.model() : "")),
        v == graph.sink() ? "node sink" : "node",
        x,
        y,
        BOX_WIDTH,
        BOX_HEIGHT);
    int centre = x + BOX_WIDTH / 2;
    text("role", centre, called ? y + 14 : y + 21, node.role());
    if (called) {
      text("model", centre, y + 27, node.model());
    }
    svg.append("</g>\n");
  }

  private void text(String kind, int x, int y, String text) {
    String shown =
        text.codePointCount(0, text.length()) <= MOST_LETTERS
            ? text
            : text.substring(0, text.offsetByCodePoints(0, MOST_LETTERS - 2)) + "..";
    add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", kind, x, y, Html.escape(shown));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
