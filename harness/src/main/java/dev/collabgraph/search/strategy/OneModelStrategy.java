package dev.collabgraph.search.strategy;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.Numbers;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.StrategyContext;
import dev.collabgraph.search.StrategyFactory;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.search.candidates.Draft;
import dev.collabgraph.search.candidates.Draft.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a budget buys without any collaboration, as strategies, so that it stands beside searched
 * graphs at equal calls: {@code fixed:single}, one call of the best model, and {@code fixed:vote},
 * as many answers of the best model as the budget pays, put to the vote. The best model is found by
 * {@link Elimination} and the finalists' race, as for every strategy.
 */
final class OneModelStrategy {
  private OneModelStrategy() {}

  /** Factory of {@code fixed:single}. */
  public static final class Single implements StrategyFactory {
    @Override
    public String id() {
      return "fixed:single";
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      List<CollaborationGraph> graphs = singles(context.space());
      return new Elimination(
          context, "fixed:single: %s models, one call each".formatted(graphs.size()), graphs);
    }
  }

  /**
   * Factory of {@code fixed:vote}. A model of which the budget or the topology allows no vote takes
   * part with one call.
   */
  public static final class Vote implements StrategyFactory {
    @Override
    public String id() {
      return "fixed:vote";
    }

    @Override
    public SearchStrategy create(StrategyContext context) {
      List<CollaborationGraph> graphs = new ArrayList<>(votes(context.space()));
      graphs.sort(Comparator.comparingInt(CollaborationGraph::size)); // a cap meets the many last
      return new Elimination(
          context,
          "fixed:vote: %s models, as many answers of each as the budget pays, put to the vote"
              .formatted(graphs.size()),
          graphs);
    }
  }

  private static List<CollaborationGraph> singles(SearchSpace space) {
    List<CollaborationGraph> graphs = new ArrayList<>();
    for (int m = 0; m < space.modelCount(); m++) {
      single(space, m).ifPresent(graphs::add);
    }
    return notEmpty(graphs, "single call", space);
  }

  private static List<CollaborationGraph> votes(SearchSpace space) {
    Role vote =
        Baselines.voteRole(space.costs().roles())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no role votes, since the suite leaves vote out or its scorer cannot tell"
                            + " equal answers. Take fixed:single."));
    List<CollaborationGraph> graphs = new ArrayList<>();
    for (int m = 0; m < space.modelCount(); m++) {
      int model = m;
      vote(space, vote, m).or(() -> single(space, model)).ifPresent(graphs::add);
    }
    return notEmpty(graphs, "vote or single call", space);
  }

  private static List<CollaborationGraph> notEmpty(
      List<CollaborationGraph> graphs, String what, SearchSpace space) {
    if (graphs.isEmpty()) {
      throw new IllegalArgumentException(
          "no %s keeps the budget of %s units and search.topology. Raise search.budget.units,"
                  .formatted(what, Numbers.plain(CostTable.units(space.limit())))
              + " loosen search.topology or take another strategy.");
    }
    return graphs;
  }

  private static Optional<CollaborationGraph> single(SearchSpace space, int model) {
    return graph(space, new Part(answering(space), model, List.of()));
  }

  /** As many answers of a model as can be paid; empty if those have no majority. */
  private static Optional<CollaborationGraph> vote(SearchSpace space, Role vote, int model) {
    int answering = answering(space);
    long paid = space.limit() / space.costs().cost(answering, model, 0);
    long most = Math.min(Math.min(space.slots() - 1L, vote.maxInputs()), paid);
    if (most < Math.max(Baselines.LEAST_VOTERS, vote.minInputs())) {
      return Optional.empty();
    }
    List<Part> leaves = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      leaves.add(new Part(answering, model, List.of()));
    }
    int voting = space.costs().roles().indexOf(vote);
    return graph(space, new Part(voting, Draft.NO_MODEL, leaves));
  }

  /** Canonical; empty where the space does not admit it. */
  private static Optional<CollaborationGraph> graph(SearchSpace space, Part sink) {
    return Optional.ofNullable(new Draft(space, sink).toGraph()).map(CollaborationGraph::canonical);
  }

  private static int answering(SearchSpace space) {
    List<Role> roles = space.costs().roles();
    return roles.indexOf(Baselines.leafRole(roles));
  }
}
