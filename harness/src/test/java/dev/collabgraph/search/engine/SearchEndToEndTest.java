package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.report.ConsoleSummary;
import dev.collabgraph.report.Reports;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.SearchResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchEndToEndTest {
  private static final Map<String, String> SMALL =
      Map.of(
          "search.iterations", "3",
          "search.graphsPerIteration", "4",
          "search.tasksPerGraph", "10",
          "splits.validation", "30",
          "splits.test", "40");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"random", "reinforce", "agent-reinforce"})
  void findsAGraphWithinTheBudgetAndWritesAllFiles(String strategy) throws IOException {
    SearchResult result = run(Suites.yaml("math", 18), strategy, SMALL);

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.ended()).isEqualTo(Ended.ITERATIONS);
    assertThat(result.winner().costUnits()).isBetween(1.0, 18.0);
    assertThat(result.winner().test().n()).isEqualTo(40);
    assertThat(result.winner().validation().n()).isBetween(8, 30);
    assertThat(result.history()).hasSize(3);
    assertThat(result.baselines()).allSatisfy(each -> assertThat(each.test().n()).isEqualTo(40));
    assertThat(result.bill().calls())
        .isEqualTo(
            result.bill().searchCalls()
                + result.bill().validationCalls()
                + result.bill().testCalls());
    Reports.Written written = Reports.write(result, directory);
    assertThat(List.of(written.result(), written.graph(), written.html(), written.markdown()))
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
    assertThat(Files.readAllLines(directory.resolve("out/trials.jsonl"))).hasSizeGreaterThan(12);
    assertThat(ConsoleSummary.lines(result, written.html()))
        .allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]*"))
        .last()
        .isEqualTo("Report: " + written.html());
  }

  @Test
  void aBudgetBelowTheCheapestGraphIsOneErrorBeforeAnythingIsWritten() {
    String yaml =
        Suites.yaml("math", 2)
            .replace("strategy: random", "strategy: random\n  topology: {sink: {model: llama-8b}}");

    assertThatThrownBy(() -> run(yaml, "random", SMALL))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("2")
        .hasMessageContaining("below the cheapest graph");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void anUnknownStrategyIsRefusedWithTheNearestName() {
    assertThatThrownBy(() -> run(Suites.yaml("math", 18), "reenforce", SMALL))
        .hasMessageContaining("reinforce");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  private SearchResult run(String yaml, String strategy, Map<String, String> overrides) {
    return Suites.run(directory, yaml, strategy, overrides, 2);
  }
}
