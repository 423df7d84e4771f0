package dev.collabgraph.report;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph as a small text tree, the sink on top, its inputs below it. Nodes that play the same role
 * with the same model and the same inputs are one line with a count; inputs that stand elsewhere
 * already are named, not repeated.
 */
final class GraphTree {
  private static final int MOST_LINES = 40;

  private final CollaborationGraph graph;
  private final Map<Integer, Integer> numberOfGroup = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final int[] group;

  private GraphTree(CollaborationGraph graph) {
    this.graph = graph;
    this.group = groups(graph);
  }

  /** The lines, in ASCII. */
  static List<String> lines(CollaborationGraph graph) {
    GraphTree tree = new GraphTree(graph);
    tree.node(graph.sink(), 1, "", "");
    if (tree.lines.size() <= MOST_LINES) {
      return List.copyOf(tree.lines);
    }
    List<String> shown = new ArrayList<>(tree.lines.subList(0, MOST_LINES - 1));
    shown.add("... " + (tree.lines.size() - shown.size()) + " more lines");
    return shown;
  }

  /** For every node the first node that is interchangeable with it by role, model and inputs. */
  private static int[] groups(CollaborationGraph graph) {
    Map<List<Object>, Integer> first = new LinkedHashMap<>();
    int[] group = new int[graph.size()];
    for (int v = 0; v < group.length; v++) {
      CollaborationGraph.Node node = graph.node(v);
      List<Object> like =
          Arrays.asList(
              node.role(), node.model(), Arrays.stream(graph.predecessors(v)).boxed().toList());
      int own = v;
      group[v] = first.computeIfAbsent(like, key -> own);
    }
    return group;
  }

  private void node(int v, int count, String lead, String indent) {
    CollaborationGraph.Node node = graph.node(v);
    StringBuilder line = new StringBuilder(lead);
    if (count > 1) {
      line.append(count).append(" x ");
    }
    line.append(Format.clean(node.role()));
    if (node.model() != null) {
      line.append(' ').append(Format.clean(node.model()));
    }
    Integer seen = numberOfGroup.get(group[v]);
    if (seen != null) {
      lines.add(line + (graph.inDegree(v) == 0 ? " (the same)" : " (the same as #" + seen + ")"));
      return;
    }
    numberOfGroup.put(group[v], numberOfGroup.size() + 1);
    if (graph.inDegree(v) > 0 && v != graph.sink()) {
      line.append("  #").append(numberOfGroup.size());
    }
    lines.add(line.toString());
    inputs(v, indent);
  }

  private void inputs(int v, String indent) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int u : graph.predecessors(v)) {
      counts.merge(group[u], 1, Integer::sum);
    }
    int left = counts.size();
    for (Map.Entry<Integer, Integer> each : counts.entrySet()) {
      left--;
      node(
          each.getKey(),
          each.getValue(),
          indent + (left == 0 ? "`- " : "|- "),
          indent + (left == 0 ? "   " : "|  "));
    }
  }
}
