package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.collabgraph.report.Reports;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.SearchResult.Status;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.suite.SuiteDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchFaultsTest {
  @TempDir Path directory;

  @Test
  void allCallsFailingIsInconclusiveAndScoresNothing() throws IOException {
    SearchException failure = fails(Map.of());

    SearchResult result = failure.result().orElseThrow();
    assertThat(failure).hasMessageContaining("The line is cut on purpose");
    assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
    assertThat(result.winner()).isNull();
    assertThat(result.history()).allMatch(point -> Double.isNaN(point.best().score()));
    Reports.Written written = Reports.write(result, directory.resolve("out"));
    assertThat(Files.readString(written.result()))
        .contains("\"status\": \"inconclusive\"")
        .contains("\"winner\": null")
        .doesNotContain("NaN");
    assertThat(directory.resolve("out/best.graph.json")).doesNotExist();
    assertThat(Files.readString(directory.resolve("out/trials.jsonl")))
        .contains("\"status\":\"inconclusive\"")
        .doesNotContain("\"scores\":[0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search.agent | llama-1b | random | asks no agent",
        "search.topology | {sink: {minInputs: 50}} | random | sink.minInputs 50",
        "models.llama-1b.name | none | random | no model named \"none\"",
        "providers.sim.type | nothing | random | Provider type \"nothing\"",
        "providers.sim.noiseSeeed | 1 | random | noiseSeeed",
      })
  void whatIsWrongBeforeTheFirstCallLeavesNoFile(
      String path, String value, String strategy, String says) {
    assertThatThrownBy(
            () ->
                Suites.run(
                    directory, Suites.yaml("math", 12), strategy, with(Map.of(path, value)), 2))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining(says);
    assertThat(directory.resolve("out")).doesNotExist();
  }

  /** As every other key of the file: what, its value, the rule, where. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reinforce | learningRate: 20 | options.learningRate is 20, expected a number from | 13:27",
        "reinforce | learningrate: 0.1 | it knows entropy, floor, learningRate. (| 13:13",
        "agent-reinforce | racing: often | options.racing is often, expected true or false. (| 13:21",
      })
  void whatIsWrongInOptionsIsSaidWithLineAndColumn(
      String strategy, String option, String says, String place) {
    String yaml =
        Suites.yaml("math", 12).replace("strategy: random", "strategy: " + strategy)
            + "  options: {"
            + option
            + "}\n";

    assertThatThrownBy(() -> Suites.run(directory, yaml, strategy, with(Map.of()), 2))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining(says)
        .hasMessageContaining("(" + directory.resolve("suite.yaml") + ":" + place + ")");
    assertThatThrownBy(
            () ->
                Suites.run(
                    directory,
                    Suites.yaml("math", 12),
                    strategy,
                    with(Map.of("search.options.x", "1")),
                    2))
        .hasMessageContaining("(-Dcollabgraph.set.search.options.x)");
  }

  @Test
  void withoutABaselineNothingIsSaidAboutPayingOff() throws IOException {
    SearchResult result =
        Suites.run(
            directory,
            Suites.yaml("math", 6),
            "random",
            with(Map.of("spend.calls", "10", "search.tasksPerGraph", "5")),
            2);

    assertThat(result.verdict().bestBaseline()).isNull();
    assertThat(Files.readString(Reports.write(result, directory).markdown()))
        .contains("Pays off: unknown, for no baseline was scored");
  }

  @Test
  void aProviderThatRefusesForGoodStopsTheSearchAtOnce() throws IOException {
    SearchException failure =
        fails(Map.of("providers.sim.kind", "fatal", "providers.sim.every", "40"));

    assertThat(failure).hasMessageContaining("run the same command again");
    assertThat(failure.result().orElseThrow().ended()).isEqualTo(Ended.OUTAGE);
    assertThat(failure.result().orElseThrow().history()).hasSizeLessThan(3);
  }

  @Test
  @Timeout(60)
  void aWorkerThatRunsOutOfMemoryFailsTheSearchAndDoesNotHangIt() {
    Map<String, String> memory =
        Map.of("providers.sim.memory", "true", "providers.sim.every", "40");

    assertThatThrownBy(() -> Suites.run(directory, faulty(), "random", with(memory), 2))
        .hasStackTraceContaining("java.lang.OutOfMemoryError: on purpose");
    assertThat(directory.resolve("result.json")).doesNotExist();
  }

  @Test
  void rareFailuresCountNeitherWayAndAreReported() throws IOException {
    SearchResult result =
        Suites.run(directory, faulty(), "random", with(Map.of("providers.sim.every", "500")), 2);

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.run().failures()).isPositive();
    assertThat(result.verdict().doubts())
        .anySatisfy(doubt -> assertThat(doubt).contains("count neither way"));
  }

  @Test
  void withoutUsageTheBillIsUnknownAndNotNought() throws IOException {
    SearchResult result =
        Suites.run(
            directory,
            faulty(),
            "random",
            with(Map.of("providers.sim.every", "1000000", "providers.sim.usage", "false")),
            2);

    assertThat(result.bill().inputTokens()).isEqualTo(-1);
    assertThat(result.bill().flops()).isNaN();
    assertThat(result.winner().measuredUnits()).isNaN();
    assertThat(Files.readString(Reports.write(result, directory).result()))
        .contains("\"flops\": null");
  }

  @Test
  void theCapOnCallsIsNeverPassedAndTheFinalIsStillHeld() {
    for (long cap : new long[] {1500, 4000, 9000}) {
      SearchResult result =
          Suites.run(
              directory,
              Suites.yaml("math", 18),
              "agent-reinforce",
              Map.of("spend.calls", Long.toString(cap), "search.iterations", "50"),
              2);

      assertThat(result.bill().calls()).isBetween(cap / 4, cap);
      assertThat(result.winner().validation().n()).isPositive();
      assertThat(result.winner().test().n()).isPositive();
      assertThat(result.verdict().doubts()).isNotEmpty();
    }
  }

  @Test
  void aCapOnDollarsWithAnUnknownPriceIsRefusedBeforeAnyCall() throws IOException {
    SearchException failure = fails(Map.of("spend.usd", "1"));

    assertThat(failure).hasMessageContaining("spend.usd").hasMessageContaining("price");
    assertThat(failure.result()).isEmpty();
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void aCapOnDollarsIsKept() {
    SearchResult result =
        Suites.run(
            directory,
            Suites.yaml("math", 18),
            "random",
            Map.of("spend.usd", "0.2", "search.iterations", "100"),
            2);

    assertThat(result.bill().usd()).isBetween(0.02, 0.2);
    assertThat(result.ended()).isEqualTo(Ended.SPEND);
  }

  @Test
  void theMinutesEndTheSearchAndLeaveTimeForTheFinal() {
    AtomicLong ticks = new AtomicLong();
    SuiteDefinition suite =
        Suites.load(
            directory,
            Suites.yaml("math", 12),
            Map.of("spend.minutes", "1", "search.iterations", "100000"));
    SearchResult result =
        Search.run(
            suite,
            SearchRuntime.of(directory.resolve("out"), directory)
                .withThreads(2)
                .withNanoClock(() -> ticks.addAndGet(20_000_000L)));

    assertThat(result.ended()).isEqualTo(Ended.MINUTES);
    assertThat(result.winner()).isNotNull();
    assertThat(result.verdict().doubts())
        .anySatisfy(doubt -> assertThat(doubt).contains("minutes ran out"));
  }

  @Test
  void cancellingKeepsWhatIsKnown() {
    AtomicInteger iterations = new AtomicInteger();
    SearchRuntime runtime =
        SearchRuntime.of(directory.resolve("out"), directory)
            .withThreads(2)
            .withListener(
                new SearchListener() {
                  @Override
                  public void iteration(Progress progress) {
                    iterations.incrementAndGet();
                  }
                })
            .withCancelled(() -> iterations.get() >= 2);
    SearchResult result =
        Search.run(Suites.load(directory, Suites.yaml("math", 12), Map.of()), runtime);

    assertThat(result.ended()).isEqualTo(Ended.SIGNAL);
    assertThat(result.winner().search().n()).isPositive();
    assertThat(result.winner().validation().n()).isZero();
    assertThat(iterations.get()).isLessThan(5);
  }

  private SearchException fails(Map<String, String> overrides) {
    return catchThrowableOfType(
        SearchException.class, () -> Suites.run(directory, faulty(), "random", with(overrides), 2));
  }

  private static Map<String, String> with(Map<String, String> overrides) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "search.iterations", "4",
                "search.graphsPerIteration", "4",
                "search.tasksPerGraph", "20",
                "splits.validation", "40",
                "splits.test", "40"));
    all.putAll(overrides);
    return all;
  }

  private static String faulty() {
    String sizes = "provider: sim, params: 1.0e9, layers: 16, hidden: 2048";
    return Suites.yaml("math", 6)
        .replace("type: simulated}", "type: faulty}")
        .replace("provider: sim, name: llama-1b", sizes + ", name: a")
        .replace("provider: sim, name: llama-3b", sizes + ", name: b")
        .replace("provider: sim, name: llama-8b", sizes + ", name: c");
  }
}
