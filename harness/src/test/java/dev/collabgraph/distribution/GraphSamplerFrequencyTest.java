package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphSamplerFrequencyTest {

  @ParameterizedTest
  @CsvSource({"1, true", "2, false"}) // seeds chosen before the first run
  void frequenciesFollowTheMixtureOverOrders(long seed, boolean narrow) {
    SamplerContract.check(space -> new GraphSampler(space, narrow)::sample, seed);
  }

  @Test
  void theReferenceWalkMeetsTheContractToo() {
    SearchSpace space = SamplerContract.spaces().get("two roles, two models, tight");
    SamplerContract.checkFrequencies(
        "reference", space, 20_000, s -> reference(s, GraphSamplerFrequencyTest::shuffled, 1.0), 3);
  }

  @Test
  void contractCatchesAnEdgeProbabilityThatIsOffByTwoHundredths() {
    assertFails(
        "loose budget, 4 slots",
        SamplerContract.DRAWS,
        space -> {
          GraphSampler sampler = new GraphSampler(space);
          return (distribution, random, sample) -> {
            GraphDistribution biased = distribution.copy();
            biased.setEdgeProbability(0, 3, distribution.edgeProbability(0, 3) + 0.02, 0);
            sampler.sample(biased, random, sample);
          };
        });
  }

  @Test
  void contractCatchesAFixedAskingOrder() {
    assertFails(
        "tight budget, 4 slots",
        20_000,
        space -> reference(space, (earlier, random) -> Enumeration.sorted(earlier, false), 1.0));
  }

  @Test
  void contractCatchesAConditionalDrawThatForgetsItsCondition() {
    // Takes an input with 0.9 of its conditional probability unless it is certain.
    assertFails(
        "vote, tight", 20_000, space -> reference(space, GraphSamplerFrequencyTest::shuffled, 0.9));
  }

  private static void assertFails(String space, int draws, SamplerContract.Factory biased) {
    SearchSpace tested = SamplerContract.spaces().get(space);
    assertThat(tested).isNotNull();
    assertThatThrownBy(() -> SamplerContract.checkFrequencies(space, tested, draws, biased, 5))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("draws, expected");
  }

  private interface Order {
    List<Integer> of(Set<Integer> earlier, RandomGenerator random);
  }

  private static List<Integer> shuffled(Set<Integer> earlier, RandomGenerator random) {
    List<Integer> list = new ArrayList<>(earlier);
    Collections.shuffle(list, new Random(random.nextLong()));
    return list;
  }

  /** The reference walk as a sampler in the fixed slot order. */
  private static SamplerContract.Drawer reference(SearchSpace space, Order order, double factor) {
    int[] slots = new int[space.slots()];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = slot;
    }
    return (distribution, random, sample) -> {
      ReferenceWalk.Chooser chooser =
          new ReferenceWalk.Chooser() {
            @Override
            public boolean take(int u, int v, double probability) {
              return random.nextDouble() < (probability > 1 - 1e-9 ? 1 : probability * factor);
            }

            @Override
            public int choose(int v, boolean role, double[] probabilities) {
              double u = random.nextDouble();
              int choice = 0;
              while (choice < probabilities.length - 1 && (u -= probabilities[choice]) >= 0) {
                choice++;
              }
              return choice;
            }
          };
      GraphSample drawn =
          new ReferenceWalk(space, distribution)
              .run(slots, (v, earlier) -> order.of(earlier, random), chooser);
      Copies.copy(drawn, sample);
    };
  }
}
