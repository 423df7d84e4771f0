package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sampling, scoring and updating allocate nothing once warm. */
class SteadyStateAllocationTest {

  @ParameterizedTest
  @CsvSource({"16,18,FIXED", "16,1000,RANDOM", "64,42,LEARNED", "81,80,FIXED"})
  void allocatesNothing(int slots, double units, SlotOrder order) {
    SearchSpace space =
        Spaces.space(
            slots,
            List.of(Spaces.ASSISTANT, Spaces.FUSER, Spaces.VOTE),
            Spaces.models(1, 3, 8),
            units,
            Topology.free(),
            order);
    GraphSampler sampler = new GraphSampler(space);
    GraphDistribution distribution = GraphDistribution.initial(space);
    PolicyGradient update =
        new PolicyGradient(sampler, PolicyGradient.Settings.defaults().withEntropyWeight(0.01));
    SplittableRandom random = new SplittableRandom(1);
    List<GraphSample> samples = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      samples.add(sampler.newSample());
    }
    double[][] rewards = new double[8][4];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    round(sampler, distribution, update, random, samples, rewards, 300);
    long before = threads.getThreadAllocatedBytes(thread);
    round(sampler, distribution, update, random, samples, rewards, 100);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    // 100 rounds of 8 samples: less than a byte per sample leaves room for the measurement itself.
    assertThat(allocated).isLessThan(800);
  }

  private static void round(
      GraphSampler sampler,
      GraphDistribution distribution,
      PolicyGradient update,
      SplittableRandom random,
      List<GraphSample> samples,
      double[][] rewards,
      int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < samples.size(); i++) {
        sampler.sample(distribution, random, samples.get(i));
        for (int task = 0; task < rewards[i].length; task++) {
          rewards[i][task] = random.nextInt(2);
        }
      }
      update.update(distribution, samples, rewards);
    }
  }
}
