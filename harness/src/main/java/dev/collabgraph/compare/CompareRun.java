package dev.collabgraph.compare;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.engine.Exploration;
import dev.collabgraph.suite.SuiteDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs a comparison: every entrant at every budget with every seed, many at a time. Each finished
 * search is kept under the output directory, so that the same comparison, interrupted and run
 * again, goes on where it was; another one does not find them. The result depends on the plan
 * alone, not on threads.
 */
public final class CompareRun {
  private final ComparePlan plan;
  private final SearchRuntime runtime;
  private final Judge judge;
  private final CellStore store;

  private CompareRun(ComparePlan plan, SearchRuntime runtime, Oracle oracle) {
    this.plan = plan;
    this.runtime = runtime;
    this.judge = oracle == null ? null : new Judge(oracle, plan.judgedTasks());
    this.store =
        new CellStore(
            runtime.outputDirectory().resolve("cells"),
            plan.identity()
                + "\n"
                + (oracle == null
                    ? "test split, answers the same for all seeds"
                    : oracle.identity() + " x " + plan.judgedTasks()));
  }

  /**
   * Runs it on {@link SearchRuntime#threads} threads, one search on each. Costs entrants x budgets
   * x seeds searches; without an oracle each also asks its graph on the test split.
   *
   * @param runtime its output directory holds the finished searches
   * @param oracle null if truth is not known: then the test split judges
   * @throws SearchException if a search could not find out, naming it; what is finished is kept
   * @throws dev.collabgraph.suite.SuiteException if the suite is wrong
   */
  public static Comparison run(ComparePlan plan, SearchRuntime runtime, Oracle oracle) {
    Objects.requireNonNull(plan, "plan");
    return new CompareRun(plan, runtime, oracle).run();
  }

  private Comparison run() {
    List<Cell> cells = new ArrayList<>();
    for (double units : plan.budgets()) {
      for (Entrant entrant : plan.entrants()) {
        for (int seed = 1; seed <= plan.seeds(); seed++) {
          cells.add(new Cell(entrant, units, seed));
        }
      }
    }
    Map<Cell, CellResult> results = searched(cells);
    List<Comparison.Budget> budgets = new ArrayList<>();
    SuiteDefinition suite = plan.suite(cells.get(0), judge != null);
    for (double units : plan.budgets()) {
      Map<Entrant, List<CellResult>> rows = new LinkedHashMap<>();
      for (Cell cell : cells) {
        if (cell.units() == units) {
          rows.computeIfAbsent(cell.entrant(), key -> new ArrayList<>()).add(results.get(cell));
        }
      }
      budgets.add(new Contrasts(units, plan.calls().at(units), rows, best(units, rows)).budget());
    }
    return new Comparison(
        suite.name(),
        plan.identity(),
        suite.search().metric(),
        judge == null ? "the test split" : judge.tasks() + " fresh tasks with fresh noise",
        plan.seeds(),
        plan.entrants(),
        budgets);
  }

  private Map<Cell, CellResult> searched(List<Cell> cells) {
    Map<Cell, CellResult> results = new HashMap<>();
    List<Cell> missing = new ArrayList<>();
    for (Cell cell : cells) {
      Optional<CellResult> kept = store.cell(key(cell));
      kept.ifPresent(result -> results.put(cell, result));
      if (kept.isEmpty()) {
        missing.add(cell);
      }
    }
    runtime
        .listener()
        .note(
            String.format(
                Locale.ROOT,
                "%,d searches, %,d of them kept from before",
                cells.size(),
                results.size()));
    ExecutorService workers =
        Executors.newFixedThreadPool(
            runtime.threads(),
            task -> {
              Thread thread = new Thread(task, "collabgraph-compare");
              thread.setDaemon(true); // after a failure the others are told to end, not waited for
              return thread;
            });
    try {
      List<Future<CellResult>> futures = new ArrayList<>();
      for (Cell cell : missing) {
        futures.add(workers.submit(() -> search(cell)));
      }
      Progress progress = new Progress(runtime, missing.size());
      for (int i = 0; i < missing.size(); i++) {
        results.put(missing.get(i), await(futures.get(i), missing.get(i)));
        progress.done(missing.get(i));
      }
      return results;
    } finally {
      workers.shutdownNow();
    }
  }

  private static CellResult await(Future<CellResult> future, Cell cell) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SearchException("The comparison was interrupted.", null, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SearchException failed) {
        throw new SearchException(cell.text() + ": " + failed.getMessage(), null, failed);
      }
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException(cell.text(), e.getCause());
    }
  }

  private CellResult search(Cell cell) {
    if (runtime.cancelled().getAsBoolean()) {
      throw new SearchException(
          "The comparison was stopped from outside. Run the same command again to go on.");
    }
    Exploration.Outcome outcome =
        Exploration.run(plan.suite(cell, judge != null), quiet(), cell.seed(), judge == null);
    List<CellResult.Step> steps = new ArrayList<>();
    if (judge != null) {
      for (Exploration.Step step : outcome.steps()) {
        steps.add(new CellResult.Step(step.calls(), judge.score(step.graph())));
      }
    }
    CellResult result =
        new CellResult(
            outcome.returned(),
            outcome.costUnits(),
            judge == null ? mean(outcome.testScores(), cell) : judge.score(outcome.returned()),
            outcome.calls(),
            outcome.searchCalls(),
            outcome.ended().name().toLowerCase(Locale.ROOT),
            steps);
    store.write(key(cell), result);
    return result;
  }

  private SearchRuntime quiet() {
    return runtime.withThreads(1).withListener(SearchListener.SILENT);
  }

  private static double mean(double[] scores, Cell cell) {
    double sum = 0;
    int count = 0;
    for (double score : scores) {
      if (!Double.isNaN(score)) {
        sum += score;
        count++;
      }
    }
    if (count == 0) {
      throw new SearchException(
          cell.text()
              + ": no test task was scored. Give splits.test more than 0 tasks, or look into the"
              + " provider's failures with collabgraph:search.");
    }
    return sum / count;
  }

  private String key(Cell cell) {
    return store.key(
        "cell",
        ComparePlan.plain(cell.units()),
        cell.entrant().overrides().toString(),
        Integer.toString(cell.seed()),
        Long.toString(plan.calls().at(cell.units())));
  }

  /** The graph to measure by; empty without an oracle. */
  private Optional<Comparison.Best> best(double units, Map<Entrant, List<CellResult>> rows) {
    if (judge == null) {
      return Optional.empty();
    }
    BestKnown known = new BestKnown(judge);
    String allKey = store.key("all graphs", ComparePlan.plain(units));
    String layeredKey = store.key("layered graphs", ComparePlan.plain(units));
    Optional<List<CollaborationGraph>> all = store.graphs(allKey);
    Optional<List<CollaborationGraph>> layered = store.graphs(layeredKey);
    BestKnown.Candidates candidates;
    if (all.isPresent() || layered.isPresent()) {
      candidates = new BestKnown.Candidates(all.orElseGet(layered::get), all.isPresent());
    } else {
      Cell any = new Cell(plan.entrants().get(0), units, 1);
      SearchSpace space = Exploration.space(plan.suite(any, true), quiet());
      candidates = known.screen(space);
      store.write(candidates.complete() ? allKey : layeredKey, candidates.graphs());
    }
    CollaborationGraph chosen =
        known.choose(
            candidates.graphs(),
            rows.values().stream().flatMap(List::stream).map(CellResult::returned).toList());
    return Optional.of(new Comparison.Best(chosen, judge.score(chosen), candidates.complete()));
  }

  /** Says how far it is, not more than a few dozen times. */
  private static final class Progress {
    private static final int LINES = 20;

    private final SearchRuntime runtime;
    private final int all;
    private final long start;
    private int done;

    Progress(SearchRuntime runtime, int all) {
      this.runtime = runtime;
      this.all = all;
      this.start = runtime.nanoClock().getAsLong();
    }

    void done(Cell cell) {
      done++;
      if (done * LINES / all > (done - 1) * LINES / all) {
        double seconds = (runtime.nanoClock().getAsLong() - start) / 1e9;
        runtime
            .listener()
            .note(
                String.format(
                    Locale.ROOT,
                    "%,d of %,d searches (%s), about %.0f s left",
                    done,
                    all,
                    cell.text(),
                    seconds / done * (all - done)));
      }
    }
  }
}
