package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.compare.Comparison;
import dev.collabgraph.compare.Comparison.Best;
import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Pair;
import dev.collabgraph.compare.Comparison.Point;
import dev.collabgraph.compare.Comparison.Reach;
import dev.collabgraph.compare.Comparison.Row;
import dev.collabgraph.compare.Entrant;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareReportsTest {
  @TempDir Path directory;

  @Test
  void theTableIsReadableInAHundredColumnsAndSaysWhatTheFirstCanClaim() {
    List<String> lines = CompareText.lines(comparison("math", 0.60));

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(lines)
        .contains(
            "18 units of flops, at most 3,600 calls a search.",
            "Best known: 60.0 % (width 1, depth 1), random search 50.0 %.",
            "> agent-reinforce              55.0 54.0 to 56.0    0.50    1,200 (2/3)",
            "  random                       50.0 49.0 to 51.0    1.00    3,600 (0/3)  +5.0 (+4.0 to +6.0)   0.020",
            "agent-reinforce is first by mean score in 1 of 1 budgets, significantly against every other in 1.");
  }

  @Test
  void aBudgetWithLittleBetweenBestAndRandomIsShownButNotCounted() {
    List<String> lines = CompareText.lines(comparison("math", 0.515));

    assertThat(lines)
        .contains(
            "At 18 units less than 2 points lie between best-known and random: not counted.",
            "agent-reinforce is first by mean score in 0 of 0 budgets, significantly against every other in 0.");
  }

  @Test
  void equalComparisonsGiveEqualBytesInEveryLocale() throws IOException {
    Locale before = Locale.getDefault();
    List<byte[]> written = new ArrayList<>();
    try {
      for (Locale locale : List.of(Locale.ROOT, Locale.GERMANY, new Locale("ar", "EG"))) {
        Locale.setDefault(locale);
        Path folder = directory.resolve(locale.toString() + "x");
        CompareReports.write(comparison("math", 0.60), folder);
        StringBuilder all = new StringBuilder();
        for (String name :
            List.of(
                "compare.json", "compare.csv", "compare-curve.csv", "compare.md", "compare.html")) {
          all.append(Files.readString(folder.resolve(name)));
        }
        written.add(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    } finally {
      Locale.setDefault(before);
    }

    assertThat(written.get(1)).isEqualTo(written.get(0));
    assertThat(written.get(2)).isEqualTo(written.get(0));
  }

  @Test
  void theJsonHoldsEveryFigureAndNullForWhatIsUnknown() throws IOException {
    CompareReports.write(comparison("math", 0.60), directory);
    JsonNode json =
        new ObjectMapper().readTree(Files.readString(directory.resolve("compare.json")));

    assertThat(json.at("/formatVersion").intValue()).isEqualTo(1);
    assertThat(json.at("/budgets/0/best/score").doubleValue()).isEqualTo(0.60);
    assertThat(json.at("/budgets/0/rows/1/returned")).hasSize(1);
    assertThat(json.at("/budgets/0/rows/1/returned/0/seeds").toString()).isEqualTo("[1,2,3]");
    assertThat(json.at("/budgets/0/rows/1/returned/0/graph/sink").textValue()).isEqualTo("n0");
    assertThat(json.at("/budgets/0/rows/0/normalisedRegret/value").doubleValue()).isEqualTo(0.5);
    assertThat(json.at("/budgets/0/rows/0/normalisedRegret/low").isNull()).isTrue();
    assertThat(json.at("/budgets/0/rows/0/reaches/1/firstOverThis/value").doubleValue())
        .isEqualTo(1);
    assertThat(json.at("/budgets/0/pairs/0/holm").doubleValue()).isEqualTo(0.02);
    assertThat(json.at("/budgets/0/rows/1/scores")).hasSize(3);
  }

  @Test
  void namesAreInertInEveryFile() throws IOException {
    CompareReports.write(comparison("=cmd|<b>,\"x\"\u001b", 0.60), directory);

    assertThat(Files.readString(directory.resolve("compare.html")))
        .doesNotContain("<b>")
        .doesNotContain("\u001b")
        .contains("&lt;b&gt;");
    assertThat(Files.readString(directory.resolve("compare.csv")).lines().skip(1))
        .allSatisfy(line -> assertThat(line).startsWith("\"'=cmd|<b>,\"\"x\"\""));
    assertThat(Files.readString(directory.resolve("compare.md"))).doesNotContain("=cmd|<b>");
  }

  private static Comparison comparison(String suite, double best) {
    CollaborationGraph graph = CollaborationGraph.single("assistant", "llama-8b");
    return new Comparison(
        suite,
        "identity",
        "flops",
        "4000 fresh tasks with fresh noise",
        3,
        Entrant.list("agent-reinforce"),
        List.of(
            new Budget(
                18,
                3600,
                Optional.of(new Best(graph, best, false)),
                0.50,
                List.of(
                    row("agent-reinforce", 0.55, 0.5, 2, 1200), row("random", 0.50, 1, 0, 3600)),
                List.of(
                    new Pair(
                        "agent-reinforce",
                        "random",
                        new Interval(0.05, 0.04, 0.06, 3),
                        0.01,
                        0.02)))));
  }

  private static Row row(String label, double score, double regret, int reached, double calls) {
    Interval alone = new Interval(regret, Double.NaN, Double.NaN, 3);
    List<Reach> reaches = new ArrayList<>();
    for (double share : Comparison.SHARES) {
      reaches.add(
          new Reach(
              share,
              reached,
              new Interval(calls, Double.NaN, Double.NaN, 3),
              new Interval(1200 / calls, Double.NaN, Double.NaN, 3)));
    }
    return new Row(
        label,
        List.of(score - 0.01, score, score + 0.01),
        Collections.nCopies(3, CollaborationGraph.single("assistant", label)),
        new Interval(score, score - 0.01, score + 0.01, 3),
        alone,
        alone,
        3500,
        3000,
        2,
        2,
        reaches,
        List.of(
            new Point(1800, new Interval(score - 0.02, score - 0.03, score, 3)),
            new Point(3600, new Interval(score, score - 0.01, score + 0.01, 3))));
  }
}
