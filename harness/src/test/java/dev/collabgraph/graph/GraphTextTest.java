package dev.collabgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.CollaborationGraph.Edge;
import dev.collabgraph.graph.CollaborationGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GraphTextTest {

  private static Node node(String id, String role, String model) {
    return new Node(id, role, model);
  }

  private static CollaborationGraph refined() {
    return CollaborationGraph.of(
        List.of(
            node("n0", "assistant", "llama-1b"),
            node("n1", "assistant", "llama-1b"),
            node("n2", "assistant", "llama-1b"),
            node("n3", "assistant", "llama-8b"),
            node("n4", "fuser", "llama-3b"),
            node("n5", "vote", null)),
        List.of(
            new Edge("n0", "n4"),
            new Edge("n1", "n4"),
            new Edge("n2", "n4"),
            new Edge("n3", "n4"),
            new Edge("n3", "n5"),
            new Edge("n4", "n5")),
        "n5");
  }

  @Test
  void theTreeStartsAtTheSinkFoldsEqualLeavesAndRefersToSharedNodes() {
    assertThat(GraphText.tree(refined(), 50))
        .containsExactly(
            "vote",
            "|- assistant llama-8b (n3)",
            "`- fuser llama-3b",
            "   |- 3 x assistant llama-1b",
            "   `- see n3");
  }

  @Test
  void equalParallelChainsAreFoldedWithWhatIsUnderThem() {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      nodes.add(node("a" + i, "assistant", i == 4 ? "big" : "small"));
      nodes.add(node("b" + i, "fuser", "small"));
      edges.add(new Edge("a" + i, "b" + i));
      edges.add(new Edge("b" + i, "s"));
    }
    nodes.add(node("s", "vote", null));
    assertThat(GraphText.tree(CollaborationGraph.of(nodes, edges, "s"), 50))
        .containsExactly(
            "vote",
            "|- 8 x fuser small",
            "|  `- assistant small",
            "`- fuser small",
            "   `- assistant big");
  }

  @Test
  void sharedTwinsAreFoldedOnce() {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      nodes.add(node("n" + i, "assistant", "m"));
      edges.add(new Edge("n" + i, "x"));
      edges.add(new Edge("n" + i, "y"));
    }
    nodes.add(node("x", "fuser", "m"));
    nodes.add(node("y", "fuser", "m"));
    edges.add(new Edge("x", "y"));
    assertThat(GraphText.tree(CollaborationGraph.of(nodes, edges, "y"), 50))
        .containsExactly(
            "fuser m",
            "|- 7 x assistant m (n0, n1, ... n6 (7))",
            "`- fuser m",
            "   `- see n0, n1, ... n6 (7)");
  }

  @Test
  void aSingleCallIsOneLineAndLongTreesAreClipped() {
    assertThat(GraphText.tree(CollaborationGraph.single("assistant", "m"), 1))
        .containsExactly("assistant m");
    List<String> clipped = GraphText.tree(refined(), 3);
    assertThat(clipped).containsExactly("vote", "|- assistant llama-8b (n3)", "... 3 more lines");
    assertThatThrownBy(() -> GraphText.tree(refined(), 0)).hasMessageContaining("mostLines is 0");
  }

  /** The counts of the entries, multiplied by those they stand under, add up to the size. */
  @Test
  void everyNodeIsDrawnOnce() {
    SplittableRandom random = new SplittableRandom(91);
    Pattern entry = Pattern.compile("([|` -]*)(?:(\\d+) x )?(r\\d m\\d|see ).*");
    for (int round = 0; round < 300; round++) {
      CollaborationGraph graph =
          RandomGraphs.draw(random, 1 + random.nextInt(40), random.nextDouble(), 1, 2);
      List<String> lines = GraphText.tree(graph, 1_000);
      int drawn = 0;
      int[] standing = new int[lines.size() + 1]; // by depth: nodes an entry stands for
      for (String line : lines) {
        Matcher parts = entry.matcher(line);
        assertThat(parts.matches()).as(line).isTrue();
        if (!parts.group(3).equals("see ")) {
          int depth = parts.group(1).length() / 3;
          int count = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
          standing[depth] = count * (depth == 0 ? 1 : standing[depth - 1]);
          drawn += standing[depth];
        }
      }
      assertThat(drawn).isEqualTo(graph.size());
      assertThat(lines.size()).isLessThanOrEqualTo(2 * graph.size());
    }
  }

  @Test
  void dotHoldsNodesAndEdges() {
    assertThat(GraphText.dot(refined()))
        .startsWith(
            "digraph collaboration {\n  rankdir=LR;\n  n0 [label=\"assistant\\nllama-1b\"];")
        .contains("  n5 [label=\"vote\", shape=doublecircle];\n", "  n3 -> n5;\n")
        .endsWith("}\n");
  }

  @Test
  void mermaidHoldsNodesAndEdges() {
    assertThat(GraphText.mermaid(refined()))
        .startsWith("flowchart LR\n  n0[\"assistant llama-1b\"]\n")
        .contains("  n5([\"vote\"])\n", "  n3 --> n5\n");
  }

  @Test
  void hostileNamesAreInertInEveryForm() {
    String hostile = "x\"];evil[label=\"\\\n\u001b[31m</script>::error::`-#\u202e";
    CollaborationGraph graph =
        CollaborationGraph.of(
            List.of(node(hostile, hostile, hostile), node("t", "b", "m"), node("s", "b", "m")),
            List.of(new Edge(hostile, "s"), new Edge(hostile, "t"), new Edge("t", "s")),
            "s");
    String dot = GraphText.dot(graph);
    assertThat(dot.lines()).hasSize(2 + 3 + 3 + 1);
    assertThat(dot.replace("\\\\", "").replace("\\\"", "")).doesNotContain("\"];evil");
    String mermaid = GraphText.mermaid(graph);
    assertThat(mermaid.lines()).hasSize(1 + 3 + 3);
    assertThat(mermaid).doesNotContain("<", "evil[", "::", "`");
    List<String> tree = GraphText.tree(graph, 50);
    assertThat(String.join("", tree) + dot + mermaid).doesNotContain("\u001b", "\u202e", "\r");
    assertThat(tree).noneMatch(line -> line.contains("\n"));
  }
}
