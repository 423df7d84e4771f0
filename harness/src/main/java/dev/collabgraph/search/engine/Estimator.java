package dev.collabgraph.search.engine;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.RandomStreams;
import dev.collabgraph.search.SearchEstimate;
import dev.collabgraph.search.SearchEstimate.Amount;
import dev.collabgraph.search.SearchEstimate.Lengths;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.SearchSettings;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.search.engine.DryRunner.Use;
import dev.collabgraph.search.engine.SearchSetup.Parts;
import dev.collabgraph.search.strategy.Strategies;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import dev.collabgraph.suite.SuiteDefinition.Spend;
import dev.collabgraph.suite.TaskSuite;
import dev.collabgraph.suite.TaskSuiteLoader;
import dev.collabgraph.suite.scoring.AskingScorer;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Plays a search through, several times, and adds up what it would use. */
final class Estimator {
  private static final int PLAYED = 3;
  private static final int DEFAULT_CONCURRENCY = 4;

  /** Tokens of a question to an agent that is a model: what was seen so far, in words. */
  private static final int AGENT_PROMPT = 2000;

  private final SearchSetup setup;
  private final Map<String, Double> latencies;
  private final Lengths lengths;

  /**
   * Of one search.
   *
   * @param latencies measured seconds by model id; empty if nothing was measured
   */
  Estimator(SearchSetup setup, Map<String, Double> latencies, Lengths lengths) {
    this.setup = setup;
    this.latencies = latencies;
    this.lengths = lengths;
  }

  /** Whether a search of a suite pays for calls: not with simulated models or a cassette. */
  static boolean paid(SuiteDefinition suite) {
    return suite.models().stream()
        .map(model -> suite.providers().get(model.provider()).type())
        .anyMatch(type -> !ModelProviders.find(type).repeatable());
  }

  /**
   * Estimates searches of a suite by several strategies.
   *
   * @param probe whether models that cost something may be asked for their lengths and latencies
   * @param strategies ids
   */
  static List<SearchEstimate> of(
      SuiteDefinition suite, SearchRuntime runtime, boolean probe, List<String> strategies) {
    TaskSuite tasks = TaskSuiteLoader.load(suite);
    Scorer scorer = Scorers.create(suite.scorer(), Declared.folder(suite));
    List<ModelSpec> models = Declared.models(suite, runtime.providers());
    Objective objective = Objective.of(suite.search());
    List<Role> roles = SearchSetup.usableRoles(suite, scorer, runtime.listener());
    Parts parts = new Parts(suite, tasks, scorer, roles, models, objective);
    Lengths lengths = Lengths.DECLARED;
    TokenProbe.Seen seen =
        new TokenProbe.Seen(
            new SearchSetup.Tokens(tasks.inputTokens(), tasks.outputTokens(), false),
            new TreeMap<>());
    if (probe || !paid(suite)) {
      seen = ask(parts, runtime);
      lengths = TokenProbe.needed(parts) ? Lengths.MEASURED : Lengths.DECLARED;
    } else if (TokenProbe.needed(parts)) {
      seen = new TokenProbe.Seen(assumed(parts), new TreeMap<>());
      lengths = Lengths.ASSUMED;
    }
    List<SearchEstimate> estimates = new ArrayList<>();
    for (String strategy : strategies) {
      SuiteDefinition other = with(suite, strategy);
      Strategies.check(other.search(), other.file());
      Parts own = new Parts(other, tasks, scorer, roles, models, objective);
      SearchSetup setup = SearchSetup.of(own, seen.tokens());
      estimates.add(new Estimator(setup, seen.latencySeconds(), lengths).estimate());
    }
    return estimates;
  }

  private static SuiteDefinition with(SuiteDefinition suite, String strategy) {
    boolean own = strategy.equals(suite.search().strategy());
    String agent = Strategies.usesAgent(strategy) ? suite.search().agent() : "rules";
    return new SuiteDefinition(
        suite.name(),
        suite.file(),
        suite.tasks(),
        suite.splits(),
        suite.scorer(),
        suite.roles(),
        suite.providers(),
        suite.models(),
        own ? suite.search() : changed(suite.search(), strategy, agent, Map.of()),
        suite.spend());
  }

  private static SearchSpec changed(
      SearchSpec spec, String strategy, String agent, Map<String, Object> options) {
    return new SearchSpec(
        strategy,
        spec.metric(),
        spec.units(),
        spec.objective(),
        spec.pareto(),
        spec.constraints(),
        spec.topology(),
        spec.slots(),
        spec.slotOrder(),
        agent,
        spec.iterations(),
        spec.graphsPerIteration(),
        spec.tasksPerGraph(),
        spec.finalists(),
        spec.seed(),
        options);
  }

  private static TokenProbe.Seen ask(Parts parts, SearchRuntime runtime) {
    ModelAccess access =
        new ModelAccess(
            Declared.clients(parts.suite(), parts.models(), runtime, null),
            parts.scorer(),
            parts.roles(),
            parts.models());
    try (WaveRunner waves =
        new WaveRunner(access, runtime.threads(), runtime.cancelled(), runtime.nanoClock())) {
      return TokenProbe.ask(
          parts,
          waves,
          new Ledger(parts.suite().search().metric(), parts.models()),
          new RandomStreams(parts.suite().search().seed()));
    }
  }

  private static SearchSetup.Tokens assumed(Parts parts) {
    Role role = Baselines.leafRole(parts.roles());
    double bytes =
        parts.tasks().search().stream()
            .mapToInt(task -> task.question().getBytes(StandardCharsets.UTF_8).length)
            .average()
            .orElse(1);
    bytes += role.template(0).map(String::length).orElse(0);
    double output =
        parts.models().stream().mapToInt(model -> model.sampling().maxTokens()).average().orElse(1);
    double declaredInput = parts.tasks().inputTokens();
    double declaredOutput = parts.tasks().outputTokens();
    return new SearchSetup.Tokens(
        Double.isNaN(declaredInput) ? Math.ceil(bytes / 4) : declaredInput,
        Double.isNaN(declaredOutput) ? Math.ceil(output / 4) : declaredOutput,
        false);
  }

  /** The same search without a clock, and with rules in place of an agent that would be asked. */
  private static SearchSetup playable(SearchSetup setup) {
    SearchSettings s = setup.settings();
    SearchSettings played =
        new SearchSettings(
            changed(s.search(), s.search().strategy(), "rules", s.search().strategyOptions()),
            new Spend(s.spend().calls(), s.spend().usd(), null),
            s.splits(),
            s.scorer(),
            s.inputTokens(),
            s.outputTokens(),
            s.tokensMeasured(),
            s.unitCost(),
            s.roles(),
            s.models(),
            s.providers());
    return new SearchSetup(played, setup.tasks(), setup.scorer(), setup.space(), setup.objective());
  }

  /**
   * Estimates. Takes about as long as a search with models that answer at once, three times.
   *
   * @throws SearchException if the caps allow no search at all
   */
  SearchEstimate estimate() {
    List<DryRunner> played = new ArrayList<>();
    SpendGuard bounds =
        SpendGuard.of(
            new Spend(null, null, null),
            setup.settings().roles(),
            setup.scorer(),
            asked(),
            new Ledger(setup.settings().search().metric(), asked()));
    for (int seed = 0; seed < PLAYED; seed++) {
      DryRunner runner = new DryRunner(setup, bounds, latencies, seed);
      Search.play(playable(setup), runner);
      played.add(runner);
    }
    Spend spend = setup.settings().spend();
    return new SearchEstimate(
        setup.settings().search().strategy(),
        amount(played, Use::calls).atMost(spend.calls() == null ? 1e300 : spend.calls()),
        amount(played, Use::tokens),
        amount(played, Use::flops),
        amount(played, Use::usd).atMost(spend.usd() == null ? 1e300 : spend.usd()),
        minutes(played).atMost(spend.minutes() == null ? 1e300 : spend.minutes()),
        lengths);
  }

  /** The pool and, behind it, a model that grades and is no part of it. */
  private List<ModelSpec> asked() {
    return AskingScorer.asked(setup.scorer(), setup.settings().models());
  }

  private Amount amount(List<DryRunner> played, ToDoubleFunction<Use> of) {
    double expected = 0;
    double worst = 0;
    for (DryRunner each : played) {
      expected += sum(each.expected(), of) / played.size();
      worst = Math.max(worst, sum(each.worst(), of)); // NaN if any is
    }
    Use one = agent(1, AGENT_PROMPT, 0.25);
    Use two = agent(2, 4 * AGENT_PROMPT, 1);
    return new Amount(
        expected + (one == null ? 0 : of.applyAsDouble(one)),
        worst + (two == null ? 0 : of.applyAsDouble(two)));
  }

  private static double sum(Map<String, Use> byModel, ToDoubleFunction<Use> of) {
    return byModel.values().stream().mapToDouble(of).sum();
  }

  /** What an agent that is a model uses: it is asked once an iteration, twice if it errs. */
  private Use agent(int perIteration, int prompt, double shareOfMaxTokens) {
    for (ModelSpec model : setup.settings().models()) {
      if (model.id().equals(setup.settings().search().agent())) {
        Use use = new Use();
        for (int i = 0; i < perIteration * setup.settings().search().iterations(); i++) {
          use.add(model, prompt, shareOfMaxTokens * model.sampling().maxTokens());
        }
        return use;
      }
    }
    return null;
  }

  /** The provider that takes longest, kept busy; unknown unless every model's latency is known. */
  private Amount minutes(List<DryRunner> played) {
    if (!latencies.keySet().containsAll(asked().stream().map(ModelSpec::id).toList())) {
      return Amount.UNKNOWN;
    }
    double expected = 0;
    double worst = 0;
    for (ProviderSpec provider : setup.settings().providers()) {
      double mean = 0;
      double most = 0;
      for (DryRunner each : played) {
        mean += seconds(provider, each.expected(), false) / played.size();
        most = Math.max(most, seconds(provider, each.worst(), true));
      }
      expected = Math.max(expected, mean);
      worst = Math.max(worst, most);
    }
    return new Amount(expected / 60, worst / 60);
  }

  private double seconds(ProviderSpec provider, Map<String, Use> use, boolean longest) {
    double busy = 0;
    double calls = 0;
    double tokens = 0;
    for (ModelSpec model : asked()) {
      Use each = use.get(model.id());
      if (each != null && model.provider().equals(provider.id())) {
        double longer =
            longest
                ? Math.max(1, model.sampling().maxTokens() / setup.settings().outputTokens())
                : 1;
        busy += each.calls() * latencies.get(model.id()) * (Double.isNaN(longer) ? 1 : longer);
        calls += each.calls();
        tokens += Double.isNaN(each.tokens()) ? 0 : each.tokens();
      }
    }
    double seconds = busy / option(provider, "concurrency", DEFAULT_CONCURRENCY);
    seconds = Math.max(seconds, 60 * calls / option(provider, "rpm", Double.POSITIVE_INFINITY));
    return Math.max(seconds, 60 * tokens / option(provider, "tpm", Double.POSITIVE_INFINITY));
  }

  private static double option(ProviderSpec provider, String key, double fallback) {
    return provider.options().get(key) instanceof Number number && number.doubleValue() > 0
        ? number.doubleValue()
        : fallback;
  }
}
