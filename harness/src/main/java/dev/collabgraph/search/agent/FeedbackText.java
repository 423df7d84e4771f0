package dev.collabgraph.search.agent;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Feedback in words, as a language model reads it: the leading graphs, what goes along with a high
 * score, the width x depth table, failures with clipped answers. It holds no gold answer.
 */
final class FeedbackText {
  private static final int MOST_GRAPHS = 12;
  private static final int MOST_LETTERS = 300;

  private FeedbackText() {}

  /**
   * The text.
   *
   * @param calls logical calls so far
   */
  static String of(Feedback feedback, long calls) {
    StringBuilder text = new StringBuilder();
    line(text, "Graphs tried: %s, calls spent: %s.", feedback.graphs().size(), calls);
    line(text, "Best so far (reward with task difficulty taken out, 95 %% interval):");
    List<Feedback.Graph> best = new ArrayList<>(feedback.graphs());
    best.sort(Comparator.comparingDouble((Feedback.Graph graph) -> -graph.value()));
    for (Feedback.Graph graph : best.subList(0, Math.min(MOST_GRAPHS, best.size()))) {
      double margin = 1.96 * Math.sqrt(feedback.noise() / graph.entry().size());
      line(
          text,
          "- %.3f (%.3f to %.3f) on %s tasks, %.1f units, %.1f s, width %s, depth %s: %s",
          graph.value(),
          graph.value() - margin,
          graph.value() + margin,
          graph.entry().size(),
          graph.entry().costUnits(),
          graph.entry().meanLatency(),
          graph.entry().graph().width(),
          graph.entry().graph().depth(),
          shape(graph.entry().graph()));
    }
    line(text, "Graphs with a property against those without:");
    for (Feedback.Effect each : feedback.effects()) {
      line(
          text,
          "- %s: %+.3f (%+.3f to %+.3f), %s graphs",
          each.property(),
          each.value(),
          each.low(),
          each.high(),
          each.graphs());
    }
    line(text, "Reward by width and depth:");
    for (Feedback.Cell each : feedback.table()) {
      line(
          text,
          "- width %s, depth %s: %.3f (%s graphs)",
          each.width(),
          each.depth(),
          each.value(),
          each.graphs());
    }
    failures(text, feedback.failures());
    return text.toString();
  }

  private static void failures(StringBuilder text, List<Trace> failures) {
    if (!failures.isEmpty()) {
      line(text, "Tasks answered wrongly:");
    }
    for (Trace trace : failures) {
      line(text, "- task %s, answer %s", trace.taskId(), clipped(String.valueOf(trace.answer())));
      for (Trace.NodeTrace node : trace.nodes()) {
        String said = node.completion() == null ? "(nothing)" : node.completion().text();
        line(
            text,
            "  %s %s %s: %s",
            node.id(),
            node.role(),
            node.model() == null ? "" : node.model(),
            clipped(said));
      }
    }
  }

  /** Nodes and edges in one line. */
  static String shape(CollaborationGraph graph) {
    StringBuilder text = new StringBuilder();
    for (int v = 0; v < graph.size(); v++) {
      CollaborationGraph.Node node = graph.node(v);
      text.append(v == 0 ? "" : "; ").append(node.id()).append(' ').append(node.role());
      if (node.model() != null) {
        text.append(' ').append(node.model());
      }
      for (int u : graph.predecessors(v)) {
        text.append(" <").append(graph.node(u).id());
      }
    }
    return text.toString();
  }

  /** One line of at most 300 letters, control characters as blanks. */
  private static String clipped(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MOST_LETTERS ? line : line.substring(0, MOST_LETTERS) + "...";
  }

  private static void line(StringBuilder text, String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
  }
}
