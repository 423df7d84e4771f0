package dev.collabgraph.search.engine;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.simulated.TrueAccuracy;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Strategies side by side on simulated pools: equal logical calls for searching and validation, the
 * true accuracy of what each returned. Seeds are paired: a seed fixes tasks, answers and draws.
 */
final class Comparison {

  /** A pool at a budget. */
  record Cell(String pool, int units) {
    /** Logical calls of a whole search, validation included. */
    long calls(double perUnit) {
      return Math.round(perUnit * units);
    }
  }

  /** What a strategy returned. */
  record Returned(String strategy, long seed, double truth, long calls, String graph) {}

  private final Path directory;
  private final int tasks;

  /**
   * @param tasks simulated tasks from which true accuracy is taken
   */
  Comparison(Path directory, int tasks) {
    this.directory = directory;
    this.tasks = tasks;
  }

  /** Runs one search and looks up how good its graph truly is. */
  Returned run(Cell cell, String strategy, long seed, long calls, Map<String, String> more) {
    Map<String, String> overrides = new TreeMap<>(more);
    overrides.put("search.strategy", strategy);
    overrides.put("search.seed", Long.toString(seed));
    overrides.putIfAbsent("search.iterations", "100000");
    overrides.put("spend.calls", Long.toString(calls));
    overrides.put("splits.test", "1");
    overrides.put("splits.seed", Long.toString(seed));
    overrides.put("providers.sim.noiseSeed", Long.toString(seed));
    SuiteDefinition suite;
    synchronized (directory) {
      suite = Suites.load(directory, Suites.yaml(cell.pool, cell.units), overrides);
    }
    SearchRuntime runtime = SearchRuntime.of(directory, directory).withThreads(1);
    try (SearchSession session = Sessions.open(suite, runtime, Archive::inMemory, false)) {
      SearchLoop.Found found = session.search();
      int finalists = session.setup().settings().search().finalists();
      long left = session.environment().guard().callsLeft();
      List<FinalRounds.Finalist> chosen = FinalRounds.finalists(found.book(), finalists);
      int validation =
          session.finalPlan().validationTasks(left, session.rounds(0, 0).calls(chosen));
      List<FinalRounds.Finalist> ranked = session.rounds(validation, 0).race(chosen);
      CollaborationGraph graph = ranked.get(0).entry().graph();
      TrueAccuracy oracle =
          TrueAccuracy.of(
              suite.providers().get("sim"),
              session.setup().settings().models(),
              suite.roles(),
              cell.pool,
              1);
      double truth = oracle.of(graph, tasks, 1, 99).value();
      return new Returned(
          strategy,
          seed,
          truth,
          session.environment().ledger().calls(),
          String.join(" / ", dev.collabgraph.graph.GraphText.tree(graph, 40)));
    }
  }

  static List<Cell> cells(List<String> pools, List<Integer> units) {
    List<Cell> cells = new ArrayList<>();
    for (String pool : pools) {
      for (int each : units) {
        cells.add(new Cell(pool, each));
      }
    }
    return cells;
  }
}
