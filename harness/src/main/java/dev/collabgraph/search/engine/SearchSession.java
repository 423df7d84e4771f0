package dev.collabgraph.search.engine;

import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.search.Advisor;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.candidates.Baselines;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * One search, opened by {@link Sessions}, from the resolved settings to the race of the finalists.
 * Not thread-safe.
 */
final class SearchSession implements AutoCloseable {
  /** Share of the minutes that searching may use; the rest is for validation and test. */
  private static final double SEARCH_SHARE_OF_MINUTES = 0.6;

  private final SearchSetup setup;
  private final SearchRuntime runtime;
  private final Environment environment;
  private final Archive archive;
  private final ModelAccess access; // null where nobody is asked
  private final SearchStrategy strategy;
  private final Optional<ModelAdvisor> advisor;
  private final Estimates estimates;
  private final List<Baselines.Candidate> baselines;
  private final FinalPlan finalPlan;
  private final OutputFolder folder;
  private FinalistTraces traces;
  private final LongSupplier elapsed;

  SearchSession(
      SearchSetup setup,
      SearchRuntime runtime,
      Environment environment,
      Archive archive,
      ModelAccess access,
      SearchStrategy strategy,
      Optional<ModelAdvisor> advisor,
      List<Baselines.Candidate> baselines,
      OutputFolder folder,
      LongSupplier elapsed) {
    this.setup = setup;
    this.runtime = runtime;
    this.environment = environment;
    this.archive = archive;
    this.access = access;
    this.strategy = strategy;
    this.advisor = advisor;
    this.baselines = baselines;
    this.folder = folder;
    this.elapsed = elapsed;
    this.estimates = new Estimates(setup.scorer().graded(), setup.settings().search().seed());
    this.finalPlan =
        new FinalPlan(
            setup.space(),
            setup.settings().search().finalists(),
            baselines,
            setup.tasks().validation().size(),
            baselines.isEmpty() ? 0 : setup.tasks().test().size());
  }

  /** Runs the strategy, keeping back what validation and test need. */
  SearchLoop.Found search() {
    SpendGuard guard = environment.guard();
    guard.withhold(
        finalPlan.withheld(guard.callsCap()),
        guard.usdCap() == Double.POSITIVE_INFINITY ? 0 : guard.usdCap() / 2);
    deadline(SEARCH_SHARE_OF_MINUTES);
    SearchLoop.Found found =
        new SearchLoop(
                environment,
                setup.settings().search(),
                setup.objective(),
                estimates,
                runtime.listener(),
                elapsed)
            .run(strategy);
    guard.withhold(0, 0);
    deadline(1);
    environment.resume();
    return found;
  }

  private void deadline(double share) {
    Double minutes = setup.settings().spend().minutes();
    if (minutes != null) {
      environment.waves().deadline((long) (share * minutes * 60e9));
    }
  }

  /**
   * Rounds on {@code validationTasks} of the validation split and {@code testTasks} of the test.
   */
  FinalRounds rounds(int validationTasks, int testTasks) {
    return new FinalRounds(
        environment, setup.space(), setup.objective(), validationTasks, testTasks);
  }

  SearchSetup setup() {
    return setup;
  }

  SearchRuntime runtime() {
    return runtime;
  }

  Environment environment() {
    return environment;
  }

  Estimates estimates() {
    return estimates;
  }

  List<Baselines.Candidate> baselines() {
    return baselines;
  }

  FinalPlan finalPlan() {
    return finalPlan;
  }

  /** Every question to the agent with what became of it; none with rules. */
  List<Advisor.Exchange> agentExchanges() {
    return advisor.map(ModelAdvisor::exchanges).orElse(List.of());
  }

  /** Calls that a cache answered. */
  long cacheHits() {
    return access == null ? 0 : access.cacheHits();
  }

  /** Calls handed to a provider so far. */
  long callsMade() {
    return access == null ? 0 : access.made();
  }

  /** Attempts beyond the first so far. */
  long retries() {
    return access == null ? 0 : access.retries();
  }

  /** Writes every call of the finalists to a file of each, from here on. */
  void keepTraces(List<FinalRounds.Finalist> finalists) {
    if (folder != null) {
      traces =
          new FinalistTraces(
              folder.traces(),
              finalists.stream().map(each -> each.entry().graph()).toList(),
              runtime.listener());
      environment.watch(traces);
    }
  }

  /** What each provider's client did so far, by provider id; those that nobody counts left out. */
  SortedMap<String, ProviderStatistics> providers() {
    return access == null ? new TreeMap<>() : access.providers();
  }

  /** Wall time so far, that before a kill included. */
  double seconds() {
    return elapsed.getAsLong() / 1e9;
  }

  /** Answers of the search before the kill that were met again. */
  long repeatedCalls() {
    return folder == null || folder.journal() == null ? 0 : folder.journal().repeated();
  }

  /** Answers that the journal of an unfinished search holds; 0 if this one begins anew. */
  long recoveredCalls() {
    return folder == null || folder.journal() == null ? 0 : folder.journal().recovered();
  }

  /** Notes that only the cap on minutes ended the search. */
  void endedByMinutes() {
    if (folder != null && folder.journal() != null) {
      folder.journal().ended("minutes");
    }
  }

  @Override
  public void close() {
    environment.close();
    archive.close();
    if (traces != null) {
      traces.close();
    }
    if (folder != null) {
      folder.close();
    }
  }
}
