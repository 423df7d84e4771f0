package dev.collabgraph.search.engine;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.cache.CallJournal;
import dev.collabgraph.search.Advisor;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.RandomStreams;
import dev.collabgraph.search.SearchEstimate;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.SearchSettings;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.search.candidates.GraphDraws;
import dev.collabgraph.search.engine.SearchSetup.Parts;
import dev.collabgraph.search.strategy.Strategies;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.TaskSuite;
import dev.collabgraph.suite.TaskSuiteLoader;
import dev.collabgraph.suite.scoring.AskingScorer;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Opens sessions: resolves a suite, checks it, and puts together what a search needs. Makes no file
 * and, unless tokens must be measured, no call.
 */
final class Sessions {
  /** At least as many as a model check uses, each way. */
  private static final int CHECK_TOKENS = 16;

  private Sessions() {}

  /**
   * Resolves, checks and opens everything.
   *
   * @param archive made once everything is known to be sound
   * @param withBaselines whether baselines and the test split will be asked, so that spend is kept
   *     back for them
   * @throws SearchException or {@link dev.collabgraph.suite.SuiteException} if something is not
   */
  static SearchSession open(
      SuiteDefinition suite,
      SearchRuntime runtime,
      Supplier<Archive> archive,
      boolean withBaselines) {
    return open(suite, runtime, archive, new Mode(withBaselines, false, 0));
  }

  /**
   * The same without baselines.
   *
   * @param firstReplicate of this search's answers; another one gives others
   */
  static SearchSession open(
      SuiteDefinition suite, SearchRuntime runtime, Supplier<Archive> archive, int firstReplicate) {
    return open(suite, runtime, archive, new Mode(false, false, firstReplicate));
  }

  /**
   * The same, with the trials in {@link SearchRuntime#outputDirectory}, where the search can go on
   * if it is killed.
   */
  static SearchSession open(SuiteDefinition suite, SearchRuntime runtime, boolean withBaselines) {
    return open(
        suite,
        runtime,
        () -> Archive.create(runtime.outputDirectory()),
        new Mode(withBaselines, true, 0));
  }

  /** What kind of search it is. */
  private record Mode(boolean withBaselines, boolean onDisk, int firstReplicate) {}

  private static SearchSession open(
      SuiteDefinition suite, SearchRuntime runtime, Supplier<Archive> archive, Mode mode) {
    final long start = runtime.nanoClock().getAsLong();
    Strategies.check(suite.search(), suite.file());
    Objective objective = Objective.of(suite.search());
    TaskSuite tasks = TaskSuiteLoader.load(suite);
    Scorer scorer = Scorers.create(suite.scorer(), Declared.folder(suite));
    Scorers.prepare(scorer);
    List<ModelSpec> models = Declared.models(suite, runtime.providers());
    Parts parts =
        new Parts(
            suite,
            tasks,
            scorer,
            SearchSetup.usableRoles(suite, scorer, runtime.listener()),
            models,
            objective);
    OutputFolder folder =
        mode.onDisk ? OutputFolder.open(runtime, RunInputs.of(suite, tasks, models)) : null;
    try {
      CallJournal journal = folder == null ? null : folder.journal();
      ModelAccess access =
          new ModelAccess(
              Declared.clients(suite, AskingScorer.asked(scorer, models), runtime, journal),
              scorer,
              parts.roles(),
              models);
      LongSupplier elapsed =
          journal == null ? () -> runtime.nanoClock().getAsLong() - start : journal::elapsedNanos;
      WaveRunner waves = new WaveRunner(access, runtime.threads(), runtime.cancelled(), elapsed);
      try {
        return open(parts, runtime, archive, access, waves, mode, folder, elapsed);
      } catch (RuntimeException e) {
        waves.close();
        throw e;
      }
    } catch (RuntimeException e) {
      if (folder != null) {
        folder.close();
      }
      throw e;
    }
  }

  private static SearchSession open(
      Parts parts,
      SearchRuntime runtime,
      Supplier<Archive> archive,
      ModelAccess access,
      WaveRunner waves,
      Mode mode,
      OutputFolder folder,
      LongSupplier elapsed) {
    SuiteDefinition suite = parts.suite();
    List<ModelSpec> asked = AskingScorer.asked(parts.scorer(), parts.models());
    Ledger ledger = new Ledger(suite.search().metric(), asked);
    SpendGuard guard = SpendGuard.of(suite.spend(), parts.roles(), parts.scorer(), asked, ledger);
    setAsideChecks(parts, guard);
    RandomStreams random = new RandomStreams(suite.search().seed());
    if (folder != null && TokenProbe.needed(parts)) {
      folder.claim(); // its calls are noted like all others
    }
    boolean paid = Estimator.paid(suite);
    if (paid && TokenProbe.needed(parts)) {
      runtime.listener().note(Notes.probing(TokenProbe.calls(parts)));
    }
    TokenProbe.Seen seen = TokenProbe.measure(parts, waves, ledger, random);
    SearchSetup setup = SearchSetup.of(parts, seen.tokens());
    if (paid && mode.withBaselines) {
      runtime
          .listener()
          .note(new Estimator(setup, seen.latencySeconds(), lengths(seen)).estimate().line());
    }
    List<Baselines.Candidate> baselines =
        mode.withBaselines
            ? Baselines.of(
                setup.space(), GraphDraws.baseline(setup.space(), random, Baselines.RANDOM_GRAPHS))
            : List.of();
    Optional<ModelAdvisor> advisor =
        parts.models().stream()
            .filter(model -> model.id().equals(suite.search().agent()))
            .findFirst()
            .map(model -> new ModelAdvisor(model, access::ask, waves, guard, ledger));
    SearchStrategy strategy =
        Strategies.create(
            new StrategyContext(
                setup.space(),
                setup.settings().search(),
                setup.objective(),
                setup.tasks().search().size(),
                random,
                runtime.listener(),
                advisor.map(each -> (Advisor) each)),
            suite.file());
    if (folder != null) {
      folder.begin();
    }
    Archive opened = archive.get();
    advisor.ifPresent(each -> each.transcribe(opened.transcript()));
    Environment environment =
        new Environment(
            parts.tasks(),
            setup.space().costs(),
            ledger,
            guard,
            opened,
            waves,
            mode.firstReplicate);
    return new SearchSession(
        setup, runtime, environment, opened, access, strategy, advisor, baselines, folder, elapsed);
  }

  /** Asking a model for a token, twice if it refuses one, is spending too. */
  private static void setAsideChecks(Parts parts, SpendGuard guard) {
    for (ModelSpec model : AskingScorer.asked(parts.scorer(), parts.models())) {
      ProviderSpec provider = parts.suite().providers().get(model.provider());
      if (ModelProviders.find(provider.type()).checksModels(provider)) {
        guard.setAside(
            2, model.price() == null ? 0 : model.price().of(2 * CHECK_TOKENS, 2 * CHECK_TOKENS));
      }
    }
  }

  private static SearchEstimate.Lengths lengths(TokenProbe.Seen seen) {
    if (Double.isNaN(seen.tokens().output()) || Double.isNaN(seen.tokens().input())) {
      return SearchEstimate.Lengths.UNKNOWN;
    }
    return seen.tokens().measured()
        ? SearchEstimate.Lengths.MEASURED
        : SearchEstimate.Lengths.DECLARED;
  }

  /** A session that asks nobody: graphs are played through by a runner. */
  static SearchSession dry(SearchSetup setup, GraphRunner runner) {
    SearchSettings settings = setup.settings();
    List<ModelSpec> asked = AskingScorer.asked(setup.scorer(), settings.models());
    Ledger ledger = new Ledger(settings.search().metric(), asked);
    SpendGuard guard =
        SpendGuard.of(settings.spend(), settings.roles(), setup.scorer(), asked, ledger);
    RandomStreams random = new RandomStreams(settings.search().seed());
    List<Baselines.Candidate> baselines =
        Baselines.of(
            setup.space(), GraphDraws.baseline(setup.space(), random, Baselines.RANDOM_GRAPHS));
    SearchRuntime runtime = SearchRuntime.of(Path.of(""), Path.of("")).withThreads(1);
    LongSupplier stopped = () -> 0;
    WaveRunner waves = new WaveRunner(runner, 1, runtime.cancelled(), stopped);
    SearchStrategy strategy =
        Strategies.create(
            new StrategyContext(
                setup.space(),
                settings.search(),
                setup.objective(),
                setup.tasks().search().size(),
                random,
                runtime.listener()));
    Archive archive = Archive.inMemory();
    Environment environment =
        new Environment(setup.tasks(), setup.space().costs(), ledger, guard, archive, waves, 0);
    return new SearchSession(
        setup,
        runtime,
        environment,
        archive,
        null,
        strategy,
        Optional.empty(),
        baselines,
        null,
        stopped);
  }
}
