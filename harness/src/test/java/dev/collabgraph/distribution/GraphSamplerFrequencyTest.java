package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /**
   * The plain walk halves candidates until it has found where the question closes, the wide one
   * goes through an order: of 12 slots the same numbers of nodes, edges and edges asked, and the
   * same slots asked by the sink. Held to 5.5 standard deviations for each of some hundred counts:
   * a false alarm below 1e-5, once. A share of 1 % that is wrong by a fifth is 10 sigma off.
   */
  @Test
  void atTwelveSlotsPlainAndWideWalkAskAlike() {
    SearchSpace space =
        Spaces.space(
            12,
            List.of(Spaces.ASSISTANT, Spaces.FUSER),
            Spaces.models(1, 2, 1.5),
            9.5,
            Topology.free(),
            SlotOrder.FIXED);
    GraphDistribution distribution = Spaces.irregular(space, 5);
    int draws = 200_000;
    Map<String, Integer> plain = summaries(new GraphSampler(space, true), distribution, draws, 41);
    Map<String, Integer> wide = summaries(new GraphSampler(space, false), distribution, draws, 42);
    Set<String> seen = new TreeSet<>(plain.keySet());
    seen.addAll(wide.keySet());
    int held = 0;
    for (String summary : seen) {
      int first = plain.getOrDefault(summary, 0);
      int second = wide.getOrDefault(summary, 0);
      if (first + second >= 50) {
        held++;
        assertThat(Math.abs(first - second) / Math.sqrt(first + second))
            .as("%s: %d and %d of %d", summary, first, second, draws)
            .isLessThan(5.5);
      }
    }
    assertThat(held).isGreaterThan(100);
  }

  private static Map<String, Integer> summaries(
      GraphSampler sampler, GraphDistribution distribution, int draws, long seed) {
    Map<String, Integer> counts = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    GraphSample sample = sampler.newSample();
    int sink = sample.slots() - 1;
    for (int draw = 0; draw < draws; draw++) {
      sampler.sample(distribution, random, sample);
      counts.merge(
          sample.size() + " nodes, " + sample.edges() + " of " + sample.edgesAsked() + " edges",
          1,
          Integer::sum);
      for (int u = 0; u < sink; u++) {
        if (sample.wasAsked(u, sink)) {
          counts.merge("sink asked " + u, 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  /** Only two of three models can be paid, and the third has all but 1e-13 of the probability. */
  @Test
  void unlikelyModelsKeepTheirProportionWhenOnlyTheyCanBePaid() {
    SearchSpace space =
        Spaces.space(
            1,
            List.of(Spaces.ASSISTANT),
            Spaces.models(9, 1, 2),
            3,
            Topology.free(),
            SlotOrder.FIXED);
    GraphDistribution distribution = GraphDistribution.initial(space);
    distribution.modelLogits[0] = 30;
    distribution.modelLogits[1] = 0;
    distribution.modelLogits[2] = Math.log(3);
    distribution.changed();
    GraphSampler sampler = new GraphSampler(space);
    GraphSample sample = sampler.newSample();
    SplittableRandom random = new SplittableRandom(9);
    int[] counts = new int[3];
    for (int draw = 0; draw < 40_000; draw++) {
      sampler.sample(distribution, random, sample);
      counts[sample.model(0)]++;
    }
    assertThat(counts[0]).isZero();
    assertThat(counts[1]).isBetween(10_000 - 520, 10_000 + 520); // six standard deviations
    assertThat(sampler.logProbability(distribution, sample))
        .isCloseTo(Math.log(sample.model(0) == 1 ? 0.25 : 0.75), within(1e-12));
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
