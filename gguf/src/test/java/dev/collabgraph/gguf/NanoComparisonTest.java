package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.compare.ComparePlan;
import dev.collabgraph.compare.CompareRun;
import dev.collabgraph.compare.Comparison;
import dev.collabgraph.compare.Entrant;
import dev.collabgraph.report.CompareReports;
import dev.collabgraph.report.CompareText;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The strategies side by side on the nano models, which are real: {@code mvn -Pheavy -pl
 * harness,nano,gguf test -Dtest=NanoComparisonTest -Dsurefire.failIfNoSpecifiedTests=false}. Writes
 * {@code docs/results/nano-compared.csv} and the tables and graphs of {@code nano-compared.md}.
 *
 * <p>Searches and answers are kept below {@code gguf/target/nano-compared}: an interrupted run goes
 * on. Seeds 1 to 10 and the sizes were fixed before the first run; {@code
 * -Dcollabgraph.nano.seeds=3} for fewer.
 */
@Tag("heavy")
class NanoComparisonTest {
  private static final Path RESULTS = Path.of("..", "docs", "results");
  private static final Path FOLDER = Path.of("target", "nano-compared");
  private static final int SEEDS = Integer.getInteger("collabgraph.nano.seeds", 10);
  private static final List<String> FAMILIES =
      List.of(System.getProperty("collabgraph.nano.families", "arith,lists").split(","));
  private static final String STRATEGIES =
      System.getProperty(
          "collabgraph.nano.strategies",
          "agent-reinforce(iterations=30),reinforce,tpe,textgrad,maao,"
              + "fixed:star,fixed:single,fixed:vote,random");
  private static final List<Double> BUDGETS =
      Arrays.stream(System.getProperty("collabgraph.nano.budgets", "8,16,32").split(","))
          .map(Double::valueOf)
          .toList();
  private static final String CALLS = System.getProperty("collabgraph.nano.calls", "60/unit");

  /** Whether the files below {@code docs/results} are written: with everything compared only. */
  private static final boolean WHOLE =
      System.getProperties().stringPropertyNames().stream()
          .noneMatch(name -> name.startsWith("collabgraph.nano."));

  @Test
  void strategiesOnRealModels() throws Exception {
    Assumptions.assumeTrue(Platform.current().built(), "no native library for this platform");
    List<Comparison> all = new ArrayList<>();
    for (String family : FAMILIES) {
      all.add(compare(family));
    }
    NanoComparisonTables tables = new NanoComparisonTables(all);
    Path out = WHOLE ? RESULTS : FOLDER;
    Files.writeString(out.resolve("nano-compared.csv"), tables.csv());
    Files.writeString(FOLDER.resolve("tables.md"), tables.markdown());

    assertThat(all)
        .flatExtracting(Comparison::budgets)
        .flatExtracting(Comparison.Budget::rows)
        .allSatisfy(row -> assertThat(row.scores()).hasSize(SEEDS))
        .allSatisfy(row -> assertThat(row.score().value()).isBetween(0.1, 1.0));
  }

  private static Comparison compare(String family) throws Exception {
    Path out = FOLDER.resolve(family).toAbsolutePath();
    Files.createDirectories(out);
    Path suite = Path.of("..", "nano", "examples", "nano-" + family + ".yaml");
    Path file = suite.toAbsolutePath().normalize();
    TreeMap<String, String> overrides = new TreeMap<>();
    overrides.put("providers.nano.type", KeptForksProvider.TYPE);
    // lengths of the problems and of right answers, in characters, which are the tokens
    overrides.put("tasks.inputTokens", family.equals("arith") ? "15" : "18");
    overrides.put("tasks.outputTokens", family.equals("arith") ? "20" : "39");
    overrides.put("splits.search", "100");
    overrides.put("splits.validation", "100");
    overrides.put("splits.test", "200");
    overrides.put("search.tasksPerGraph", "10");
    overrides.put("search.graphsPerIteration", "4");
    overrides.put("search.finalists", "4");
    ComparePlan plan =
        new ComparePlan(
            file,
            overrides,
            "nano " + family + " " + overrides,
            Entrant.list(STRATEGIES),
            BUDGETS,
            SEEDS,
            ComparePlan.Calls.parse(CALLS),
            100);
    int processors = Runtime.getRuntime().availableProcessors();
    long start = System.nanoTime();
    try (KeptForks forks =
        new KeptForks(file.getParent(), FOLDER.resolve(family + ".answers"), processors)) {
      SearchRuntime runtime =
          SearchRuntime.of(out, file.getParent())
              .withThreads(2 * processors)
              .withProviders(forks)
              .withListener(new Said());
      Comparison comparison = CompareRun.run(plan, runtime, null);
      CompareReports.write(comparison, out);
      CompareText.lines(comparison).forEach(System.out::println);
      System.out.printf(
          "%s: %,d calls to the models in %.0f s%n",
          family, forks.asked(), (System.nanoTime() - start) / 1e9);
      return comparison;
    }
  }

  private static final class Said implements SearchListener {
    @Override
    public void note(String line) {
      System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }
  }
}
