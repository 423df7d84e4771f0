package dev.collabgraph.budget;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.ModelSpec.Architecture;
import dev.collabgraph.graph.ModelSpec.Price;
import dev.collabgraph.graph.ModelSpec.Sampling;
import dev.collabgraph.graph.Role;
import java.util.List;

/** The published models and roles, for tests. */
final class Pools {
  static final ModelSpec LLAMA_1B = model("llama-1b", 1e9, 16, 2048);
  static final ModelSpec LLAMA_3B = model("llama-3b", 3e9, 28, 3072);
  static final ModelSpec LLAMA_8B = model("llama-8b", 8e9, 32, 4096);
  static final ModelSpec LLAMA_70B = model("llama-70b", 70e9, 80, 8192);

  static final Role ASSISTANT =
      new Role("assistant", Role.Kind.CALL, "q", "q", 0, Role.UNLIMITED, 0);
  static final Role FUSER = new Role("fuser", Role.Kind.CALL, null, "q", 1, Role.UNLIMITED, 0);
  static final Role VOTE = new Role("vote", Role.Kind.VOTE, null, null, 3, Role.UNLIMITED, 0);
  static final List<Role> ROLES = List.of(ASSISTANT, FUSER, VOTE);

  static final FlopsCost MATH = new FlopsCost(202, 275);
  static final FlopsCost MMLU = new FlopsCost(213, 215);
  static final FlopsCost HUMAN_EVAL = new FlopsCost(180, 115);

  private Pools() {}

  static ModelSpec model(String id, double params, int layers, int hidden) {
    return new ModelSpec(
        id,
        "llama",
        "p",
        id,
        new Architecture(params, layers, hidden),
        null,
        Sampling.defaults(),
        0);
  }

  static ModelSpec priced(String id, double input, double output) {
    return new ModelSpec(
        id, "llama", "p", id, null, new Price(input, output), Sampling.defaults(), 0);
  }

  static ModelSpec bare(String id) {
    return new ModelSpec(id, "llama", "p", id, null, null, Sampling.defaults(), 0);
  }
}
