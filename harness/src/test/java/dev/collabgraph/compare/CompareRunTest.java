package dev.collabgraph.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Row;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareRunTest {
  @TempDir Path directory;

  @Test
  void theSameSeedsGiveTheSameComparisonOnOneAndFourThreads() {
    Path suite = CompareFixture.suite(directory, "math");
    ComparePlan plan = CompareFixture.plan(suite, "reinforce", List.of(4.0), 3, "100/unit");
    Comparison one = run(plan, "one", 1);
    Comparison four = run(plan, "four", 4);

    assertThat(four).isEqualTo(one);
    assertThat(one.entrants()).extracting(Entrant::label).containsExactly("reinforce", "random");
  }

  @Test
  void anInterruptedComparisonGoesOnWhereItWasAndEndsAlike() {
    Path suite = CompareFixture.suite(directory, "math");
    ComparePlan plan = CompareFixture.plan(suite, "reinforce", List.of(4.0), 3, "100/unit");
    Path out = directory.resolve("cut");
    SearchRuntime cut = CompareFixture.runtime(out, suite, 1).withCancelled(() -> files(out) >= 2);

    assertThatThrownBy(() -> CompareRun.run(plan, cut, Truth.of(suite, Map.of())))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("stopped from outside");
    int kept = files(out);
    assertThat(kept).isBetween(1, 5);

    List<String> notes = new ArrayList<>();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void note(String line) {
            notes.add(line);
          }
        };
    SearchRuntime again = CompareFixture.runtime(out, suite, 2).withListener(listener);
    Comparison resumed = CompareRun.run(plan, again, Truth.of(suite, Map.of()));

    assertThat(notes).contains("6 searches, " + kept + " of them kept from before");
    assertThat(resumed).isEqualTo(run(plan, "uncut", 1));
  }

  @Test
  void anotherPlanDoesNotFindTheSearchesOfThisOne() {
    Path suite = CompareFixture.suite(directory, "math");
    run(CompareFixture.plan(suite, "random", List.of(4.0), 2, "100/unit"), "shared", 1);
    int before = files(directory.resolve("shared"));
    run(CompareFixture.plan(suite, "random", List.of(4.0), 2, "90/unit"), "shared", 1);

    assertThat(files(directory.resolve("shared"))).isEqualTo(before + 2); // the best is shared
  }

  @Test
  void aDamagedFileOfASearchIsSearchedAgain() throws IOException {
    Path suite = CompareFixture.suite(directory, "math");
    ComparePlan plan = CompareFixture.plan(suite, "random", List.of(4.0), 2, "100/unit");
    Comparison whole = run(plan, "damaged", 1);
    try (Stream<Path> files = Files.list(directory.resolve("damaged/cells"))) {
      for (Path file : files.toList()) {
        Files.writeString(file, Files.readString(file).substring(0, 60));
      }
    }

    assertThat(run(plan, "damaged", 1)).isEqualTo(whole);
  }

  @Test
  void noSearchPassesItsCallsAndTheFiguresHangTogether() {
    Path suite = CompareFixture.suite(directory, "math");
    Comparison comparison =
        run(
            CompareFixture.plan(
                suite,
                "agent-reinforce(iterations=10),agent-reinforce(insight1=false;iterations=10)",
                List.of(4.0, 6.0),
                5,
                "100/unit"),
            "calls",
            2);

    assertThat(comparison.budgets()).extracting(Budget::calls).containsExactly(400L, 600L);
    for (Budget budget : comparison.budgets()) {
      double best = budget.best().orElseThrow().score();
      for (Row row : budget.rows()) {
        assertThat(row.calls()).isPositive().isLessThanOrEqualTo(budget.calls());
        assertThat(row.searchCalls()).isLessThan(row.calls());
        assertThat(row.scores()).hasSize(5);
        assertThat(row.regret().value()).isCloseTo(best - row.score().value(), within(1e-12));
        assertThat(row.curve().get(19).score().value())
            .isCloseTo(row.score().value(), within(1e-12));
        assertThat(row.reaches()).hasSize(3);
        assertThat(row.reaches().get(0).calls().value())
            .isLessThanOrEqualTo(row.reaches().get(2).calls().value());
      }
      Row random = budget.rows().get(2);
      assertThat(random.label()).isEqualTo("random");
      assertThat(random.normalised().value()).isCloseTo(1, within(1e-9));
      assertThat(budget.rows().get(0).reaches().get(1).ratio().value()).isEqualTo(1);
      assertThat(budget.pairs()).hasSize(3);
      budget.pairs().forEach(pair -> assertThat(pair.holm()).isGreaterThanOrEqualTo(pair.p()));
    }
  }

  @Test
  void inASmallSpaceTheOptimumIsExactAndNothingReturnedIsBetterByMoreThanNoise() {
    Path suite = CompareFixture.suite(directory, "math");
    Budget budget =
        run(CompareFixture.plan(suite, "exhaustive", List.of(3.5), 2, "3000"), "small", 2)
            .budgets()
            .get(0);

    assertThat(budget.best().orElseThrow().exact()).isTrue();
    assertThat(budget.best().orElseThrow().graph()).isNotNull();
    budget
        .rows()
        .forEach(row -> assertThat(row.regret().value()).isGreaterThan(-0.03)); // 2 errors of noise
  }

  @Test
  void withoutAnOracleTheTestSplitJudges() {
    Path suite = CompareFixture.suite(directory, "math");
    ComparePlan plan = CompareFixture.plan(suite, "random", List.of(4.0), 3, "200/unit");
    Comparison comparison =
        CompareRun.run(plan, CompareFixture.runtime(directory.resolve("test"), suite, 2), null);

    assertThat(comparison.judged()).isEqualTo("the test split");
    Budget budget = comparison.budgets().get(0);
    assertThat(budget.best()).isEmpty();
    assertThat(budget.rows().get(0).curve()).isEmpty();
    assertThat(budget.rows().get(0).regret().known()).isFalse();
    // 100 test tasks: hundredths
    assertThat(budget.rows().get(0).scores())
        .allSatisfy(
            score -> assertThat(score * 100).isCloseTo(Math.rint(score * 100), within(1e-9)));
    assertThat(budget.rows().get(0).returned()).hasSize(3);
  }

  @Test
  void withoutAnOracleEqualGraphsOfAllSeedsScoreAlike() {
    Path suite = CompareFixture.suite(directory, "math");
    ComparePlan plan = CompareFixture.plan(suite, "fixed:single", List.of(2.0), 5, "200/unit");
    Comparison comparison =
        CompareRun.run(plan, CompareFixture.runtime(directory.resolve("test"), suite, 2), null);

    Row row = comparison.budgets().get(0).rows().get(0);
    assertThat(row.returned()).extracting(CollaborationGraph::size).containsOnly(1);
    assertThat(row.scores()).containsOnly(row.scores().get(0));
  }

  @Test
  void aStrategyThatRefusesIsNamedWithItsBudgetAndSeed() {
    Path suite = CompareFixture.suite(directory, "math");
    ComparePlan plan = CompareFixture.plan(suite, "exhaustive", List.of(18.0), 2, "500");

    assertThatThrownBy(() -> run(plan, "refused", 1))
        .isInstanceOf(SearchException.class)
        .hasMessageStartingWith("exhaustive, 18 units, seed 1: ")
        .hasMessageContaining("too large to try every graph");
  }

  @Test
  void theOracleNeverSeesATaskOfASearch() {
    // Tasks of a suite have numbers below 1,000,000; those of the oracle begin there.
    Path suite = CompareFixture.suite(directory, "math");
    Truth truth = Truth.of(suite, Map.of());
    CollaborationGraph single = CollaborationGraph.single("assistant", "llama-8b");

    assertThat(dev.collabgraph.simulated.TrueAccuracy.FIRST_TASK).isEqualTo(1_000_000);
    assertThat(truth.scores(single, 200, 1))
        .containsExactly(java.util.Arrays.copyOf(truth.scores(single, 500, 1), 200));
  }

  private Comparison run(ComparePlan plan, String out, int threads) {
    return CompareRun.run(
        plan,
        CompareFixture.runtime(directory.resolve(out), plan.suite(), threads),
        Truth.of(plan.suite(), Map.of()));
  }

  private static int files(Path out) {
    Path cells = out.resolve("cells");
    if (!Files.isDirectory(cells)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(cells)) {
      return (int) files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
