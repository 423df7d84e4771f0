package dev.collabgraph.compare;

import dev.collabgraph.search.SearchRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small comparisons on simulated pools. */
final class CompareFixture {
  private CompareFixture() {}

  /** Writes the suite of a pool or of one of {@link Landscapes}. */
  static Path suite(Path directory, String name) {
    String pool = Landscapes.base(name);
    String scorer = pool.startsWith("mmlu") ? "choice" : "numeric";
    int[] tokens =
        pool.startsWith("mmlu")
            ? new int[] {213, 215}
            : pool.startsWith("math") ? new int[] {202, 275} : new int[] {180, 115};
    String text =
        """
        suite: %s
        tasks: {format: simulated, pool: %s, count: 1000, inputTokens: %d, outputTokens: %d}
        splits: {search: 200, validation: 100, test: 100, seed: 7}
        scorer: {type: %s}
        providers: {sim: {type: simulated%s}}
        models:
          - {id: llama-1b, family: llama, provider: sim, name: llama-1b}
          - {id: llama-3b, family: llama, provider: sim, name: llama-3b}
          - {id: llama-8b, family: llama, provider: sim, name: llama-8b}
        search:
          budget: {metric: flops, units: 18}
        """
            .formatted(name, pool, tokens[0], tokens[1], scorer, Landscapes.options(name));
    try {
      Files.createDirectories(directory);
      return Files.writeString(directory.resolve(name + ".yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ComparePlan plan(
      Path suite, String strategies, List<Double> budgets, int seeds, String calls) {
    return plan(suite, Map.of(), strategies, budgets, seeds, calls);
  }

  static ComparePlan plan(
      Path suite,
      Map<String, String> overrides,
      String strategies,
      List<Double> budgets,
      int seeds,
      String calls) {
    return new ComparePlan(
        suite,
        new TreeMap<>(overrides),
        "test " + suite.getFileName() + overrides,
        Entrant.list(strategies),
        budgets,
        seeds,
        ComparePlan.Calls.parse(calls),
        400);
  }

  static SearchRuntime runtime(Path out, Path suite, int threads) {
    return SearchRuntime.of(out, suite.getParent()).withThreads(threads);
  }
}
