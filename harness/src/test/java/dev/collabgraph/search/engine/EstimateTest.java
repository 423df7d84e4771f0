package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.search.SearchEstimate;
import dev.collabgraph.search.SearchEstimate.Amount;
import dev.collabgraph.search.SearchEstimate.Lengths;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.suite.SuiteDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateTest {
  @TempDir Path directory;
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void tasks() throws IOException {
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      tasks.append("{\"question\":\"What is %d less %d?\",\"answer\":\"7\"}\n".formatted(i + 7, i));
    }
    Files.writeString(directory.resolve("tasks.jsonl"), tasks);
  }

  /** The yardstick is the bill of the search itself. */
  @ParameterizedTest
  @ValueSource(strings = {"random", "agent-reinforce", "reinforce", "tpe", "fixed:star"})
  void whatIsExpectedIsNearWhatTheSearchThenUsesAndTheWorstIsAbove(String strategy) {
    SuiteDefinition suite = suite("", "price: {input: 1.0, output: 4.0}", strategy);
    SearchEstimate estimate = estimate(suite, false);

    SearchResult.Bill bill = Search.run(suite, runtime()).bill();

    near(estimate.calls(), bill.calls());
    near(estimate.tokens(), bill.inputTokens() + bill.outputTokens());
    near(estimate.flops(), bill.flops());
    near(estimate.usd(), bill.usd());
    assertThat(estimate.lengths()).isEqualTo(Lengths.DECLARED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b",
        "{id: grader, provider: local, name: right-9, maxTokens: 64, price: {input: 5.0, output: 20.0}}"
      })
  void gradingByAModelIsPartOfIt(String model) {
    SuiteDefinition suite =
        suite(
            "",
            "price: {input: 1.0, output: 4.0}",
            "random",
            "scorer",
            "{type: judge, rubric: It is 7., model: " + model + "}");
    SearchEstimate estimate = estimate(suite, false);

    SearchResult.Bill bill = Search.run(suite, runtime()).bill();

    near(estimate.calls(), bill.calls());
    somewhatAbove(estimate.tokens(), bill.inputTokens() + bill.outputTokens());
    somewhatAbove(estimate.usd(), bill.usd());
    SearchEstimate unjudged =
        estimate(suite("", "price: {input: 1.0, output: 4.0}", "random"), false);
    assertThat(estimate.calls().expected()).isGreaterThan(1.3 * unjudged.calls().expected());
  }

  /** Answers of few words are often the same, and then graded once, which nobody can foresee. */
  private static void somewhatAbove(Amount amount, double used) {
    assertThat(amount.expected()).isBetween(0.9 * used, 1.7 * used);
    assertThat(amount.worst()).isGreaterThan(amount.expected());
  }

  private static void near(Amount amount, double used) {
    assertThat(amount.expected()).isCloseTo(used, within(0.3 * used));
    assertThat(amount.worst()).isGreaterThan(used).isGreaterThan(amount.expected());
  }

  @Test
  void anAgentIsReckonedWithForStrategiesThatAskItAndNotForOthers() {
    SuiteDefinition with = suite("", "", "agent-reinforce", "search.agent", "a");
    List<String> strategies = List.of("agent-reinforce", "random", "reinforce");
    List<SearchEstimate> all = Search.estimate(with, runtime(), false, strategies);
    List<SearchEstimate> without =
        Search.estimate(suite("", "", "agent-reinforce"), runtime(), false, strategies);

    assertThat(all).extracting(SearchEstimate::strategy).isEqualTo(strategies);
    assertThat(all.get(0).calls().expected()).isGreaterThan(without.get(0).calls().expected());
    assertThat(all.subList(1, 3)).isEqualTo(without.subList(1, 3));
  }

  @Test
  void nobodyIsAskedAndNothingIsWritten() {
    estimate(suite("", "", "random"), false);

    assertThat(asked).hasValue(0);
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void whatNobodyKnowsIsUnknownAndNotNought() {
    SearchEstimate estimate = estimate(suite("", "", "random"), false);

    assertThat(estimate.usd().expected()).isNaN();
    assertThat(estimate.minutes().expected()).isNaN();
    assertThat(estimate.line()).contains("US dollars unknown").contains("minutes unknown");
  }

  @Test
  void aProbeMeasuresLengthsAndLatencies() {
    SuiteDefinition suite = suite("undeclared", "", "random");
    SearchEstimate assumed = estimate(suite, false);
    SearchEstimate measured = estimate(suite, true);

    assertThat(asked).hasValue(2 * TokenProbe.TASKS);
    assertThat(assumed.lengths()).isEqualTo(Lengths.ASSUMED);
    assertThat(assumed.line()).contains("assumed");
    assertThat(measured.lengths()).isEqualTo(Lengths.MEASURED);
    assertThat(measured.minutes().expected())
        .as("%s calls of about 0.6 s, four at a time", measured.calls().expected())
        .isCloseTo(measured.calls().expected() * 0.6 / 4 / 60, within(0.2));
    assertThat(measured.minutes().worst()).isGreaterThan(measured.minutes().expected());
  }

  @ParameterizedTest
  @CsvSource({"spend.calls, 300", "spend.usd, 0.01", "spend.minutes, 0.5"})
  void noAmountIsAboveItsCap(String cap, double value) {
    SuiteDefinition suite =
        suite("", "price: {input: 1.0, output: 4.0}", "random", cap, Double.toString(value));
    SearchEstimate estimate = estimate(suite, true);
    Amount capped =
        cap.endsWith("calls")
            ? estimate.calls()
            : cap.endsWith("usd") ? estimate.usd() : estimate.minutes();

    assertThat(capped.expected()).isLessThanOrEqualTo(value).isPositive();
    assertThat(capped.worst()).isLessThanOrEqualTo(value);
  }

  @Test
  void aSearchThatPaysSaysWhatItExpectsBeforeItsFirstCall() {
    List<String> told = new ArrayList<>();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void note(String line) {
            told.add(asked.get() + " " + line);
          }
        };
    Search.run(suite("", "", "random"), runtime().withListener(listener));

    assertThat(told.get(0)).startsWith("0 Estimate for random: ");
    told.clear();
    asked.set(0);
    Search.run(suite("undeclared", "", "random"), runtime().withListener(listener));
    assertThat(told.get(0)).startsWith("0 Measuring the lengths").contains(" 10 calls");
    assertThat(told.get(1)).startsWith("10 Estimate for random: ");
  }

  private SearchEstimate estimate(SuiteDefinition suite, boolean probe) {
    return Search.estimate(suite, runtime(), probe, List.of(suite.search().strategy())).get(0);
  }

  private SearchRuntime runtime() {
    return SearchRuntime.of(directory.resolve("out"), directory)
        .withProviders(new CountedAnswers.Counting(directory, asked));
  }

  private SuiteDefinition suite(String tokens, String price, String strategy, String... set) {
    String yaml =
        """
        suite: estimated
        tasks: {format: jsonl, path: tasks.jsonl, question: question, answer: answer%s}
        splits: {search: 24, validation: 12, test: 12, seed: 7}
        scorer: {type: numeric}
        providers: {local: {type: counted-answers}}
        models:
          - {id: a, family: f, provider: local, name: right-4, maxTokens: 64, params: 1.0e9, layers: 16, hidden: 2048%s}
          - {id: b, family: f, provider: local, name: right-6, maxTokens: 64, params: 3.0e9, layers: 28, hidden: 3072%s}
        search: {budget: {metric: flops, units: 5}, iterations: 6, graphsPerIteration: 5, tasksPerGraph: 8, finalists: 2}
        """
            .formatted(
                tokens.isEmpty() ? ", inputTokens: 30, outputTokens: 11" : "",
                price.isEmpty() ? "" : ", " + price,
                price.isEmpty() ? "" : ", " + price);
    Map<String, String> all = new java.util.TreeMap<>(Map.of("search.strategy", strategy));
    for (int i = 0; i < set.length; i += 2) {
      all.put(set[i], set[i + 1]);
    }
    return Suites.load(directory, yaml, all);
  }
}
