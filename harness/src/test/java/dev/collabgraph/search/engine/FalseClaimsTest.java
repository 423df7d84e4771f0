package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.candidates.GraphDraws;
import dev.collabgraph.stats.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where all graphs are equal, nothing may be claimed: 400 whole searches, each with tasks, answers
 * and draws of its own. The claim is a one-sided test at 2.5 %, so 10 false ones are expected and
 * more than 20 come by chance once in 700 runs of this test.
 *
 * <p>The landscape: every model has the same ability, and a reader goes by one voice, learns
 * nothing from its inputs, tires of nothing, spoils nothing, so every graph of calls is right as
 * often as one call. Votes are left out, since they would be better.
 *
 * <p>Run: {@code mvn -B -ntp -Pheavy -pl harness test -Dtest=FalseClaimsTest}; writes {@code
 * harness/target/false-claims.md}.
 */
@Tag("heavy")
class FalseClaimsTest {
  private static final int RUNS = 400;
  private static final int MOST = 20;

  @TempDir Path directory;

  @Test
  void amongEqualGraphsAlmostNothingIsClaimed()
      throws IOException, InterruptedException, ExecutionException {
    List<SearchResult> results = run(RUNS, directory);
    String table = table(results);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "false-claims.md"), table);
    System.out.println(table);

    assertThat(claims(results)).isLessThanOrEqualTo(MOST);
  }

  static List<SearchResult> run(int runs, Path directory)
      throws InterruptedException, ExecutionException {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<SearchResult>> futures = new ArrayList<>();
      for (int seed = 1; seed <= runs; seed++) {
        int own = seed;
        futures.add(workers.submit(() -> search(directory.resolve("run-" + own), own)));
      }
      List<SearchResult> results = new ArrayList<>();
      for (Future<SearchResult> each : futures) {
        results.add(each.get());
      }
      return results;
    } finally {
      workers.shutdownNow();
    }
  }

  private static SearchResult search(Path folder, int seed) throws IOException {
    Files.createDirectories(folder);
    Map<String, String> overrides = new TreeMap<>();
    overrides.put("search.seed", Integer.toString(seed));
    overrides.put("splits.seed", Integer.toString(seed));
    overrides.put("providers.sim.noiseSeed", Integer.toString(seed));
    return Suites.run(folder, YAML, "agent-reinforce", overrides, 1);
  }

  static long claims(List<SearchResult> results) {
    return results.stream().filter(each -> each.verdict().beatsBestBaseline()).count();
  }

  static String table(List<SearchResult> results) {
    long worse = results.stream().filter(each -> each.verdict().difference().high() < 0).count();
    double mean =
        results.stream()
            .mapToDouble(each -> each.verdict().difference().value())
            .average()
            .orElseThrow();
    long multi = results.stream().filter(each -> each.winner().graph().size() > 1).count();
    var rate = Rates.clopperPearson((int) claims(results), results.size(), 0.95);
    return String.format(
        java.util.Locale.ROOT,
        "| searches | \"beats the best baseline\" | 95 %% interval | at most | \"worse\" | mean difference, points | winners of more than one call |%n"
            + "|---:|---:|---:|---:|---:|---:|---:|%n"
            + "| %d | %d (%.1f %%) | %.1f to %.1f %% | %d | %d | %+.2f | %d |%n",
        results.size(),
        claims(results),
        100 * rate.value(),
        100 * rate.low(),
        100 * rate.high(),
        MOST,
        worse,
        100 * mean,
        multi);
  }

  private static final String YAML =
      """
      suite: equal
      tasks: {format: simulated, pool: math, count: 2000, inputTokens: 202, outputTokens: 275}
      splits: {search: 100, validation: 60, test: 200, seed: 7}
      scorer: {type: numeric}
      roles: {vote: null}
      providers:
        sim:
          type: simulated
          landscape:
            tasks: {familyShare: 0.0, modelShare: 0.0}
            reading: {deference: 0.0, plurality: 1.0, fatigue: 0.0, doubt: 0.0, fixation: 1.0, drift: 0.0, awe: 0.0}
            roles:
              assistant: {solve: 0.0, insight: 0.0, self: 0.0, discernment: 0.0, slip: 0.0}
              fuser: {solve: 0.0, insight: 0.0, self: 0.0, discernment: 0.0, slip: 0.0}
            models:
              llama-1b: {ability: 0.0, confidence: 0.5}
              llama-3b: {ability: 0.0, confidence: 0.5}
              llama-8b: {ability: 0.0, confidence: 0.5}
      models:
        - {id: llama-1b, family: llama, provider: sim, name: llama-1b}
        - {id: llama-3b, family: llama, provider: sim, name: llama-3b}
        - {id: llama-8b, family: llama, provider: sim, name: llama-8b}
      search:
        strategy: agent-reinforce
        budget: {metric: flops, units: 12}
        iterations: 8
        graphsPerIteration: 6
        tasksPerGraph: 10
        finalists: 4
      """;

  /** Without the many searches: that the landscape is what it says. */
  @Test
  void everyGraphIsRightAsOftenAsOneCall() throws IOException {
    Path file = Files.writeString(directory.resolve("suite.yaml"), YAML);
    var suite = dev.collabgraph.suite.SuiteLoader.load(file, Map.of());
    try (SearchSession session =
        Sessions.open(suite, SearchRuntime.of(directory, directory), Archive::inMemory, false)) {
      var truth =
          dev.collabgraph.simulated.TrueAccuracy.of(
              suite.providers().get("sim"),
              session.setup().settings().models(),
              suite.roles(),
              "math",
              1);
      var single = dev.collabgraph.graph.CollaborationGraph.single("assistant", "llama-1b");
      double expected = truth.of(single, 20_000, 1, 5).value();
      for (var graph :
          GraphDraws.untrained(session.setup().space(), new java.util.SplittableRandom(1), 40)) {
        // Standard error 0.35 points each, six of the difference.
        assertThat(truth.of(graph, 20_000, 1, 5).value())
            .isCloseTo(expected, org.assertj.core.api.Assertions.within(0.03));
      }
    }
  }

  /** As the test, with a number of searches. */
  public static void main(String[] args) throws Exception {
    System.out.print(
        table(run(Integer.parseInt(args[0]), Files.createTempDirectory("false-claims"))));
  }
}
