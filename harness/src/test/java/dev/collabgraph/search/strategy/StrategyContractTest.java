package dev.collabgraph.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every strategy keeps to, whoever wrote it: runs over all that are registered. Scores come
 * from a formula, so that nothing but the strategy is tested.
 */
class StrategyContractTest {
  private static final int ITERATIONS = 7;

  @TempDir Path directory;

  /** The score of a trial's task. */
  private interface Scores {
    double of(Proposal proposal, int trial, int task);
  }

  private static final Scores MIXED =
      (proposal, trial, task) ->
          Math.floorMod(31 * proposal.graph().digest().hashCode() + 7 * task, 5) < 2 ? 1 : 0;

  static Stream<String> all() {
    return Strategies.ids().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyGraphKeepsTheBudgetAndEveryTaskIsOfTheSplit(String id) {
    for (double units : List.of(1.0, 3.0, large(id))) {
      StrategyContext context = context(id, units, 3);
      List<List<Proposal>> batches = drive(context, MIXED, UnaryOperator.identity());

      assertThat(batches).as("%s at %s units", id, units).isNotEmpty();
      for (Proposal each : batches.stream().flatMap(List::stream).toList()) {
        assertThat(context.space().costs().cost(each.graph()))
            .isLessThanOrEqualTo(context.space().limit());
        assertThat(each.graph().size()).isLessThanOrEqualTo(context.space().slots());
        assertThat(each.tasks()).isNotEmpty().doesNotHaveDuplicates();
        for (int task : each.tasks()) {
          assertThat(task).isBetween(0, context.searchTasks() - 1);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneUnitBuysOneNode(String id) {
    assertThat(drive(context(id, 1, 4), MIXED, UnaryOperator.identity()).stream())
        .flatMap(batch -> batch)
        .isNotEmpty()
        .allMatch(each -> each.graph().size() == 1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderInWhichABatchIsToldDoesNotMatter(String id) {
    StrategyContext context = context(id, large(id), 5);

    assertThat(drive(context, MIXED, StrategyContractTest::reversed))
        .isEqualTo(drive(context, MIXED, UnaryOperator.identity()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSeedFixesEveryBatchAndAnotherSeedGivesOthers(String id) {
    List<List<Proposal>> once = drive(context(id, large(id), 6), MIXED, UnaryOperator.identity());

    assertThat(drive(context(id, large(id), 6), MIXED, UnaryOperator.identity())).isEqualTo(once);
    assertThat(drive(context(id, large(id), 7), MIXED, UnaryOperator.identity()))
        .isNotEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("all")
  void inconclusiveTasksAndTrialsDoNotStopIt(String id) {
    Scores some =
        (proposal, trial, task) ->
            trial % 3 == 1 || task % 40 == 0 ? Double.NaN : MIXED.of(proposal, trial, task);
    Scores none = (proposal, trial, task) -> Double.NaN;

    for (Scores scores : List.of(some, none)) {
      StrategyContext context = context(id, large(id), 8);
      List<List<Proposal>> batches = drive(context, scores, UnaryOperator.identity());
      assertThat(batches).hasSizeGreaterThan(1);
      assertThat(batches.stream().flatMap(List::stream))
          .allMatch(each -> context.space().costs().cost(each.graph()) <= context.space().limit());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void tiesAreBrokenTheSameWayEveryTime(String id) {
    Scores tied = (proposal, trial, task) -> 1;
    StrategyContext context = context(id, large(id), 9);

    assertThat(drive(context, tied, StrategyContractTest::reversed))
        .hasSizeGreaterThan(1)
        .isEqualTo(drive(context, tied, UnaryOperator.identity()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSearchThatIsStoppedMidwayIsToldSo(String id) {
    StrategyContext context = context(id, large(id), 10);
    SearchStrategy strategy = Strategies.create(context);
    List<Proposal> batch = strategy.ask(new SearchStrategy.Plan(1, ITERATIONS, 0, 1000));
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      int ran = i == 0 ? 2 : 0;
      trials.add(trial(context, i, 1, batch.get(i), ran, MIXED));
    }
    strategy.tell(trials);

    assertThat(strategy.explain()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aWholeSearchEndsWithinItsCalls(String id) {
    SearchResult result =
        Suites.run(
            directory,
            Suites.yaml("math", large(id)),
            id,
            Map.of("spend.calls", "900", "search.seed", "11"),
            1);

    assertThat(result.status()).isEqualTo(SearchResult.Status.OK);
    assertThat(result.winner().costUnits()).isLessThanOrEqualTo(large(id));
    assertThat(result.bill().calls()).isBetween(1L, 900L);
  }

  /** The most units a strategy is asked to search with: more for those that take any space. */
  private static double large(String id) {
    return id.equals("exhaustive") ? 3.5 : 18;
  }

  private static List<Trial> reversed(List<Trial> trials) {
    List<Trial> reversed = new ArrayList<>(trials);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<List<Proposal>> drive(
      StrategyContext context, Scores scores, UnaryOperator<List<Trial>> order) {
    SearchStrategy strategy = Strategies.create(context);
    List<List<Proposal>> batches = new ArrayList<>();
    int number = 0;
    for (int iteration = 1; iteration <= ITERATIONS; iteration++) {
      List<Proposal> batch =
          strategy.ask(new SearchStrategy.Plan(iteration, ITERATIONS, 0, Long.MAX_VALUE));
      if (batch.isEmpty()) {
        break;
      }
      batches.add(List.copyOf(batch));
      List<Trial> trials = new ArrayList<>();
      for (Proposal each : batch) {
        trials.add(trial(context, number++, iteration, each, each.tasks().length, scores));
      }
      strategy.tell(order.apply(trials));
    }
    return batches;
  }

  private static Trial trial(
      StrategyContext context,
      int number,
      int iteration,
      Proposal proposal,
      int ran,
      Scores scores) {
    int[] tasks = java.util.Arrays.copyOf(proposal.tasks(), ran);
    double[] score = new double[ran];
    double[] latency = new double[ran];
    for (int i = 0; i < ran; i++) {
      score[i] = scores.of(proposal, number, tasks[i]);
      latency[i] = Double.isNaN(score[i]) ? Double.NaN : 1;
    }
    double units = context.space().costs().cost(proposal.graph()) / 1e9;
    return new Trial(
        number,
        Split.SEARCH,
        iteration,
        proposal,
        tasks,
        score,
        latency,
        ran,
        units,
        units,
        List.of());
  }

  private StrategyContext context(String id, double units, long seed) {
    Map<String, String> overrides = new TreeMap<>();
    overrides.put("search.strategy", id);
    overrides.put("search.seed", Long.toString(seed));
    overrides.put("search.iterations", Integer.toString(ITERATIONS));
    overrides.put("search.graphsPerIteration", "4");
    overrides.put("search.tasksPerGraph", "6");
    SuiteDefinition suite = Suites.load(directory, Suites.yaml("math", units), overrides);
    return Suites.context(directory, suite);
  }
}
