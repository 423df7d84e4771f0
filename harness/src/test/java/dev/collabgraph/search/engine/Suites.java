package dev.collabgraph.search.engine;

import dev.collabgraph.search.RandomStreams;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Suites over the simulated pools, for tests. */
public final class Suites {
  private Suites() {}

  /** The text of a suite on a simulated pool with three models of each of two families. */
  public static String yaml(String pool, double units) {
    String scorer = pool.startsWith("mmlu") ? "choice" : "numeric";
    int[] tokens =
        pool.startsWith("mmlu")
            ? new int[] {213, 215}
            : pool.startsWith("math") ? new int[] {202, 275} : new int[] {180, 115};
    return """
        suite: %s
        tasks: {format: simulated, pool: %s, count: 1000, inputTokens: %d, outputTokens: %d}
        splits: {search: 200, validation: 100, test: 400, seed: 7}
        scorer: {type: %s}
        providers: {sim: {type: simulated}}
        models:
          - {id: llama-1b, family: llama, provider: sim, name: llama-1b}
          - {id: llama-3b, family: llama, provider: sim, name: llama-3b}
          - {id: llama-8b, family: llama, provider: sim, name: llama-8b}
        search:
          strategy: random
          budget: {metric: flops, units: %s}
        """
        .formatted(pool, pool, tokens[0], tokens[1], scorer, units);
  }

  /** Runs a search; its files go into {@code directory/out}. */
  public static SearchResult run(
      Path directory, String yaml, String strategy, Map<String, String> overrides, int threads) {
    Map<String, String> all = new TreeMap<>(overrides);
    all.put("search.strategy", strategy);
    return Search.run(
        load(directory, yaml, all),
        SearchRuntime.of(directory.resolve("out"), directory).withThreads(threads));
  }

  /** What a strategy of a suite is given. */
  public static StrategyContext context(Path directory, SuiteDefinition suite) {
    try (SearchSession session =
        Sessions.open(suite, SearchRuntime.of(directory, directory), Archive::inMemory, false)) {
      SearchSetup setup = session.setup();
      return new StrategyContext(
          setup.space(),
          setup.settings().search(),
          setup.objective(),
          setup.tasks().search().size(),
          new RandomStreams(setup.settings().search().seed()),
          SearchListener.SILENT);
    }
  }

  /** Reads a suite text from a file in {@code directory}. */
  public static SuiteDefinition load(Path directory, String yaml, Map<String, String> overrides) {
    try {
      Path file = directory.resolve("suite.yaml");
      Files.writeString(file, yaml);
      return SuiteLoader.load(file, overrides);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
