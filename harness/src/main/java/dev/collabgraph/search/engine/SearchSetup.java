package dev.collabgraph.search.engine;

import dev.collabgraph.budget.CostModel;
import dev.collabgraph.budget.CostModels;
import dev.collabgraph.budget.CostTable;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchSettings;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import dev.collabgraph.suite.TaskSuite;
import dev.collabgraph.suite.scoring.Scorer;
import java.util.List;

/**
 * A search made ready: everything resolved and checked that can be before the first graph is tried.
 *
 * @param settings as they will be used
 * @param tasks split
 * @param scorer of the suite
 * @param space which graphs may be sampled
 * @param objective to maximise
 */
record SearchSetup(
    SearchSettings settings,
    TaskSuite tasks,
    Scorer scorer,
    SearchSpace space,
    Objective objective) {

  /** What is known before tokens are: the parts that need no call. */
  record Parts(
      SuiteDefinition suite,
      TaskSuite tasks,
      Scorer scorer,
      List<Role> roles,
      List<ModelSpec> models,
      Objective objective) {}

  /** Average tokens of a question's prompt and of an answer. */
  record Tokens(double input, double output, boolean measured) {}

  /**
   * The roles graphs may use: votes only if the scorer can compare answers.
   *
   * @param listener hears one line if a vote is masked
   */
  static List<Role> usableRoles(SuiteDefinition suite, Scorer scorer, SearchListener listener) {
    if (scorer.comparesAnswers() || suite.roles().stream().allMatch(Role::calls)) {
      return suite.roles();
    }
    listener.note(
        ("Scorer %s cannot compare two answers without the gold one, so vote and"
                + " self-consistency are left out.")
            .formatted(scorer.type()));
    return suite.roles().stream().filter(Role::calls).toList();
  }

  /**
   * Resolves the settings.
   *
   * @throws SearchException if budget or topology allow no graph, or a model declares too little to
   *     be costed
   */
  static SearchSetup of(Parts parts, Tokens tokens) {
    SuiteDefinition suite = parts.suite();
    SearchSpec spec = suite.search();
    int slots = spec.slots() > 0 ? spec.slots() : Math.max(1, SearchSpace.autoSlots(spec.units()));
    CostTable costs = costs(parts, tokens, slots);
    SearchSpace space = space(spec, slots, costs);
    SearchSettings settings =
        new SearchSettings(
            withSlots(spec, slots),
            suite.spend(),
            suite.splits(),
            suite.scorer(),
            tokens.input(),
            tokens.output(),
            tokens.measured(),
            costs.unit(),
            parts.roles(),
            parts.models(),
            List.copyOf(suite.providers().values()));
    return new SearchSetup(settings, parts.tasks(), parts.scorer(), space, parts.objective());
  }

  private static SearchSpace space(SearchSpec spec, int slots, CostTable costs) {
    try {
      SearchSpace space =
          new SearchSpace(
              slots, costs, CostTable.limit(spec.units()), spec.topology(), spec.slotOrder());
      refuseTooSmall(space, spec);
      new GraphSampler(space); // refuses a topology that no graph fits
      return space;
    } catch (IllegalArgumentException e) {
      throw new SearchException("search allows no graph. " + e.getMessage(), null, e);
    }
  }

  private static CostTable costs(Parts parts, Tokens tokens, int slots) {
    try {
      CostModel model =
          CostModels.of(parts.suite().search().metric(), tokens.input(), tokens.output());
      return CostTable.of(model, parts.roles(), parts.models(), slots - 1);
    } catch (IllegalArgumentException e) {
      throw new SearchException(
          "search.budget.metric %s: %s".formatted(parts.suite().search().metric(), e.getMessage()),
          null,
          e);
    }
  }

  private static void refuseTooSmall(SearchSpace space, SearchSpec spec) {
    double cheapest = Double.POSITIVE_INFINITY;
    Role answering = Baselines.leafRole(space.costs().roles());
    for (ModelSpec model : space.costs().models()) {
      if (spec.topology().sinkModel() == null || spec.topology().sinkModel().equals(model.id())) {
        long cost = space.costs().cost(CollaborationGraph.single(answering.name(), model.id()));
        cheapest = Math.min(cheapest, CostTable.units(cost));
      }
    }
    if (CostTable.limit(cheapest) > space.limit()) {
      throw new SearchException(
          ("search.budget.units is %s, below the cheapest graph: a single call costs %s units."
                  + " Raise it to at least %s.")
              .formatted(spec.units(), cheapest, (long) Math.ceil(cheapest)));
    }
  }

  private static SearchSpec withSlots(SearchSpec spec, int slots) {
    return new SearchSpec(
        spec.strategy(),
        spec.metric(),
        spec.units(),
        spec.objective(),
        spec.pareto(),
        spec.constraints(),
        spec.topology(),
        slots,
        spec.slotOrder(),
        spec.agent(),
        spec.iterations(),
        spec.graphsPerIteration(),
        spec.tasksPerGraph(),
        spec.finalists(),
        spec.seed(),
        spec.strategyOptions());
  }
}
