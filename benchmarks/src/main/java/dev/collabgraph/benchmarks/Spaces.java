package dev.collabgraph.benchmarks;

import dev.collabgraph.budget.CostModel;
import dev.collabgraph.budget.CostTable;
import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.distribution.SlotClass;
import dev.collabgraph.distribution.SlotOrder;
import dev.collabgraph.distribution.Topology;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The search spaces that are measured. */
public final class Spaces {
  private Spaces() {}

  /** How much budget there is. */
  public enum BudgetKind {
    /** Never binds. */
    LOOSE,
    /** One unit less than slots: not even all slots as cheapest leaves fit. */
    TIGHT
  }

  /** Where the edge probabilities stand. */
  public enum Edges {
    /** One half each: as dense as a graph of independent fair edges. */
    HALF,
    /** As a search starts: two inputs expected per slot. */
    START
  }

  private static final List<Role> ROLES =
      List.of(
          new Role("assistant", Role.Kind.CALL, "q", "qi", 0, Role.UNLIMITED, 0),
          new Role("fuser", Role.Kind.CALL, null, "qi", 1, Role.UNLIMITED, 0));

  private static final CostModel COST =
      new CostModel() {
        @Override
        public String metric() {
          return "benchmark";
        }

        @Override
        public double cost(ModelSpec model, int inputsRead) {
          return model.rank() * (1 + 0.6 * inputsRead);
        }
      };

  /**
   * A space with the roles assistant and fuser.
   *
   * @param models 1 or more; leaf costs 1, 2, 3, ...
   */
  public static SearchSpace space(int slots, int models, BudgetKind budget, SlotOrder order) {
    List<ModelSpec> pool = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      String id = "m" + m;
      pool.add(
          new ModelSpec(
              id, "family", "none", id, null, null, ModelSpec.Sampling.defaults(), m + 1.0));
    }
    CostTable costs = CostTable.of(COST, ROLES, pool, slots - 1);
    double units = budget == BudgetKind.LOOSE ? 1e6 : slots - 1;
    return new SearchSpace(slots, costs, CostTable.limit(units), Topology.free(), order);
  }

  /**
   * A distribution whose values are all a little different, so that no branch is too predictable.
   */
  public static GraphDistribution distribution(SearchSpace space, Edges edges) {
    SplittableRandom random = new SplittableRandom(7);
    GraphDistribution distribution = GraphDistribution.initial(space);
    if (edges == Edges.HALF) {
      distribution.setEdgeProbabilities(SlotClass.ALL, 0.5, 0);
    }
    for (int v = 0; v < space.slots(); v++) {
      distribution.setOrderLogit(v, random.nextDouble(-0.2, 0.2));
      for (int u = 0; u < v; u++) {
        distribution.scaleEdgeOdds(u, v, random.nextDouble(0.9, 1.1), 0);
      }
      for (int m = 0; m < space.modelCount(); m++) {
        distribution.scaleModel(v, m, random.nextDouble(0.8, 1.2), 0);
      }
    }
    return distribution;
  }
}
