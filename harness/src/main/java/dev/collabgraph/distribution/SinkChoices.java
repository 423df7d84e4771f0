package dev.collabgraph.distribution;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.List;

/** What the sink may be by {@code sink.role} and {@code sink.model}, as bits. */
final class SinkChoices {
  private SinkChoices() {}

  /**
   * Roles the sink may have, bit i for role i of the pool; inputs and costs left aside.
   *
   * @param all 1 to 64
   * @throws IllegalArgumentException if there is none, naming what is wrong
   */
  static long roles(List<Role> all, Topology topology) {
    long mask = 0;
    for (int r = 0; r < all.size(); r++) {
      boolean named = topology.sinkRole() == null || topology.sinkRole().equals(all.get(r).name());
      // A fixed model of the sink says that the sink calls it.
      boolean asksModel = topology.sinkModel() == null || all.get(r).calls();
      if (named && asksModel) {
        mask |= 1L << r;
      }
    }
    if (mask == 0) {
      throw new IllegalArgumentException(none(all.stream().map(Role::name).toList(), topology));
    }
    return mask;
  }

  private static String none(List<String> roles, Topology topology) {
    boolean known = topology.sinkRole() == null || roles.contains(topology.sinkRole());
    return known
        ? "sink.model is \"%s\" but %s calls no model: remove sink.model or change sink.role."
            .formatted(
                topology.sinkModel(),
                topology.sinkRole() == null
                    ? "no role"
                    : "sink.role \"" + topology.sinkRole() + "\"")
        : "sink.role is \"%s\", expected one of %s.".formatted(topology.sinkRole(), roles);
  }

  /**
   * Models the sink may have, bit i for model i of the pool.
   *
   * @param all 1 to 64
   * @throws IllegalArgumentException if {@code sink.model} is none of them
   */
  static long models(List<ModelSpec> all, Topology topology) {
    if (topology.sinkModel() == null) {
      return GraphRules.low(all.size());
    }
    for (int m = 0; m < all.size(); m++) {
      if (all.get(m).id().equals(topology.sinkModel())) {
        return 1L << m;
      }
    }
    throw new IllegalArgumentException(
        "sink.model is \"%s\", expected one of %s."
            .formatted(topology.sinkModel(), all.stream().map(ModelSpec::id).toList()));
  }
}
