package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Baseline;
import dev.collabgraph.search.SearchResult.BaselineKind;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.candidates.Baselines;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedBaselineTest {
  private static final Map<String, String> SMALL =
      Map.of(
          "search.iterations", "2",
          "search.graphsPerIteration", "3",
          "search.tasksPerGraph", "5",
          "splits.search", "20",
          "splits.validation", "40",
          "splits.test", "40");

  @TempDir Path directory;

  @Test
  void aResultHoldsOneFixedTopologyMeasuredAsTheOthersAre() {
    SearchResult result = run("math", 12, Map.of());
    List<Baseline> fixed = fixed(result);

    assertThat(fixed).hasSize(1);
    assertThat(fixed.get(0).name()).matches("fixed: [a-z-]+ of \\d+ x llama-\\db");
    assertThat(fixed.get(0).withinBudget()).isTrue();
    assertThat(fixed.get(0).costUnits()).isLessThanOrEqualTo(12);
    assertThat(fixed.get(0).validation().n()).isEqualTo(40);
    assertThat(fixed.get(0).test().n()).isEqualTo(40);
  }

  @Test
  void everyCandidateFitsTheBudgetAndIsThereOnce() {
    try (SearchSession session =
        Sessions.open(
            Suites.load(directory, Suites.yaml("math", 42), Map.of()),
            SearchRuntime.of(directory, directory),
            Archive::inMemory,
            false)) {
      List<Baselines.Candidate> all = FixedBaseline.candidates(session.setup().space());

      assertThat(all).hasSizeGreaterThan(10);
      assertThat(all).extracting(each -> each.graphs().get(0).digest()).doesNotHaveDuplicates();
      assertThat(all).extracting(Baselines.Candidate::name).doesNotHaveDuplicates();
      assertThat(all).allSatisfy(each -> assertThat(each.costUnits()).isLessThanOrEqualTo(42));
    }
  }

  @Test
  void aCapThatLeavesNothingLeavesItOutAndIsNotPassed() {
    for (int cap : new int[] {300, 1000, 3000}) {
      SearchResult result = run("math", 12, Map.of("spend.calls", Integer.toString(cap)));

      assertThat(result.bill().calls()).isLessThanOrEqualTo(cap);
      assertThat(fixed(result)).hasSizeLessThanOrEqualTo(1);
      if (cap == 300) {
        assertThat(fixed(result)).isEmpty();
      }
    }
  }

  @Test
  void theDifferenceFromTheBestBaselineHasItsExactTest() {
    SearchResult result = run("math", 12, Map.of());

    assertThat(result.verdict().test()).isEqualTo("mcnemar");
    assertThat(result.verdict().pValue()).isBetween(0.0, 1.0);
    if (result.verdict().beatsBestBaseline()) {
      assertThat(result.verdict().pValue()).isLessThan(0.1);
    }
  }

  @Test
  void whereASingleModelIsBestTheSearchReturnsItAndSaysSo() {
    // 9 units pay for one call of the 8B, or small mixes that are far behind it on this pool.
    Map<String, String> more =
        Map.of(
            "search.iterations", "8",
            "search.tasksPerGraph", "20",
            "search.graphsPerIteration", "8",
            "splits.search", "200",
            "splits.validation", "100",
            "splits.test", "200");
    SearchResult result = run("mmlu", 9, more);

    assertThat(result.winner().graph().size()).isEqualTo(1);
    assertThat(result.winner().graph().node(0).model()).isEqualTo("llama-8b");
    assertThat(result.verdict().beatsBestBaseline()).isFalse();
    assertThat(result.verdict().bestBaseline()).isEqualTo("llama-8b");
    assertThat(result.verdict().text())
        .contains("the searched graph is the best baseline itself, llama-8b, so searching gained")
        .doesNotContain("single model");
  }

  @Test
  void aGraphOfSeveralCallsIsHeldAgainstTheBestSingleModelToo() {
    SearchResult result = run("math", 18, Map.of("splits.test", "300", "splits.validation", "200"));
    SearchResult.Baseline single =
        result.baselines().stream()
            .filter(each -> each.name().equals("llama-8b"))
            .findFirst()
            .orElseThrow();
    double over = 100 * (result.winner().test().score() - single.test().score());

    assertThat(result.winner().graph().size()).isGreaterThan(1);
    assertThat(result.verdict().text())
        .contains(
            String.format(
                Locale.ROOT,
                " Against the best single model, llama-8b at %.1f %%, it has %+.1f points (",
                100 * single.test().score(),
                over));
  }

  @Test
  void withoutAValidationSplitTheVerdictSaysWhyNoBaselineIsCompared() {
    SearchResult result = run("math", 12, Map.of("splits.validation", "0"));

    assertThat(result.verdict().text())
        .contains("splits.validation is 0, so no baseline was chosen");
    assertThat(result.verdict().bestBaseline()).isNull();
    assertThat(fixed(result)).isEmpty();
  }

  private SearchResult run(String pool, int units, Map<String, String> more) {
    Map<String, String> overrides = new TreeMap<>(SMALL);
    overrides.putAll(more);
    return Suites.run(directory, Suites.yaml(pool, units), "agent-reinforce", overrides, 2);
  }

  private static List<Baseline> fixed(SearchResult result) {
    return result.baselines().stream().filter(each -> each.kind() == BaselineKind.FIXED).toList();
  }
}
