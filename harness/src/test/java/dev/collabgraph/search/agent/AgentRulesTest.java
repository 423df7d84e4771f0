package dev.collabgraph.search.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.candidates.Moves;
import dev.collabgraph.search.engine.Exploration;
import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentRulesTest {
  private static final List<Integer> ALL = List.of(0, 1, 2);
  private static final Moves.Insights EVERY = new Moves.Insights(true, true, true);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "1, free",
    "2, free",
    "3.5, free",
    "18, free",
    "42, free",
    "80, free",
    "18, chain",
    "18, tree",
    "18, layered",
    "18, star"
  })
  void probesNeighboursAndDrawsStayWithinTheSpace(double units, String topology) {
    SearchSpace space = space(units, topology);
    Ladder ladder = new Ladder(space, EVERY);
    SplittableRandom random = new SplittableRandom(5);
    Moves moves = new Moves(space, ALL, new Moves.Insights(true, true, true), random);
    Steering steering = new Steering(space);

    assertThat(ladder.singles()).isNotEmpty().allSatisfy(graph -> keeps(space, graph));
    assertThat(ladder.smallest(ALL)).allSatisfy(graph -> keeps(space, graph));
    assertThat(ladder.all(ALL))
        .hasSizeBetween(1, Ladder.MOST)
        .isSortedAccordingTo(Comparator.comparingInt(CollaborationGraph::size))
        .doesNotHaveDuplicates()
        .allSatisfy(graph -> keeps(space, graph));
    CollaborationGraph at = ladder.singles().get(0);
    for (int i = 0; i < 400; i++) {
      CollaborationGraph neighbour = moves.neighbour(at);
      if (neighbour != null) {
        keeps(space, neighbour);
        keeps(space, steering.draw(neighbour, 0.5, random));
        at = neighbour;
      }
    }
  }

  @Test
  void aWishWithHardlyAnyChangesIsDrawnAsItIs() {
    SearchSpace space = space(18, "free");
    Steering steering = new Steering(space);
    SplittableRandom random = new SplittableRandom(7);

    for (CollaborationGraph wish : new Ladder(space, EVERY).all(ALL)) {
      assertThat(steering.draw(wish, 1e-6, random).digest()).isEqualTo(wish.digest());
    }
  }

  /** About e^-0.3 of the draws are the wish itself; 400 draws put the share within 0.12 of it. */
  @Test
  void aWishIsSurroundedByVariants() {
    SearchSpace space = space(42, "free");
    Steering steering = new Steering(space);
    SplittableRandom random = new SplittableRandom(9);
    CollaborationGraph wish =
        new Ladder(space, EVERY)
            .all(ALL).stream()
                .filter(graph -> graph.size() > 4 && graph.size() < 12)
                .findFirst()
                .orElseThrow();
    int same = 0;
    for (int i = 0; i < 400; i++) {
      same += steering.draw(wish, 0.3, random).digest().equals(wish.digest()) ? 1 : 0;
    }
    assertThat(same / 400.0).isBetween(0.6, 0.9);
  }

  @Test
  void movesReachEveryKindOfGraph() {
    SearchSpace space = space(42, "free");
    SplittableRandom random = new SplittableRandom(13);
    Moves moves = new Moves(space, ALL, new Moves.Insights(true, true, true), random);
    CollaborationGraph at = new Ladder(space, EVERY).singles().get(0);
    boolean deep = false;
    boolean wide = false;
    boolean mixed = false;
    for (int i = 0; i < 3000; i++) {
      CollaborationGraph neighbour = moves.neighbour(at);
      if (neighbour != null) {
        at = neighbour;
        deep |= at.depth() >= 4;
        wide |= at.width() >= 8;
        mixed |= at.nodes().stream().map(CollaborationGraph.Node::model).distinct().count() >= 4;
      }
    }
    assertThat(List.of(deep, wide, mixed)).containsOnly(true);
  }

  @Test
  void inTheSmallestGraphsEachModelReadsItselfAndAStrongerOneReadsAWeaker() {
    List<CollaborationGraph> smallest =
        new Ladder(space(42, "free"), EVERY).smallest(List.of(2, 1, 0));

    assertThat(smallest)
        .filteredOn(graph -> graph.size() == 2 && graph.node(1).role().equals("assistant"))
        .extracting(graph -> graph.node(0).model() + " > " + graph.node(1).model())
        .containsExactlyInAnyOrder(
            "llama-8b > llama-8b",
            "llama-3b > llama-3b",
            "llama-1b > llama-1b",
            "llama-3b > llama-8b",
            "llama-1b > llama-8b",
            "llama-1b > llama-3b");
    assertThat(smallest).filteredOn(graph -> graph.size() == 3).hasSize(6);
  }

  @Test
  void whereNoSingleCallIsAllowedTheSearchBeginsWithTheSmallestGraphs() {
    SuiteDefinition suite =
        Suites.load(
            directory,
            Suites.yaml("math", 42),
            Map.of(
                "search.strategy",
                "agent-reinforce",
                "search.topology.sink.minInputs",
                "1",
                "spend.calls",
                "2000"));

    Exploration.Outcome outcome =
        Exploration.run(suite, SearchRuntime.of(directory, directory), 0, false);

    assertThat(outcome.steps().get(0).graph().size()).isBetween(2, 3);
    assertThat(outcome.returned().size()).isGreaterThan(1);
  }

  @Test
  void withoutAnInsightTheLadderLacksItsGraphs() {
    SearchSpace space = space(42, "free");

    assertThat(new Ladder(space, new Moves.Insights(true, false, true)).all(ALL))
        .allMatch(graph -> graph.size() == 1 || 2 * space.costs().cost(graph) > space.limit());
    assertThat(new Ladder(space, new Moves.Insights(true, true, false)).all(ALL))
        .allMatch(graph -> graph.width() == 1 || graph.depth() <= 2);
    assertThat(new Ladder(space, EVERY).all(ALL))
        .anyMatch(graph -> graph.width() > 1 && graph.depth() > 2)
        .anyMatch(graph -> graph.size() > 1 && 2 * space.costs().cost(graph) < space.limit());
  }

  private static void keeps(SearchSpace space, CollaborationGraph graph) {
    assertThat(space.costs().cost(graph)).isLessThanOrEqualTo(space.limit());
    assertThat(graph.size()).isLessThanOrEqualTo(space.slots());
    switch (space.topology().shape()) {
      case CHAIN -> assertThat(graph.width()).isEqualTo(1);
      case STAR -> assertThat(graph.depth()).isLessThanOrEqualTo(2);
      case TREE -> assertThat(graph.edgeCount()).isEqualTo(graph.size() - 1);
      case LAYERED, FREE -> assertThat(graph.depth()).isPositive();
    }
  }

  private SearchSpace space(double units, String topology) {
    SuiteDefinition suite =
        Suites.load(directory, Suites.yaml("math", units), Map.of("search.topology", topology));
    return Suites.context(directory, suite).space();
  }
}
