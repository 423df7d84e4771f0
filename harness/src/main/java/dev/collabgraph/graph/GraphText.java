package dev.collabgraph.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A graph as text: for Graphviz, for Mermaid, and as a small tree for a console. Names come from
 * files and are escaped; lines end in LF.
 */
public final class GraphText {
  private GraphText() {}

  /** A Graphviz digraph, edges in the direction in which answers travel. */
  public static String dot(CollaborationGraph graph) {
    StringBuilder text = new StringBuilder("digraph collaboration {\n  rankdir=LR;\n");
    for (int v = 0; v < graph.size(); v++) {
      text.append("  n")
          .append(v)
          .append(" [label=\"")
          .append(dotLabel(graph.node(v)))
          .append(v == graph.sink() ? "\", shape=doublecircle];\n" : "\"];\n");
    }
    for (int v = 0; v < graph.size(); v++) {
      for (int u : graph.parents(v)) {
        text.append("  n").append(u).append(" -> n").append(v).append(";\n");
      }
    }
    return text.append("}\n").toString();
  }

  private static String dotLabel(CollaborationGraph.Node node) {
    String text = Quoted.plain(node.role());
    if (node.model() != null) {
      text += '\n' + Quoted.plain(node.model());
    }
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** A Mermaid flowchart. */
  public static String mermaid(CollaborationGraph graph) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (int v = 0; v < graph.size(); v++) {
      boolean sink = v == graph.sink();
      text.append("  n").append(v).append(sink ? "([\"" : "[\"");
      text.append(mermaidLabel(title(graph.node(v)))).append(sink ? "\"])\n" : "\"]\n");
    }
    for (int v = 0; v < graph.size(); v++) {
      for (int u : graph.parents(v)) {
        text.append("  n").append(u).append(" --> n").append(v).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * All but letters, digits and a few signs as character codes, which Mermaid shows as they are.
   */
  private static String mermaidLabel(String title) {
    StringBuilder text = new StringBuilder();
    title
        .codePoints()
        .forEach(
            point -> {
              if (Character.isLetterOrDigit(point) || " .-_/".indexOf(point) >= 0) {
                text.appendCodePoint(point);
              } else {
                text.append(String.format(Locale.ROOT, "#%d;", point));
              }
            });
    return text.toString();
  }

  /**
   * The graph from its sink downwards, inputs under the node that reads them, in topological order:
   *
   * <pre>
   * fuser llama-3b
   * |- 3 x assistant llama-1b
   * |- assistant llama-8b (n3)
   * `- assistant llama-1b
   *    `- see n3
   * </pre>
   *
   * Equal inputs that nothing else reads are folded, with all that is under them, and so are equal
   * leaves with the same readers. A node with several readers shows its id and is drawn once.
   *
   * @param mostLines 1 or more; what is longer ends in a line that says how much was left out
   */
  public static List<String> tree(CollaborationGraph graph, int mostLines) {
    if (mostLines < 1) {
      throw new IllegalArgumentException("mostLines is " + mostLines + ", expected 1 or more.");
    }
    List<String> lines = new Tree(graph).lines(graph.sink(), 1);
    if (lines.size() <= mostLines) {
      return List.copyOf(lines);
    }
    List<String> clipped = new ArrayList<>(lines.subList(0, mostLines - 1));
    clipped.add("... " + (lines.size() - clipped.size()) + " more lines");
    return List.copyOf(clipped);
  }

  private static String title(CollaborationGraph.Node node) {
    String role = Quoted.plain(node.role());
    return node.model() == null ? role : role + " " + Quoted.plain(node.model());
  }

  /** Draws one graph. */
  private static final class Tree {
    private final CollaborationGraph graph;
    private final List<List<Integer>> readers = new ArrayList<>();
    private final boolean[] drawn;
    private final boolean[] ownsAll;

    Tree(CollaborationGraph graph) {
      this.graph = graph;
      this.drawn = new boolean[graph.size()];
      this.ownsAll = new boolean[graph.size()];
      for (int v = 0; v < graph.size(); v++) {
        readers.add(new ArrayList<>());
        for (int u : graph.parents(v)) {
          readers.get(u).add(v);
        }
      }
      for (int v = 0; v < graph.size(); v++) {
        ownsAll[v] = readers.get(v).size() <= 1;
        for (int u : graph.parents(v)) {
          ownsAll[v] &= ownsAll[u];
        }
      }
    }

    List<String> lines(int v, int count) {
      return lines(List.of(v), count);
    }

    /**
     * The nodes, equal in all that is shown, as one entry; of their inputs the first's are drawn.
     */
    private List<String> lines(List<Integer> nodes, int count) {
      int first = nodes.get(0);
      String head = (count > 1 ? count + " x " : "") + title(graph.node(first));
      if (readers.get(first).size() > 1) {
        head += " (" + ids(nodes) + ")";
      }
      nodes.forEach(v -> drawn[v] = true);
      List<String> lines = new ArrayList<>(List.of(head));
      List<List<String>> entries = inputs(first);
      for (int i = 0; i < entries.size(); i++) {
        boolean last = i == entries.size() - 1;
        List<String> entry = entries.get(i);
        for (int j = 0; j < entry.size(); j++) {
          lines.add((j > 0 ? last ? "   " : "|  " : last ? "`- " : "|- ") + entry.get(j));
        }
      }
      return lines;
    }

    private List<List<String>> inputs(int node) {
      List<List<String>> entries = new ArrayList<>();
      List<Integer> seen = new ArrayList<>();
      List<Integer> fresh = new ArrayList<>();
      for (int u : graph.parents(node)) {
        (drawn[u] ? seen : fresh).add(u);
      }
      boolean[] taken = new boolean[graph.size()];
      for (int u : fresh) {
        if (!taken[u]) {
          List<Integer> group = fresh.stream().filter(w -> !taken[w] && alike(u, w)).toList();
          group.forEach(w -> taken[w] = true);
          entries.add(lines(group, group.size()));
        }
      }
      if (!seen.isEmpty()) {
        entries.add(List.of("see " + ids(seen)));
      }
      return entries;
    }

    private boolean alike(int u, int w) {
      if (u == w) {
        return true;
      }
      boolean leaves = graph.inDegree(u) == 0 && graph.inDegree(w) == 0;
      return leaves
          ? title(graph.node(u)).equals(title(graph.node(w)))
              && readers.get(u).equals(readers.get(w))
          : ownsAll[u] && ownsAll[w] && shape(u).equals(shape(w));
    }

    /** What would be drawn for a node that shares nothing. */
    private String shape(int v) {
      String[] inputs =
          Arrays.stream(graph.parents(v)).mapToObj(this::shape).sorted().toArray(String[]::new);
      return title(graph.node(v)) + Arrays.toString(inputs);
    }

    private String ids(List<Integer> nodes) {
      List<String> ids = nodes.stream().map(v -> Quoted.plain(graph.node(v).id())).toList();
      return ids.size() <= 6
          ? String.join(", ", ids)
          : ids.get(0)
              + ", "
              + ids.get(1)
              + ", ... "
              + ids.get(ids.size() - 1)
              + " ("
              + ids.size()
              + ")";
    }
  }
}
