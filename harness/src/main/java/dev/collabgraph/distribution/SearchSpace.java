package dev.collabgraph.distribution;

import dev.collabgraph.budget.CostTable;
import java.util.Objects;

/**
 * Which graphs may be sampled.
 *
 * @param slots K: most nodes of a graph, 1 or more
 * @param costs roles, models and what they cost at every in-degree from 0 to K - 1
 * @param limit the budget as an integer of {@link CostTable#UNIT}; no sampled graph costs more
 * @param topology structural constraints
 * @param order how slots are put into topological order
 */
public record SearchSpace(
    int slots, CostTable costs, long limit, Topology topology, SlotOrder order) {

  public SearchSpace {
    Objects.requireNonNull(costs, "costs");
    Objects.requireNonNull(topology, "topology");
    Objects.requireNonNull(order, "order");
    if (slots < 1) {
      throw new IllegalArgumentException("slots is " + slots + ", expected 1 or more.");
    }
    if (costs.maxInDegree() < slots - 1) {
      throw new IllegalArgumentException(
          "The cost table reaches in-degree %s, expected at least slots - 1 = %s."
              .formatted(costs.maxInDegree(), slots - 1));
    }
  }

  /** floor(budget / cheapest leaf) + 1: more slots could never all be paid for. */
  public static int autoSlots(double budgetUnits) {
    return (int) Math.min(1 << 12, Math.floor(budgetUnits + 1e-9) + 1);
  }

  /** Number of roles. */
  public int roleCount() {
    return costs.roles().size();
  }

  /** Number of models. */
  public int modelCount() {
    return costs.models().size();
  }

  /** Number of slot pairs u before v. */
  public int edgeCount() {
    return slots * (slots - 1) / 2;
  }
}
