package dev.collabgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.CollaborationGraph.Edge;
import dev.collabgraph.graph.CollaborationGraph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GraphAssemblyTest {

  private static CollaborationGraph graph(String nodes, String edges, String sink) {
    return CollaborationGraph.of(nodes(nodes), edges(edges), sink);
  }

  private static List<Node> nodes(String ids) {
    return ids.isEmpty()
        ? List.of()
        : Arrays.stream(ids.split(" ")).map(id -> new Node(id, "assistant", "m")).toList();
  }

  private static List<Edge> edges(String pairs) {
    return pairs.isEmpty()
        ? List.of()
        : Arrays.stream(pairs.split(" "))
            .map(pair -> new Edge(pair.split(">")[0], pair.split(">")[1]))
            .toList();
  }

  private static void refused(String nodes, String edges, String sink, String... parts) {
    assertThatThrownBy(() -> graph(nodes, edges, sink))
        .isInstanceOf(InvalidGraphException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void nodesKeepTheGivenOrderAsFarAsEdgesAllow() {
    CollaborationGraph graph = graph("s c a b", "a>c c>s b>s a>b", "s");
    assertThat(graph.nodes()).extracting(Node::id).containsExactly("a", "c", "b", "s");
    assertThat(graph.predecessors(graph.sink())).containsExactly(1, 2);
    assertThat(graph.depth()).isEqualTo(3);
    assertThat(graph.width()).isEqualTo(2);
  }

  @Test
  void aSinkAloneIsAGraph() {
    assertThat(graph("n0", "", "n0")).isEqualTo(CollaborationGraph.single("assistant", "m"));
  }

  @Test
  void nodesInTopologicalOrderStayInThatOrder() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 200; round++) {
      CollaborationGraph graph = RandomGraphs.draw(random, 1 + random.nextInt(30), 0.3, 2, 2);
      assertThat(CollaborationGraph.of(graph.nodes(), graph.edges(), graph.node(graph.sink()).id()))
          .isEqualTo(graph);
    }
  }

  @Test
  void anyOrderOfNodesGivesATopologicalOrderOfTheSameEdges() {
    SplittableRandom random = new SplittableRandom(12);
    for (int round = 0; round < 200; round++) {
      CollaborationGraph graph = RandomGraphs.draw(random, 1 + random.nextInt(30), 0.3, 2, 2);
      List<Node> shuffled = RandomGraphs.shuffled(graph.nodes(), random);
      CollaborationGraph read =
          CollaborationGraph.of(shuffled, graph.edges(), graph.node(graph.sink()).id());
      assertThat(GraphAssembly.isSound(read)).isTrue();
      assertThat(read.edges()).containsExactlyInAnyOrderElementsOf(graph.edges());
      assertThat(read.nodes()).containsExactlyInAnyOrderElementsOf(graph.nodes());
    }
  }

  @Test
  void anEmptyGraphIsRefused() {
    refused("", "", "s", "The graph has no node");
  }

  @Test
  void aDuplicateIdIsNamed() {
    refused("a b a", "a>b", "b", "Two nodes have the id \"a\"");
  }

  @Test
  void anUnknownSinkIsNamedWithTheNearestNode() {
    refused("first sink", "first>sink", "snik", "\"snik\" is not a node", "mean \"sink\"?");
    refused("a b", "a>b", null, "names no sink");
  }

  @Test
  void anUnknownEdgeEndIsNamed() {
    refused("a b", "a>b x>b", "b", "Edge \"x\" -> \"b\" names \"x\", which is not a node");
    assertThatThrownBy(() -> CollaborationGraph.of(nodes("a"), List.of(new Edge("a", null)), "a"))
        .isInstanceOf(InvalidGraphException.class)
        .hasMessageContaining("Edge \"a\" -> \"null\"");
  }

  @Test
  void aSelfLoopIsNamed() {
    refused("a b", "a>b a>a", "b", "Edge \"a\" -> \"a\" leads from a node to itself");
  }

  @Test
  void anEdgeGivenTwiceIsNamed() {
    refused("a b", "a>b a>b", "b", "Edge \"a\" -> \"b\" is given twice");
  }

  @Test
  void aCycleIsNamedByItsNodesInTheDirectionOfItsEdges() {
    refused("t a b c s", "t>a a>b b>c c>a c>s", "s", "cycle: \"a\" -> \"b\" -> \"c\" -> \"a\".");
    // u hangs behind the cycle and is not on it.
    refused("u s a b", "a>b b>a b>u u>s", "s", "cycle: \"a\" -> \"b\" -> \"a\".");
  }

  @Test
  void aLongCycleIsClippedInTheMessage() {
    List<Node> ring = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      ring.add(new Node("v" + i, "assistant", "m"));
      edges.add(new Edge("v" + i, "v" + (i + 1) % 20_000));
    }
    assertThatThrownBy(() -> CollaborationGraph.of(ring, edges, "v0"))
        .isInstanceOf(InvalidGraphException.class)
        .hasMessageContaining("\"v0\" -> \"v1\" -> ")
        .hasMessageContaining("(19988 more) -> \"v0\".")
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat(message.toString()).hasSizeLessThan(300));
  }

  @Test
  void aSecondSinkAndWhatItStrandsAreNamed() {
    refused(
        "a b c s",
        "a>b a>s c>s",
        "s",
        "more than one sink: beside \"s\", \"b\" has no successor, so \"b\" never reaches the sink");
    refused("a b s", "a>b", "s", "so \"a\", \"b\" never reaches the sink");
  }

  @Test
  void aSinkWithASuccessorIsNamed() {
    refused("a b", "a>b", "a", "The sink \"a\" has a successor, \"b\"");
  }

  @Test
  void hostileIdsAreEscapedAndClippedInMessages() {
    String hostile = "a\u001b[31m\n::error::\u202e" + "x".repeat(500);
    assertThatThrownBy(
            () ->
                CollaborationGraph.of(
                    List.of(new Node(hostile, "r", "m"), new Node(hostile, "r", "m")),
                    List.of(),
                    hostile))
        .isInstanceOf(InvalidGraphException.class)
        .hasMessageContaining("\\u001b[31m\\u000a::error::\\u202ex")
        .extracting(Throwable::getMessage)
        .satisfies(
            message -> assertThat(message.toString()).hasSizeLessThan(250).doesNotContain("\n"));
  }

  @Test
  void soundnessAssertionSeesEveryBrokenRule() {
    List<Node> two = nodes("a b");
    assertThatThrownBy(() -> CollaborationGraph.trusted(two, new int[][] {{}, {}}))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> CollaborationGraph.trusted(two, new int[][] {{1}, {}}))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> CollaborationGraph.trusted(nodes("a a"), new int[][] {{}, {0}}))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> CollaborationGraph.trusted(nodes("a b c"), new int[][] {{}, {0}, {1, 0}}))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> CollaborationGraph.trusted(two, new int[][] {{}}))
        .isInstanceOf(InvalidGraphException.class);
  }

  @Test
  void theNearestNameIsSuggestedAndFarOnesAreNot() {
    List<String> known = List.of("flops", "usd", "tokens", "calls");
    assertThat(Suggestion.nearest("flosp", known)).contains("flops");
    assertThat(Suggestion.nearest("Token", known)).contains("tokens");
    assertThat(Suggestion.nearest("seconds", known)).isEmpty();
    assertThat(Suggestion.nearest("", known)).isEmpty();
    assertThat(Suggestion.edits("ca", "ac")).isEqualTo(1);
    assertThat(Suggestion.edits("kitten", "sitting")).isEqualTo(3);
  }
}
