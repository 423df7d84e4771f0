package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log-probability and gradient against the reference walk's exact enumeration. */
class GraphSamplerScoreTest {

  /** Sums over an enumeration. */
  private static final class Sums {
    double probability;
    int outcomes;
    double worst;
    final GraphGradient gradient;

    Sums(GraphRules rules) {
      gradient = new GraphGradient(rules);
    }
  }

  @TestFactory
  List<DynamicTest> everyAskingOrderSumsToOneAndHasNoMeanGradient() {
    List<DynamicTest> tests = new ArrayList<>();
    SamplerContract.spaces()
        .forEach((name, space) -> tests.add(DynamicTest.dynamicTest(name, () -> checkAll(space))));
    return tests;
  }

  private static void checkAll(SearchSpace space) {
    GraphDistribution distribution = Spaces.irregular(space, 5);
    if (space.order() == SlotOrder.LEARNED) {
      // The order's own probability is part of the sum, so all orders belong to one sum.
      Sums sums = new Sums(new GraphRules(space));
      for (List<Integer> order : Enumeration.slotOrders(space)) {
        addAll(
            space, distribution, order, Enumeration.askingOrders(ints(order)).get(0), sums, true);
      }
      checkSums(sums);
      return;
    }
    for (List<Integer> order : Enumeration.slotOrders(space)) {
      for (Map<Integer, List<Integer>> asking : Enumeration.askingOrders(ints(order))) {
        Sums sums = new Sums(new GraphRules(space));
        addAll(space, distribution, order, asking, sums, false);
        checkSums(sums);
      }
    }
  }

  private static void addAll(
      SearchSpace space,
      GraphDistribution distribution,
      List<Integer> order,
      Map<Integer, List<Integer>> asking,
      Sums sums,
      boolean partialOrders) {
    GraphSampler sampler = new GraphSampler(space);
    Enumeration.outcomes(
        space,
        distribution,
        ints(order),
        (v, earlier) -> asking.get(v),
        (sample, probability) -> {
          double ways = 1;
          for (int rest = 2; partialOrders && rest <= sample.firstPlaced; rest++) {
            ways *= rest;
          }
          double scored = Math.exp(sampler.logProbability(distribution, sample));
          sums.worst = Math.max(sums.worst, Math.abs(scored / probability - 1));
          sums.probability += scored / ways;
          sums.outcomes++;
          sampler.addGradient(distribution, sample, scored / ways, sums.gradient);
        });
  }

  private static void checkSums(Sums sums) {
    assertThat(sums.outcomes).isGreaterThan(1);
    assertThat(sums.worst).as("relative error of a probability").isLessThan(1e-11);
    assertThat(sums.probability).isCloseTo(1.0, within(1e-10));
    for (double[] part :
        new double[][] {
          sums.gradient.edge, sums.gradient.role, sums.gradient.model, sums.gradient.order
        }) {
      assertThat(Arrays.stream(part).map(Math::abs).max().orElse(0)).isLessThan(1e-10);
    }
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void sixSlotsWithOneRoleAndModelSumToOne() {
    SearchSpace space =
        Spaces.space(
            6, List.of(Spaces.ASSISTANT), Spaces.models(1), 5.5, Topology.free(), SlotOrder.FIXED);
    GraphDistribution distribution = Spaces.irregular(space, 8);
    int[] order = {0, 1, 2, 3, 4, 5};
    for (boolean descending : new boolean[] {false, true}) {
      Sums sums = new Sums(new GraphRules(space));
      Map<Integer, List<Integer>> asking = new TreeMap<>();
      Set<Integer> earlier = new TreeSet<>();
      for (int v : order) {
        asking.put(v, Enumeration.sorted(earlier, descending));
        earlier.add(v);
      }
      addAll(space, distribution, List.of(0, 1, 2, 3, 4, 5), asking, sums, false);
      checkSums(sums);
    }
  }

  @Test
  void fourSlotsWithThreeRolesAndModelsSumToOneForEachAskingOrder() {
    SearchSpace space =
        Spaces.space(
            4,
            List.of(Spaces.ASSISTANT, Spaces.FUSER, Spaces.VOTE),
            Spaces.models(1, 1.4, 2.2),
            4.9,
            Topology.free(),
            SlotOrder.FIXED);
    checkAll(space);
  }

  @Test
  @Tag("heavy")
  void fourSlotsWithThreeRolesAndModelsAndALooseBudgetSumToOne() {
    SearchSpace space =
        Spaces.space(
            4,
            List.of(Spaces.ASSISTANT, Spaces.FUSER, Spaces.VOTE),
            Spaces.models(1, 1.4, 2.2),
            100,
            Topology.free(),
            SlotOrder.FIXED);
    checkAll(space);
  }

  /**
   * A drawn sample records what the reference walk records when it makes the same choices in an
   * asking order that agrees with the recorded one, and has the same probability.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 16, 63, 64, 65, 100})
  void drawnSamplesAgreeWithTheReferenceWalk(int slots) {
    SplittableRandom random = new SplittableRandom(slots);
    int spaces = slots < 20 ? 150 : slots < 70 ? 12 : 6;
    for (int i = 0; i < spaces; i++) {
      SearchSpace space = Spaces.any(slots, random);
      GraphDistribution distribution =
          random.nextInt(3) == 0
              ? GraphDistribution.initial(space)
              : Spaces.irregular(space, random.nextLong());
      GraphSampler sampler = new GraphSampler(space, slots <= 64 && i % 2 == 0);
      GraphSample sample = sampler.newSample();
      for (int draw = 0; draw < 20; draw++) {
        sampler.sample(distribution, random, sample);
        checkAgainstReference(sampler, distribution, sample);
      }
    }
  }

  private static void checkAgainstReference(
      GraphSampler sampler, GraphDistribution distribution, GraphSample sample) {
    ReferenceWalk walk = new ReferenceWalk(sampler.space(), distribution);
    GraphSample again =
        walk.run(
            sample.order,
            (v, earlier) -> consistentOrder(sample, v, earlier),
            new ReferenceWalk.Chooser() {
              @Override
              public boolean take(int u, int v, double probability) {
                return sample.hasEdge(u, v);
              }

              @Override
              public int choose(int v, boolean role, double[] probabilities) {
                return role ? sample.role(v) : sample.model(v);
              }
            });
    sample.complete();
    String what = sampler.space().topology() + " " + sampler.space().limit();
    assertThat(again.live).as(what).isEqualTo(sample.live);
    assertThat(again.cost).isEqualTo(sample.cost);
    assertThat(again.firstPlaced).isEqualTo(sample.firstPlaced);
    for (int v = 0; v < sample.slots(); v++) {
      if (sample.isLive(v)) {
        assertThat(words(sample.parents, sample, v))
            .as(what)
            .isEqualTo(words(again.parents, again, v));
        assertThat(sample.roleMask[v]).as(what).isEqualTo(again.roleMask[v]);
        assertThat(sample.modelMask[v]).as(what).isEqualTo(again.modelMask[v]);
        assertThat(words(sample.asked, sample, v)).as(what).isEqualTo(words(again.asked, again, v));
        assertThat(sample.minimum[v]).isEqualTo(again.minimum[v]);
        if (sample.minimum[v] > 0) {
          assertThat(sample.markedLimit[v]).isEqualTo(again.markedLimit[v]);
          assertThat(words(sample.candidates, sample, v))
              .isEqualTo(words(again.candidates, again, v));
          if (sample.markedLimit[v] >= 0) {
            assertThat(words(sample.entering, sample, v))
                .isEqualTo(words(again.entering, again, v));
          }
        }
      }
    }
    if (walk.probability() > 1e-250) {
      assertThat(sampler.logProbability(distribution, sample))
          .as(what)
          .isCloseTo(Math.log(walk.probability()), within(1e-8));
    }
  }

  private static long[] words(long[] all, GraphSample sample, int v) {
    return Arrays.copyOfRange(all, v * sample.words, (v + 1) * sample.words);
  }

  /** Those asked and refused, those taken, those never asked. */
  private static List<Integer> consistentOrder(GraphSample sample, int v, Set<Integer> earlier) {
    List<Integer> order = new ArrayList<>();
    for (int pass = 0; pass < 3; pass++) {
      for (int u : earlier) {
        boolean asked = sample.wasAsked(u, v);
        int turn = sample.hasEdge(u, v) ? 1 : asked ? 0 : 2;
        if (turn == pass) {
          order.add(u);
        }
      }
    }
    return order;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 7, 12})
  void gradientEqualsFiniteDifferences(int slots) {
    SplittableRandom random = new SplittableRandom(70 + slots);
    for (int i = 0; i < 40; i++) {
      SearchSpace space = Spaces.any(slots, random);
      GraphDistribution distribution = Spaces.irregular(space, random.nextLong());
      GraphSampler sampler = new GraphSampler(space);
      GraphSample sample = sampler.newSample();
      sampler.sample(distribution, random, sample);
      GraphGradient gradient = new GraphGradient(sampler.rules());
      sampler.addGradient(distribution, sample, 1.0, gradient);
      checkPart(sampler, distribution, sample, distribution.edgeLogits, gradient.edge);
      checkPart(sampler, distribution, sample, distribution.roleLogits, gradient.role);
      checkPart(sampler, distribution, sample, distribution.modelLogits, gradient.model);
      checkPart(sampler, distribution, sample, distribution.orderLogits, gradient.order);
    }
  }

  private static void checkPart(
      GraphSampler sampler,
      GraphDistribution distribution,
      GraphSample sample,
      double[] logits,
      double[] gradient) {
    double step = 1e-5;
    for (int i = 0; i < logits.length; i++) {
      double before = logits[i];
      logits[i] = before + step;
      distribution.changed();
      double high = sampler.logProbability(distribution, sample);
      logits[i] = before - step;
      distribution.changed();
      double low = sampler.logProbability(distribution, sample);
      logits[i] = before;
      distribution.changed();
      assertThat(gradient[i]).isCloseTo((high - low) / (2 * step), within(1e-6));
    }
  }
}
