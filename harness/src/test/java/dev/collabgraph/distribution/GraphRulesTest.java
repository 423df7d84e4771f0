package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.budget.CostModel;
import dev.collabgraph.budget.CostTable;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Spaces in which no graph fits are refused when the sampler is made, with the key to change. */
class GraphRulesTest {

  private static SearchSpace space(double units, List<Role> roles, Topology topology) {
    return Spaces.space(4, roles, Spaces.models(1, 3), units, topology, SlotOrder.FIXED);
  }

  private static Topology sink(String role, String model, int minInputs) {
    return new Topology(Topology.Shape.FREE, 0, 0, 0, role, model, minInputs);
  }

  private static void refused(SearchSpace space, String message) {
    assertThatThrownBy(() -> new GraphSampler(space))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void budgetBelowTheCheapestGraphNamesBothAndTheKey() {
    refused(
        space(0.9999, List.of(Spaces.ASSISTANT), Topology.free()),
        "The budget is 0.999 units, below the cheapest graph, which costs 1: raise search.budget.units to 1 or more.");
  }

  @Test
  void budgetOfExactlyTheCheapestGraphIsEnough() {
    assertThat(
            new GraphSampler(space(1, List.of(Spaces.ASSISTANT), Topology.free())).space().limit())
        .isEqualTo(CostTable.UNIT);
  }

  @Test
  void sinkThatNeedsInputsIsPricedWithThem() {
    // A sink of model m1 with two inputs costs 3 x 1.6, its inputs a leaf each.
    refused(
        space(6.7, List.of(Spaces.ASSISTANT), sink(null, "m1", 2)),
        "The budget is 6.7 units, below the cheapest graph, which costs 6.8: raise search.budget.units to 6.8 or more.");
  }

  @Test
  void poolWithoutARoleThatStandsAloneIsRefused() {
    refused(
        space(10, List.of(Spaces.FUSER, Spaces.VOTE), Topology.free()),
        "No role can stand without inputs (roles: [fuser, vote]): let one role that calls a model have minInputs: 0.");
  }

  @Test
  void unknownRoleOfTheSinkIsRefused() {
    refused(
        space(10, List.of(Spaces.ASSISTANT), sink("judge", null, 0)),
        "sink.role is \"judge\", expected one of [assistant].");
  }

  @Test
  void unknownModelOfTheSinkIsRefused() {
    refused(
        space(10, List.of(Spaces.ASSISTANT), sink(null, "m7", 0)),
        "sink.model is \"m7\", expected one of [m0, m1].");
  }

  @Test
  void modelForASinkThatVotesIsRefused() {
    refused(
        space(10, List.of(Spaces.ASSISTANT, Spaces.VOTE), sink("vote", "m0", 0)),
        "sink.model is \"m0\" but sink.role \"vote\" calls no model: remove sink.model or change sink.role.");
  }

  @Test
  void topologyThatStarvesTheSinkIsRefused() {
    refused(
        space(
            10,
            List.of(Spaces.ASSISTANT),
            new Topology(Topology.Shape.CHAIN, 0, 0, 0, null, null, 2)),
        "No graph fits the topology: with 4 slots, shape chain, maxDepth 0, maxWidth 0, maxInDegree 0 (0 = unlimited) no role gets the inputs a sink needs (sink.minInputs 2, sink.role free): lower sink.minInputs or loosen the topology.");
  }

  @Test
  void costThatFallsWithInputsIsRefused() {
    CostModel falling =
        new CostModel() {
          @Override
          public String metric() {
            return "odd";
          }

          @Override
          public double cost(ModelSpec model, int inputsRead) {
            return inputsRead == 2 ? 1 : 1 + inputsRead;
          }
        };
    CostTable costs = CostTable.of(falling, List.of(Spaces.ASSISTANT), Spaces.models(1), 3);
    refused(
        new SearchSpace(4, costs, CostTable.limit(10), Topology.free(), SlotOrder.FIXED),
        "Cost metric \"odd\": model \"m0\" costs less with 2 inputs (1000000000) than with 1 (2000000000); a cost must not fall as inputs are added.");
  }

  @Test
  void sampleOfAnotherSpaceIsRefused() {
    GraphSampler sampler = new GraphSampler(space(10, List.of(Spaces.ASSISTANT), Topology.free()));
    GraphSample other =
        new GraphSampler(space(20, List.of(Spaces.ASSISTANT), Topology.free())).newSample();
    GraphDistribution distribution = GraphDistribution.initial(sampler.space());
    assertThatThrownBy(() -> sampler.logProbability(distribution, other))
        .hasMessage(
            "The sample was made for another space: get it from newSample() of this sampler.");
  }

  @Test
  void distributionOfAnotherSizeIsRefused() {
    GraphSampler sampler = new GraphSampler(space(10, List.of(Spaces.ASSISTANT), Topology.free()));
    GraphDistribution other =
        GraphDistribution.initial(
            space(10, List.of(Spaces.ASSISTANT, Spaces.FUSER), Topology.free()));
    assertThatThrownBy(
            () -> sampler.sample(other, new java.util.SplittableRandom(1), sampler.newSample()))
        .hasMessage(
            "The distribution is over 4 slots, 2 roles and 2 models, the space over 4, 1 and 2.");
  }
}
