package dev.collabgraph.search.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.report.Reports;
import dev.collabgraph.search.Constraint;
import dev.collabgraph.search.Measure;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.ParetoPoint;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.search.strategy.Strategies;
import dev.collabgraph.suite.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights, fronts and constraints, from the suite file to the result. */
class ObjectivesTest {
  private static final String PARETO =
      "strategy: random\n  objective: {pareto: [accuracy, cost, latency]}";

  @TempDir Path directory;

  static List<String> strategies() {
    return Strategies.ids().stream().filter(id -> !id.equals("exhaustive")).toList();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void everyStrategyReturnsAFrontOfGraphsOfWhichNoneBeatsAnother(String strategy) {
    SearchResult result = run(PARETO, strategy, Map.of());

    List<ParetoPoint> front = result.pareto();
    assertThat(front).hasSizeGreaterThan(1);
    for (ParetoPoint a : front) {
      for (ParetoPoint b : front) {
        assertThat(NonDominated.dominates(gains(a), gains(b))).isFalse();
      }
    }
    assertThat(front).extracting(ParetoPoint::costUnits).isSorted();
    assertThat(result.front().measures())
        .containsExactly(Measure.ACCURACY, Measure.COST, Measure.LATENCY);
    assertThat(result.front().searched()).isBetween(0.01, 1.0); // one small seeded search
    assertThat(result.front().baselines()).isBetween(0.05, 1.0);
  }

  private static double[] gains(ParetoPoint point) {
    return new double[] {point.validation().score(), -point.costUnits(), -point.latencySeconds()};
  }

  @Test
  void theFrontIsInTheResultAndTheReport() throws IOException {
    SearchResult result = run(PARETO, "evolution", Map.of());
    Reports.Written written = Reports.write(result, directory.resolve("out"));

    assertThat(Files.readString(written.result()))
        .contains("\"hypervolume\": 0.")
        .contains("\"baselinesHypervolume\": 0.")
        .contains("\"pareto\": [");
    assertThat(Files.readString(written.html()))
        .contains("<h2>Accuracy against cost</h2>")
        .contains("Validation score against cost");
  }

  @Test
  void aGraphThatBreaksAConstraintIsNotReturned() {
    SearchResult free = run("strategy: random", "agent-reinforce", Map.of());
    SearchResult bound =
        run("strategy: random\n  constraints: [\"cost <= 5\"]", "agent-reinforce", Map.of());

    assertThat(free.winner().costUnits()).isGreaterThan(5);
    assertThat(bound.winner().costUnits()).isLessThanOrEqualTo(5);
    assertThat(bound.pareto()).allMatch(point -> point.costUnits() <= 5);
    assertThat(bound.verdict().doubts()).noneMatch(doubt -> doubt.contains("does not keep"));
  }

  @Test
  void aConstraintThatNothingKeepsIsADoubt() {
    SearchResult result =
        run("strategy: random\n  constraints: [\"latencySeconds <= 0.0001\"]", "random", Map.of());

    assertThat(result.verdict().doubts())
        .anyMatch(doubt -> doubt.contains("does not keep latencySeconds <= 0.0001"));
  }

  @Test
  void costCanBeWeighedAgainstAccuracy() {
    SearchResult cheap =
        run(
            "strategy: random\n  objective: {accuracy: 1.0, cost: -0.5}",
            "agent-reinforce",
            Map.of());

    assertThat(cheap.winner().costUnits()).isLessThan(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objective: {accuracy: 0, cost: 0} | has no weight but 0 | suite.yaml:12:",
        "objective: {pareto: [accuracy]} | one or both of cost, latency | suite.yaml:12:",
        "objective: {pareto: [cost, latency]} | expected accuracy and | suite.yaml:12:",
        "objective: {pareto: [accuracy, accuracy]} | each once | suite.yaml:12:",
        "objective: {pareto: [accuracy, speed]} | accuracy, speed | suite.yaml:12:",
        "objective: {pareto: [accuracy, cost], cost: 1} | Unknown key \"cost\" | suite.yaml:12:",
        "objective: {acuracy: 1} | did you mean \"accuracy\" | suite.yaml:12:",
        "constraints: [\"latency < 5\"] | latency < 5 | suite.yaml:12:",
        "constraints: [\"cost <= many\"] | cost <= many | suite.yaml:12:",
        "constraints: [\"cost <= 1e999\"] | cost <= 1e999 | suite.yaml:12:"
      })
  void aWrongObjectiveIsOneErrorWithItsPlace(String yaml, String says, String place) {
    assertThatThrownBy(() -> run("strategy: random\n  " + yaml, "random", Map.of()))
        .hasMessageContaining(says)
        .hasMessageContaining(place);
  }

  /** The rewards of a graph's tasks have the scalarised means as their mean. */
  @Test
  void aDirectionOrdersGraphsByTheirMeansAndNeverADominatedOneFirst() {
    Objective objective =
        new Objective(1, 0, 0, List.of(Measure.ACCURACY, Measure.COST), List.of());
    ScoreBook book = new ScoreBook(objective);
    double[][] scores = {{1, 1, 1, 0}, {1, 0, 0, 0}, {1, 1, 0, 0}};
    double[] costs = {9, 1, 9.5};
    String[] models = {"a", "b", "c"};
    for (int g = 0; g < 3; g++) {
      book.add(trial(g, models[g], scores[g], costs[g]));
    }
    int[] wins = new int[3];
    for (int i = 0; i < 200; i++) {
      book.turn(new SplittableRandom(i));
      double[] means = book.entries().stream().mapToDouble(ScoreBook.Entry::meanReward).toArray();
      int best = 0;
      for (int g = 1; g < 3; g++) {
        best = means[g] > means[best] ? g : best;
      }
      wins[best]++;
      assertThat(means[0]).isGreaterThan(means[2]);
    }
    assertThat(wins[0]).isGreaterThan(50);
    assertThat(wins[1]).isGreaterThan(50);
    assertThat(wins[2]).isZero();
  }

  @Test
  void aBrokenConstraintCostsMoreThanAnyScoreBringsIn() {
    Objective objective =
        new Objective(1, 0, 0, List.of(), List.of(new Constraint(Measure.LATENCY, true, 2)));

    assertThat(objective.rewards(new double[] {1, 1}, new double[] {3, 3}, 4))
        .containsExactly(new double[] {-0.5, -0.5}, within(1e-12));
    assertThat(objective.rewards(new double[] {0, 1}, new double[] {1, 3}, 4))
        .containsExactly(0, 1);
  }

  private static Trial trial(int number, String model, double[] scores, double cost) {
    int[] tasks = java.util.stream.IntStream.range(0, scores.length).toArray();
    double[] latencies = new double[scores.length];
    Arrays.fill(latencies, 1);
    CollaborationGraph graph = CollaborationGraph.single("assistant", model);
    return new Trial(
        number,
        Split.SEARCH,
        1,
        new Proposal(graph, "sample", tasks),
        tasks,
        scores,
        latencies,
        1,
        cost,
        cost,
        new ArrayList<>());
  }

  private SearchResult run(String search, String strategy, Map<String, String> more) {
    Map<String, String> overrides = new TreeMap<>(more);
    overrides.put("search.iterations", "5");
    overrides.put("search.graphsPerIteration", "6");
    overrides.put("search.tasksPerGraph", "10");
    overrides.put("splits.validation", "40");
    overrides.put("splits.test", "20");
    return Suites.run(
        directory,
        Suites.yaml("math", 18).replace("strategy: random", search),
        strategy,
        overrides,
        2);
  }
}
