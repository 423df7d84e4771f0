package dev.collabgraph.search.engine;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.SearchResult.BaselineKind;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.search.candidates.FixedGraphs;
import dev.collabgraph.search.candidates.FixedShape;
import dev.collabgraph.suite.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The best topology that nobody has to search for: of every shape at its largest size with every
 * model alone, the one that validation prefers. A quarter of the validation tasks leaves two of
 * them, the others decide; the better one is asked on test.
 *
 * <p>Paid from what validation and test have left, so that a cap keeps as much for searching as
 * without it. If a cap leaves too little for {@link #LEAST_TASKS} tasks, nothing is asked.
 */
final class FixedBaseline {
  /** Fewer tasks tell nothing. */
  static final int LEAST_TASKS = 20;

  private static final int FINALISTS = 2;

  /** What won, and what it scored. */
  record Best(Baselines.Candidate candidate, Contender contender) {}

  private final SearchSession session;
  private final int validationTasks;
  private final int testTasks;

  FixedBaseline(SearchSession session, int validationTasks, int testTasks) {
    this.session = session;
    this.validationTasks = validationTasks;
    this.testTasks = testTasks;
  }

  /** Empty if no shape fits or too little is left to ask. */
  Optional<Best> best() {
    List<Baselines.Candidate> candidates = candidates(session.setup().space());
    double share = share(candidates);
    int validation = (int) (share * validationTasks);
    int test = (int) (share * testTasks);
    if (candidates.isEmpty()
        || validation < Math.min(LEAST_TASKS, Math.max(1, validationTasks))
        || test < Math.min(LEAST_TASKS, testTasks)) {
      return Optional.empty();
    }
    List<Best> racing = new ArrayList<>();
    for (Baselines.Candidate each : candidates) {
      racing.add(new Best(each, new Contender(each.name(), each.graphs(), each.costUnits())));
    }
    int first = first(validation);
    FinalRounds rounds = session.rounds(validation, test);
    rounds.validate(contenders(racing), 0, first);
    rank(racing);
    List<Best> left = new ArrayList<>(racing.subList(0, Math.min(FINALISTS, racing.size())));
    rounds.validate(contenders(left), first, validation);
    rank(left);
    Best best = left.get(0);
    if (best.contender.on(Split.VALIDATION).isEmpty()) {
      return Optional.empty();
    }
    rounds.test(List.of(best.contender), test);
    return Optional.of(best);
  }

  private static int first(int validation) {
    return (validation + 3) / 4;
  }

  private static List<Contender> contenders(List<Best> of) {
    return of.stream().map(Best::contender).toList();
  }

  /** By mean reward; those without any last; ties to the cheaper, then as listed. */
  private static void rank(List<Best> racing) {
    racing.sort(
        Comparator.comparingDouble(
                (Best each) -> {
                  double mean = each.contender.meanReward(Split.VALIDATION);
                  return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : -mean;
                })
            .thenComparingDouble(each -> each.contender.costUnits()));
  }

  /** Share of validation and test tasks that is sure to be paid. */
  private double share(List<Baselines.Candidate> candidates) {
    long left = session.environment().guard().callsLeft();
    if (left == Long.MAX_VALUE) {
      return 1;
    }
    List<Role> roles = session.setup().space().costs().roles();
    long all = 0;
    long most = 0;
    for (Baselines.Candidate each : candidates) {
      long calls = FinalPlan.calls(each.graphs().get(0), roles);
      all += calls;
      most = Math.max(most, calls);
    }
    long needed =
        all * first(validationTasks)
            + FINALISTS * most * (validationTasks - first(validationTasks))
            + most * testTasks
            + all; // rounding up the first quarter
    return Math.min(1, left / (double) Math.max(1, needed));
  }

  /** Every shape with every model alone; each graph once, the shapes in a fixed order. */
  static List<Baselines.Candidate> candidates(SearchSpace space) {
    Map<String, Baselines.Candidate> found = new LinkedHashMap<>();
    List<ModelSpec> models = space.costs().models();
    for (FixedShape shape : FixedShape.values()) {
      for (int m = 0; m < models.size(); m++) {
        Optional<CollaborationGraph> graph = FixedGraphs.largest(space, shape, m);
        if (graph.isPresent()) {
          CollaborationGraph canonical = graph.get().canonical();
          found.putIfAbsent(
              canonical.digest(),
              new Baselines.Candidate(
                  "fixed: %s of %s x %s"
                      .formatted(shape.id(), canonical.size(), models.get(m).id()),
                  BaselineKind.FIXED,
                  List.of(canonical),
                  CostTable.units(space.costs().cost(canonical)),
                  true));
        }
      }
    }
    return List.copyOf(found.values());
  }
}
