package dev.collabgraph.distribution;

import dev.collabgraph.budget.CostModel;
import dev.collabgraph.budget.CostTable;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small spaces and distributions for tests. */
final class Spaces {
  private Spaces() {}

  static final Role ASSISTANT =
      new Role("assistant", Role.Kind.CALL, "q", "qi", 0, Role.UNLIMITED, 0);
  static final Role FUSER = new Role("fuser", Role.Kind.CALL, null, "qi", 1, Role.UNLIMITED, 0);
  static final Role PAIR = new Role("pair", Role.Kind.CALL, null, "qi", 2, 2, 0);
  static final Role VOTE = new Role("vote", Role.Kind.VOTE, null, null, 3, Role.UNLIMITED, 0);

  static final Role VOTE_OF_TWO =
      new Role("vote2", Role.Kind.VOTE, null, null, 2, Role.UNLIMITED, 0);

  /** Leaf costs of a pool; the cost of a call grows by 0.3 of the leaf's with each input. */
  static final CostModel LINEAR =
      new CostModel() {
        @Override
        public String metric() {
          return "test";
        }

        @Override
        public double cost(ModelSpec model, int inputsRead) {
          return model.rank() * (1 + 0.3 * inputsRead);
        }
      };

  /** FLOPs of FORMULATION section 3 on MATH (A = 202, B = 275). */
  static final CostModel MATH_FLOPS =
      new CostModel() {
        @Override
        public String metric() {
          return "flops";
        }

        @Override
        public double cost(ModelSpec model, int inputsRead) {
          ModelSpec.Architecture a = model.architecture();
          double np = 202 + inputsRead * 275.0;
          double nd = 275;
          double attention = 2.0 * a.layers() * a.hidden();
          return 2 * a.params() * np
              + attention * np * (np + 1)
              + 2 * a.params() * nd
              + attention * nd * (2 * np + nd + 1);
        }
      };

  static ModelSpec model(String id, double leafCost) {
    return new ModelSpec(id, id, "test", id, null, null, ModelSpec.Sampling.defaults(), leafCost);
  }

  static ModelSpec llama(String id, double params, int layers, int hidden) {
    return new ModelSpec(
        id,
        "llama",
        "test",
        id,
        new ModelSpec.Architecture(params, layers, hidden),
        null,
        ModelSpec.Sampling.defaults(),
        params);
  }

  static final List<ModelSpec> LLAMAS =
      List.of(llama("1b", 1e9, 16, 2048), llama("3b", 3e9, 28, 3072), llama("8b", 8e9, 32, 4096));

  static List<ModelSpec> models(double... leafCosts) {
    List<ModelSpec> models = new ArrayList<>();
    for (double cost : leafCosts) {
      models.add(model("m" + models.size(), cost));
    }
    return models;
  }

  static SearchSpace space(
      int slots,
      List<Role> roles,
      List<ModelSpec> models,
      double units,
      Topology topology,
      SlotOrder order) {
    CostTable costs = CostTable.of(LINEAR, roles, models, Math.max(0, slots - 1));
    return new SearchSpace(slots, costs, CostTable.limit(units), topology, order);
  }

  static SearchSpace math(int slots, List<Role> roles, double units, Topology topology) {
    CostTable costs = CostTable.of(MATH_FLOPS, roles, LLAMAS, slots - 1);
    return new SearchSpace(slots, costs, CostTable.limit(units), topology, SlotOrder.FIXED);
  }

  /** Logits that are all different, edges around a probability of 0.4. */
  static GraphDistribution irregular(SearchSpace space, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GraphDistribution distribution = GraphDistribution.initial(space);
    for (int i = 0; i < distribution.edgeLogits.length; i++) {
      distribution.edgeLogits[i] = random.nextDouble(-2, 1.5);
    }
    fill(distribution.roleLogits, random);
    fill(distribution.modelLogits, random);
    fill(distribution.orderLogits, random);
    distribution.changed();
    return distribution;
  }

  private static void fill(double[] logits, SplittableRandom random) {
    for (int i = 0; i < logits.length; i++) {
      logits[i] = random.nextDouble(-1, 1);
    }
  }

  /** A space with everything drawn at random, one that admits a graph. */
  static SearchSpace any(int slots, SplittableRandom random) {
    List<Role> roles =
        switch (random.nextInt(5)) {
          case 0 -> List.of(ASSISTANT);
          case 1 -> List.of(ASSISTANT, FUSER);
          case 2 -> List.of(FUSER, ASSISTANT, VOTE);
          case 3 -> List.of(PAIR, ASSISTANT);
          default -> List.of(ASSISTANT, FUSER, PAIR, VOTE);
        };
    List<ModelSpec> models =
        switch (random.nextInt(3)) {
          case 0 -> models(1);
          case 1 -> models(2, 1, 4.5);
          default -> models(1, 1.5, 2, 3, 5, 8, 13);
        };
    double units =
        switch (random.nextInt(3)) {
          case 0 -> 1 + random.nextDouble() * 5;
          case 1 -> slots * (1 + random.nextDouble());
          default -> 1e6;
        };
    Topology topology =
        new Topology(
            Topology.Shape.values()[random.nextInt(Topology.Shape.values().length)],
            random.nextInt(2) * (1 + random.nextInt(4)),
            random.nextInt(2) * (1 + random.nextInt(4)),
            random.nextInt(2) * (1 + random.nextInt(4)),
            random.nextInt(4) == 0 ? "assistant" : null,
            random.nextInt(4) == 0 ? "m0" : null,
            random.nextInt(2));
    SlotOrder order = SlotOrder.values()[random.nextInt(3)];
    SearchSpace space = space(slots, roles, models, units, topology, order);
    try {
      new GraphRules(space);
      return space;
    } catch (IllegalArgumentException noGraphFits) {
      return any(slots, random);
    }
  }
}
