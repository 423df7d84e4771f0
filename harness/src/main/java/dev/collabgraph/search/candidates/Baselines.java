package dev.collabgraph.search.candidates;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchResult.BaselineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the budget buys without a search. Public for the sibling packages; not an API. */
public final class Baselines {
  /** Number of random graphs whose mean is the random baseline. */
  public static final int RANDOM_GRAPHS = 10;

  /** Fewer answers have no majority. */
  public static final int LEAST_VOTERS = 3;

  /**
   * One baseline: a graph, or several that take the tasks in turn, so that their mean is measured
   * at the price of one.
   *
   * @param graphs one or more
   */
  public record Candidate(
      String name,
      BaselineKind kind,
      List<CollaborationGraph> graphs,
      double costUnits,
      boolean withinBudget) {
    public Candidate {
      graphs = List.copyOf(graphs);
    }
  }

  private Baselines() {}

  /**
   * All baselines in a fixed order: single models, self-consistency, random.
   *
   * @param randomGraphs drawn from the untrained distribution
   */
  public static List<Candidate> of(SearchSpace space, List<CollaborationGraph> randomGraphs) {
    List<Candidate> all = new ArrayList<>();
    Role answering = leafRole(space.costs().roles());
    for (ModelSpec model : space.costs().models()) {
      all.add(
          candidate(
              model.id(),
              BaselineKind.SINGLE,
              CollaborationGraph.single(answering.name(), model.id()),
              space));
    }
    for (ModelSpec model : space.costs().models()) {
      selfConsistency(space, answering, model).ifPresent(all::add);
    }
    if (!randomGraphs.isEmpty()) {
      double mean =
          randomGraphs.stream().mapToLong(space.costs()::cost).average().orElseThrow()
              / CostTable.UNIT;
      all.add(
          new Candidate(
              "mean of " + randomGraphs.size() + " random graphs",
              BaselineKind.RANDOM,
              randomGraphs,
              mean,
              true));
    }
    return all;
  }

  /** The role a single call plays: the first that asks a model and needs no input. */
  public static Role leafRole(List<Role> roles) {
    return roles.stream()
        .filter(role -> role.calls() && role.admits(0))
        .findFirst()
        .orElseThrow(
            () ->
                new SearchException(
                    "No role can answer a question alone: at least one role that asks a model must"
                        + " have minInputs: 0. Maybe keep the built-in assistant."));
  }

  /** The most answers of one model the budget pays, put to the vote. */
  private static Optional<Candidate> selfConsistency(
      SearchSpace space, Role answering, ModelSpec model) {
    Optional<Role> vote = voteRole(space.costs().roles());
    if (vote.isEmpty()) {
      return Optional.empty();
    }
    long leaf = space.costs().cost(CollaborationGraph.single(answering.name(), model.id()));
    long affordable =
        Math.min(Math.min(space.limit() / leaf, space.slots() - 1L), vote.get().maxInputs());
    if (affordable < Math.max(LEAST_VOTERS, vote.get().minInputs())) {
      return Optional.empty();
    }
    int samples = (int) affordable;
    return Optional.of(
        candidate(
            samples + " x " + model.id() + ", majority",
            BaselineKind.SELF_CONSISTENCY,
            vote(vote.get(), answering, model, samples),
            space));
  }

  /** The first role that votes; empty if it is masked or left out. */
  public static Optional<Role> voteRole(List<Role> roles) {
    return roles.stream().filter(role -> !role.calls()).findFirst();
  }

  private static CollaborationGraph vote(Role vote, Role answering, ModelSpec model, int samples) {
    List<Node> nodes = new ArrayList<>(samples + 1);
    int[][] predecessors = new int[samples + 1][0];
    predecessors[samples] = new int[samples];
    for (int i = 0; i < samples; i++) {
      nodes.add(new Node("n" + i, answering.name(), model.id()));
      predecessors[samples][i] = i;
    }
    nodes.add(new Node("n" + samples, vote.name(), null));
    return CollaborationGraph.trusted(nodes, predecessors);
  }

  private static Candidate candidate(
      String name, BaselineKind kind, CollaborationGraph graph, SearchSpace space) {
    long cost = space.costs().cost(graph);
    return new Candidate(name, kind, List.of(graph), CostTable.units(cost), cost <= space.limit());
  }
}
