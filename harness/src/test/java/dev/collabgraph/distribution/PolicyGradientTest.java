package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.distribution.PolicyGradient.Outcome;
import dev.collabgraph.distribution.PolicyGradient.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyGradientTest {
  private static final double NAN = Double.NaN;

  private final SearchSpace space =
      Spaces.space(
          8,
          List.of(Spaces.ASSISTANT, Spaces.FUSER),
          Spaces.models(1, 3),
          9,
          Topology.free(),
          SlotOrder.FIXED);
  private final GraphSampler sampler = new GraphSampler(space);
  private final GraphDistribution distribution = GraphDistribution.initial(space);

  private List<GraphSample> draw(GraphSampler from, int count, SplittableRandom random) {
    return draw(from, distribution, count, random);
  }

  private static List<GraphSample> draw(
      GraphSampler from, GraphDistribution distribution, int count, SplittableRandom random) {
    List<GraphSample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      GraphSample sample = from.newSample();
      from.sample(distribution, random, sample);
      samples.add(sample);
    }
    return samples;
  }

  private double[] advantages(double[]... rewards) {
    PolicyGradient update = new PolicyGradient(sampler, Settings.defaults());
    return update.advantages(draw(sampler, rewards.length, new SplittableRandom(1)), rewards);
  }

  @Test
  void advantageIsRewardLessTheMeanOfTheOthers() {
    assertThat(advantages(new double[] {1, 0}, new double[] {0, 0}, new double[] {1, 1}))
        .containsExactly(new double[] {0, -0.75, 0.75}, within(1e-15));
  }

  @Test
  void inconclusiveTaskIsLeftOutOfWhatIsShared() {
    double[][] rewards = new double[3][20];
    Arrays.fill(rewards[0], 1);
    rewards[1][0] = NAN; // 95 % conclusive: still takes part
    rewards[2][0] = 1;
    // Task 0 is shared by graphs 0 and 2 only, both right.
    assertThat(advantages(rewards))
        .containsExactly(new double[] {19.0 / 20, -0.5, (0 + 19 * -0.5) / 20}, within(1e-15));
  }

  @Test
  void graphBelowTheConclusiveShareTakesNoPart() {
    double[][] rewards = new double[3][20];
    Arrays.fill(rewards[0], 1);
    rewards[1][0] = NAN;
    rewards[1][1] = NAN;
    assertThat(advantages(rewards)).containsExactly(1, NAN, -1);
  }

  @Test
  void fewerThanTwoConclusiveGraphsChangeNothing() {
    PolicyGradient update = new PolicyGradient(sampler, Settings.defaults());
    double[] before = distribution.edgeLogits.clone();
    List<GraphSample> samples = draw(sampler, 2, new SplittableRandom(4));
    assertThat(update.update(distribution, samples, new double[][] {{1}, {NAN}}))
        .isEqualTo(Outcome.TOO_FEW_CONCLUSIVE);
    assertThat(update.conclusiveGraphs()).isEqualTo(1);
    assertThat(distribution.edgeLogits).isEqualTo(before);
    assertThat(update.update(distribution, samples.subList(0, 1), new double[][] {{1}}))
        .isEqualTo(Outcome.TOO_FEW_CONCLUSIVE);
  }

  @Test
  void infiniteRewardNamesGraphAndTask() {
    assertThatThrownBy(
            () -> advantages(new double[] {1, 0}, new double[] {0, Double.POSITIVE_INFINITY}))
        .hasMessage(
            "The reward of graph 1 on task 1 is Infinity, expected a finite number or NaN.");
  }

  @Test
  void raggedOrMissingRewardsAreRefused() {
    assertThatThrownBy(() -> advantages(new double[] {1, 0}, new double[] {0}))
        .hasMessage("Row 1 of the rewards has 1 tasks, row 0 has 2.");
    PolicyGradient update = new PolicyGradient(sampler, Settings.defaults());
    assertThatThrownBy(
            () ->
                update.update(
                    distribution, draw(sampler, 2, new SplittableRandom(1)), new double[][] {{1}}))
        .hasMessageStartingWith("Got 2 samples and 1 rows of rewards");
  }

  @Test
  void parametersNoSampleTouchedStay() {
    PolicyGradient update = new PolicyGradient(sampler, Settings.defaults());
    List<GraphSample> samples = draw(sampler, 3, new SplittableRandom(12));
    GraphDistribution before = distribution.copy();
    update.update(distribution, samples, new double[][] {{1}, {0}, {0}});
    int moved = 0;
    int stayed = 0;
    for (int v = 1; v < 8; v++) {
      for (int u = 0; u < v; u++) {
        boolean touched = false;
        for (GraphSample sample : samples) {
          touched |= sample.isLive(v) && (sample.wasAsked(u, v) || sample.minimum[v] > 0);
        }
        if (touched) {
          moved += distribution.edgeLogit(u, v) != before.edgeLogit(u, v) ? 1 : 0;
        } else {
          stayed++;
          assertThat(distribution.edgeLogit(u, v)).isEqualTo(before.edgeLogit(u, v));
        }
      }
    }
    assertThat(moved).isPositive();
    assertThat(stayed).isPositive();
  }

  @Test
  void firstStepIsTheLearningRateInTheGradientsDirection() {
    PolicyGradient update = new PolicyGradient(sampler, Settings.defaults().withFloor(0));
    List<GraphSample> samples = draw(sampler, 2, new SplittableRandom(3));
    GraphDistribution before = distribution.copy();
    GraphGradient expected = new GraphGradient(sampler.rules());
    sampler.addGradient(distribution, samples.get(0), 0.5, expected);
    sampler.addGradient(distribution, samples.get(1), -0.5, expected);
    update.update(distribution, samples, new double[][] {{1}, {0}});
    for (int i = 0; i < expected.edge.length; i++) {
      double moved = distribution.edgeLogits[i] - before.edgeLogits[i];
      double wanted =
          Math.abs(expected.edge[i]) < 1e-6 ? moved : 0.1 * Math.signum(expected.edge[i]);
      assertThat(moved).isCloseTo(wanted, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2})
  void floorHoldsAfterManyUpdates(double floor) {
    PolicyGradient update =
        new PolicyGradient(sampler, Settings.defaults().withLearningRate(2).withFloor(floor));
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100; i++) {
      List<GraphSample> samples = draw(sampler, 4, random);
      update.update(distribution, samples, rewardEdges(samples));
    }
    for (int v = 0; v < 8; v++) {
      for (int u = 0; u < v; u++) {
        double edgeFloor = Math.min(floor, Math.min(0.5, 2.0 / v) / 4);
        assertThat(distribution.edgeProbability(u, v))
            .isBetween(edgeFloor * (1 - 1e-9), 1 - floor + 1e-9);
      }
      for (int i = 0; i < 2; i++) {
        assertThat(distribution.roleProbability(v, i)).isGreaterThan(floor * (1 - 1e-6));
        assertThat(distribution.modelProbability(v, i)).isGreaterThan(floor * (1 - 1e-6));
      }
    }
  }

  private static double[][] rewardEdges(List<GraphSample> samples) {
    double[][] rewards = new double[samples.size()][];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = new double[] {samples.get(i).edges()};
    }
    return rewards;
  }

  /**
   * On a reward that counts nodes of the dearer model the expected reward rises from its start to
   * near the most the budget allows, in each of five runs.
   */
  @ParameterizedTest
  @EnumSource(SlotOrder.class)
  void learnsWhatIsRewarded(SlotOrder order) {
    for (long seed = 1; seed <= 5; seed++) {
      SearchSpace learned =
          Spaces.space(
              6,
              List.of(Spaces.ASSISTANT, Spaces.FUSER),
              Spaces.models(1, 1.5),
              9,
              Topology.free(),
              order);
      GraphSampler own = new GraphSampler(learned);
      GraphDistribution moving = GraphDistribution.initial(learned);
      PolicyGradient update = new PolicyGradient(own, Settings.defaults());
      SplittableRandom random = new SplittableRandom(seed);
      double before = meanDear(own, moving, random);
      for (int i = 0; i < 150; i++) {
        List<GraphSample> samples = new ArrayList<>();
        double[][] rewards = new double[16][1];
        for (int g = 0; g < 16; g++) {
          GraphSample sample = own.newSample();
          own.sample(moving, random, sample);
          samples.add(sample);
          rewards[g][0] = dear(sample);
        }
        update.update(moving, samples, rewards);
      }
      double after = meanDear(own, moving, random);
      assertThat(after).as("seed %d, from %s", seed, before).isGreaterThan(before + 1.5);
    }
  }

  private static int dear(GraphSample sample) {
    int count = 0;
    for (int v = 0; v < sample.slots(); v++) {
      count += sample.isLive(v) && sample.model(v) == 1 ? 1 : 0;
    }
    return count;
  }

  private static double meanDear(
      GraphSampler sampler, GraphDistribution distribution, SplittableRandom random) {
    GraphSample sample = sampler.newSample();
    double sum = 0;
    for (int i = 0; i < 2_000; i++) {
      sampler.sample(distribution, random, sample);
      sum += dear(sample);
    }
    return sum / 2_000;
  }

  /** Without a reward the entropy bonus drives the only choice there is to evenness. */
  @Test
  void entropyBonusEvensOutASingleCall() {
    SearchSpace single =
        Spaces.space(
            1, List.of(Spaces.ASSISTANT), Spaces.models(1, 2), 2, Topology.free(), SlotOrder.FIXED);
    GraphSampler own = new GraphSampler(single);
    GraphDistribution lopsided = GraphDistribution.initial(single);
    lopsided.setModelProbabilities(0, new double[] {0.9, 0.1}, 0);
    raiseEntropy(own, lopsided, 200);
    assertThat(lopsided.modelProbability(0, 1)).isBetween(0.4, 0.6);
  }

  /** The bonus is on the joint entropy: a graph with more nodes has more of it. */
  @Test
  void entropyBonusRaisesTheJointEntropy() {
    distribution.setModelProbabilities(SlotClass.ALL, new double[] {0.05, 0.95}, 0);
    double before = entropy();
    raiseEntropy(sampler, distribution, 200);
    // 2,000 samples with a standard deviation below 8 nats: the means are known to 0.2 each.
    assertThat(entropy()).isGreaterThan(before + 2);
  }

  private void raiseEntropy(GraphSampler from, GraphDistribution moving, int updates) {
    PolicyGradient update = new PolicyGradient(from, Settings.defaults().withEntropyWeight(0.1));
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < updates; i++) {
      update.update(moving, draw(from, moving, 16, random), new double[16][1]);
    }
  }

  private double entropy() {
    double sum = 0;
    for (GraphSample sample : draw(sampler, 2_000, new SplittableRandom(7))) {
      sum -= sampler.logProbability(distribution, sample);
    }
    return sum / 2_000;
  }

  @Test
  void tiedRewardsGiveEqualResultsOnEqualInput() {
    GraphDistribution other = distribution.copy();
    List<GraphSample> samples = draw(sampler, 4, new SplittableRandom(8));
    new PolicyGradient(sampler, Settings.defaults())
        .update(distribution, samples, new double[][] {{1}, {1}, {1}, {1}});
    new PolicyGradient(new GraphSampler(space), Settings.defaults())
        .update(other, samples, new double[][] {{1}, {1}, {1}, {1}});
    assertThat(distribution.edgeLogits).isEqualTo(other.edgeLogits);
    assertThat(distribution.roleLogits).isEqualTo(other.roleLogits);
  }
}
