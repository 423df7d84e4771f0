package dev.collabgraph.maven;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.execution.Trace.NodeTrace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.llm.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells a person how a graph came to its answer: every node with what it read and wrote. */
final class TraceLines {
  private TraceLines() {}

  /**
   * The lines in order.
   *
   * @param graph in canonical form, whose nodes the trace names
   */
  static List<String> of(CollaborationGraph graph, Trace trace) {
    List<String> lines = new ArrayList<>();
    for (int v = 0; v < trace.nodes().size(); v++) {
      NodeTrace node = trace.nodes().get(v);
      lines.add(headline(graph, node));
      if (node.failure() != null) {
        ConsoleText.lines(node.failure().getMessage()).forEach(line -> lines.add("    " + line));
      } else if (node.completion() != null && node.model() != null) {
        ConsoleText.lines(node.completion().text()).forEach(line -> lines.add("    " + line));
      }
    }
    lines.add("");
    if (trace.conclusive()) {
      lines.add("Answer: " + (trace.answer() == null ? "none" : oneLine(trace.answer())));
    }
    lines.add(usage(trace));
    return lines;
  }

  private static String headline(CollaborationGraph graph, NodeTrace node) {
    StringBuilder line = new StringBuilder(node.id()).append(' ').append(node.role());
    if (node.model() != null) {
      line.append(' ').append(node.model());
    }
    String inputs = inputs(graph, node.id());
    if (!inputs.isEmpty()) {
      line.append(" reads ").append(inputs);
    }
    Completion completion = node.completion();
    if (completion != null && node.model() != null) {
      line.append(String.format(Locale.ROOT, ", %.2f s", completion.latencySeconds()));
    }
    if (node.failure() != null || completion == null) {
      return line.append(": no answer, the call failed").toString();
    }
    return line.append(": ")
        .append(node.answer() == null ? "no answer found" : oneLine(node.answer()))
        .toString();
  }

  private static String inputs(CollaborationGraph graph, String id) {
    int node =
        IntStream.range(0, graph.size())
            .filter(v -> graph.node(v).id().equals(id))
            .findFirst()
            .orElseThrow();
    return IntStream.of(graph.predecessors(node))
        .mapToObj(u -> graph.node(u).id())
        .collect(Collectors.joining(", "));
  }

  private static String usage(Trace trace) {
    List<Completion> calls =
        trace.nodes().stream()
            .filter(node -> node.model() != null && node.completion() != null)
            .map(NodeTrace::completion)
            .toList();
    String count = calls.size() + (calls.size() == 1 ? " call, " : " calls, ");
    String tokens =
        calls.stream().allMatch(Completion::usageKnown)
            ? String.format(
                Locale.ROOT,
                "%,d tokens in, %,d tokens out, ",
                calls.stream().mapToLong(Completion::inputTokens).sum(),
                calls.stream().mapToLong(Completion::outputTokens).sum())
            : "tokens unknown, ";
    return count
        + tokens
        + String.format(Locale.ROOT, "%.2f s on the longest path", trace.latencySeconds());
  }

  private static String oneLine(String text) {
    return ConsoleText.printable(text.strip().replaceAll("\\R", " "));
  }
}
