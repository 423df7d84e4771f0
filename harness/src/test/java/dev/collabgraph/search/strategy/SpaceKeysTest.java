package dev.collabgraph.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.candidates.GraphDraws;
import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The keys of a suite that shape the space reach the sampler, whose log-probability is held exact
 * for each of them by {@code GraphSamplerScoreTest}.
 */
class SpaceKeysTest {
  @TempDir Path directory;

  static Stream<Arguments> topologies() {
    return Stream.of(
        keeps("topology: chain", graph -> graph.width() == 1),
        keeps("topology: star", graph -> graph.depth() <= 2),
        keeps("topology: tree", graph -> graph.edgeCount() == graph.size() - 1),
        keeps("topology: {shape: layered}", SpaceKeysTest::joinsNeighbours),
        keeps("topology: {maxDepth: 2}", graph -> graph.depth() <= 2),
        keeps("topology: {maxWidth: 2}", graph -> graph.width() <= 2),
        keeps("topology: {maxInDegree: 2}", graph -> mostInputs(graph) <= 2),
        keeps("topology: {sink: {role: fuser}}", graph -> sink(graph).role().equals("fuser")),
        keeps(
            "topology: {sink: {model: llama-3b}}", graph -> "llama-3b".equals(sink(graph).model())),
        keeps("topology: {sink: {minInputs: 2}}", graph -> graph.inDegree(graph.sink()) >= 2),
        keeps("slots: 3", graph -> graph.size() <= 3));
  }

  private static Arguments keeps(String key, Predicate<CollaborationGraph> rule) {
    return Arguments.of(key, rule);
  }

  private static boolean joinsNeighbours(CollaborationGraph graph) {
    for (int v = 0; v < graph.size(); v++) {
      for (int u : graph.predecessors(v)) {
        if (graph.level(u) != graph.level(v) + 1) {
          return false;
        }
      }
    }
    return true;
  }

  private static int mostInputs(CollaborationGraph graph) {
    int most = 0;
    for (int v = 0; v < graph.size(); v++) {
      most = Math.max(most, graph.inDegree(v));
    }
    return most;
  }

  private static CollaborationGraph.Node sink(CollaborationGraph graph) {
    return graph.node(graph.sink());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("topologies")
  void everyGraphDrawnKeepsTheKeyAndWithoutItSomeDoNot(
      String key, Predicate<CollaborationGraph> rule) {
    assertThat(draws(space(key, Map.of()))).allMatch(rule);
    assertThat(draws(space("slots: auto", Map.of()))).anyMatch(rule.negate());
  }

  private static Stream<CollaborationGraph> draws(SearchSpace space) {
    return GraphDraws.untrained(space, new SplittableRandom(31), 300).stream();
  }

  @ParameterizedTest
  @CsvSource({"fixed, FIXED", "random, RANDOM", "learned, LEARNED"})
  void theSlotOrderReachesTheSamplerAndEverySampleHasAProbability(String key, String order) {
    SearchSpace space = space("slotOrder: " + key, Map.of());
    GraphSampler sampler = new GraphSampler(space);
    GraphDistribution distribution = GraphDistribution.initial(space);
    GraphSample sample = sampler.newSample();
    SplittableRandom random = new SplittableRandom(8);

    assertThat(space.order()).hasToString(order);
    for (int i = 0; i < 100; i++) {
      sampler.sample(distribution, random, sample);
      assertThat(sampler.logProbability(distribution, sample)).isFinite().isNotPositive();
    }
  }

  /** One unit of work with each strategy that samples, in each order. */
  @ParameterizedTest
  @CsvSource({"random", "learned"})
  void searchesRunInEverySlotOrder(String order) {
    for (String strategy : new String[] {"agent-reinforce", "reinforce", "tpe", "maao"}) {
      SearchResult result =
          Suites.run(
              directory,
              Suites.yaml("math", 18)
                  .replace("strategy: random", "strategy: random\n  slotOrder: " + order),
              strategy,
              Map.of(
                  "search.iterations", "4",
                  "search.graphsPerIteration", "4",
                  "search.tasksPerGraph", "4",
                  "splits.validation", "8",
                  "splits.test", "8"),
              2);
      assertThat(result.winner().costUnits()).isBetween(1.0, 18.0);
    }
  }

  private SearchSpace space(String key, Map<String, String> overrides) {
    SuiteDefinition suite =
        Suites.load(
            directory,
            Suites.yaml("math", 18).replace("strategy: random", "strategy: random\n  " + key),
            overrides);
    return Suites.context(directory, suite).space();
  }
}
