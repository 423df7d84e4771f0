package dev.collabgraph.search.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.candidates.Crossover;
import dev.collabgraph.search.candidates.GraphDraws;
import dev.collabgraph.search.candidates.Moves;
import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphEditorsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"1, free", "3, free", "18, free", "80, free", "18, chain", "18, tree", "18, layered"})
  void childrenAndEditsKeepBudgetSlotsAndTopology(double units, String topology) {
    SearchSpace space = space(units, topology);
    SplittableRandom random = new SplittableRandom(21);
    Moves moves = new Moves(space, List.of(0, 1, 2), new Moves.Insights(true, true, true), random);
    Crossover crossover = new Crossover(space, moves, random);
    List<CollaborationGraph> parents = GraphDraws.untrained(space, random, 40);
    Set<String> children = new HashSet<>();
    for (int i = 0; i < 400; i++) {
      CollaborationGraph child =
          crossover.of(parents.get(random.nextInt(40)), parents.get(random.nextInt(40)));
      if (child != null) {
        keeps(space, child);
        children.add(child.digest());
      }
    }
    List<CollaborationGraph> edits =
        new RulesEditor(space).edits(parents.subList(0, 3), 20, Set.of(), random);

    edits.forEach(each -> keeps(space, each));
    assertThat(children).isNotEmpty();
    assertThat(edits).extracting(CollaborationGraph::digest).doesNotHaveDuplicates();
    if (units >= 18 && topology.equals("free")) {
      assertThat(children).hasSizeGreaterThan(100);
      assertThat(edits).hasSize(20);
    }
  }

  private static void keeps(SearchSpace space, CollaborationGraph graph) {
    assertThat(space.costs().cost(graph)).isLessThanOrEqualTo(space.limit());
    assertThat(graph.size()).isLessThanOrEqualTo(space.slots());
    switch (space.topology().shape()) {
      case CHAIN -> assertThat(graph.width()).isEqualTo(1);
      case TREE -> assertThat(graph.edgeCount()).isEqualTo(graph.size() - 1);
      default -> assertThat(graph.depth()).isPositive();
    }
  }

  @Test
  void aCritiqueNamesWhatTheBetterGraphsHaveMoreOfAndEditsFollowIt() {
    SearchSpace space = space(18, "free");
    CollaborationGraph one = CollaborationGraph.single("assistant", "llama-1b");
    CollaborationGraph large = CollaborationGraph.single("assistant", "llama-8b");
    List<CollaborationGraph> wide =
        new Ladder(space, new Moves.Insights(true, true, true))
            .all(List.of(0)).stream()
                .filter(graph -> graph.width() > 3 && graph.depth() == 2)
                .toList();

    BatchCritique critique =
        BatchCritique.of(space, one, 0.3, List.of(wide.get(0), large), List.of(0.5, 0.2));

    assertThat(critique.words()).isEqualTo("wider, deeper, larger, more llama-1b, fewer llama-8b");
    assertThat(critique.agreement(wide.get(0))).isPositive();
    assertThat(critique.agreement(large)).isNegative();
    double followed =
        new RulesEditor(space)
            .follow(one, critique, 5, Set.of(), new SplittableRandom(4)).stream()
                .mapToDouble(critique::agreement)
                .average()
                .orElseThrow();
    double free =
        new RulesEditor(space)
            .follow(one, null, 5, Set.of(), new SplittableRandom(4)).stream()
                .mapToDouble(critique::agreement)
                .average()
                .orElseThrow();
    assertThat(followed).isGreaterThan(free);
  }

  private SearchSpace space(double units, String topology) {
    SuiteDefinition suite =
        Suites.load(directory, Suites.yaml("math", units), Map.of("search.topology", topology));
    return Suites.context(directory, suite).space();
  }
}
