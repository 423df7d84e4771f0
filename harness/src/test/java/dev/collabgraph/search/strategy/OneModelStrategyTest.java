package dev.collabgraph.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.engine.Suites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fixed:single} and {@code fixed:vote}: what the budget buys without collaboration. */
class OneModelStrategyTest {
  @TempDir Path directory;

  @Test
  void singleTriesEveryModelTheBudgetPays() {
    assertThat(models(first("fixed:single", 18, Map.of())))
        .containsExactly("llama-1b", "llama-3b", "llama-8b");
    assertThat(models(first("fixed:single", 5, Map.of()))).containsExactly("llama-1b", "llama-3b");
  }

  /** Leaves cost 1, 2.99 and 7.94 units: 18 pay for 18, 6 and 2, and two have no majority. */
  @Test
  void voteTakesAsManyAnswersAsTheBudgetPaysAndTheFewestFirst() {
    List<CollaborationGraph> graphs = first("fixed:vote", 18, Map.of());

    assertThat(graphs).extracting(CollaborationGraph::size).containsExactly(1, 7, 19);
    assertThat(models(graphs.subList(0, 1))).containsExactly("llama-8b");
    CollaborationGraph six = graphs.get(1);
    assertThat(six.node(six.sink()).role()).isEqualTo("vote");
    assertThat(six.inDegree(six.sink())).isEqualTo(6);
    assertThat(models(List.of(six))).containsOnly("llama-3b");
  }

  @Test
  void aTopologyWithoutVotesLeavesSingleCalls() {
    assertThat(first("fixed:vote", 18, Map.of("search.topology", "chain")))
        .extracting(CollaborationGraph::size)
        .containsOnly(1);
  }

  @Test
  void withoutARoleThatVotesItIsRefusedWithWhatToTake() {
    assertThatThrownBy(() -> first("fixed:vote", 18, Map.of("scorer.type", "contains")))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("no role votes")
        .hasMessageContaining("Take fixed:single.");
  }

  @Test
  void whatTheyReturnIsOneOfTheBaselinesOfTheSameSearch() {
    for (String id : List.of("fixed:single", "fixed:vote")) {
      SearchResult result =
          Suites.run(
              directory,
              Suites.yaml("mmlu", 9),
              id,
              Map.of("splits.test", "40", "splits.validation", "40", "search.seed", "3"),
              2);

      assertThat(result.winner().graph().size()).isEqualTo(1);
      assertThat(result.winner().graph().node(0).model()).isEqualTo("llama-8b");
    }
  }

  private List<CollaborationGraph> first(String id, double units, Map<String, String> more) {
    Map<String, String> overrides = new TreeMap<>(more);
    overrides.put("search.strategy", id);
    SearchStrategy strategy =
        Strategies.create(
            Suites.context(
                directory, Suites.load(directory, Suites.yaml("math", units), overrides)));
    return strategy.ask(new SearchStrategy.Plan(1, 10, 0, 1000)).stream()
        .map(Proposal::graph)
        .toList();
  }

  private static List<String> models(List<CollaborationGraph> graphs) {
    List<String> models = new ArrayList<>();
    for (CollaborationGraph graph : graphs) {
      graph.nodes().stream()
          .filter(node -> node.model() != null)
          .forEach(n -> models.add(n.model()));
    }
    return models;
  }
}
