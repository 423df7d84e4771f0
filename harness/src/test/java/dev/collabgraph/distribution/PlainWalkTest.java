package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fast walk makes the very samples of the one it stands in for, unless the sink takes every
 * slot as input: then the other one draws a word more.
 */
class PlainWalkTest {
  private static final int SPACES = 60;
  private static final int SAMPLES = 50;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 16, 17, 32, 33, 64})
  void samplesAreThoseOfTheNarrowWalkToTheBit(int slots) {
    SplittableRandom random = new SplittableRandom(slots);
    int free = 0;
    int tight = 0;
    for (int i = 0; i < SPACES; i++) {
      SearchSpace space = space(slots, random);
      GraphDistribution distribution = Spaces.irregular(space, i);
      GraphSampler plain = new GraphSampler(space, true, true);
      GraphSampler narrow = new GraphSampler(space, true, false);
      GraphSample left = plain.newSample();
      GraphSample right = narrow.newSample();
      for (int n = 0; n < SAMPLES; n++) {
        long seed = random.nextLong();
        plain.sample(distribution, new SplittableRandom(seed), left);
        narrow.sample(distribution, new SplittableRandom(seed), right);
        if (slots > 1 && left.inDegree(slots - 1) == slots - 1) {
          continue; // a sink that took all has nothing left to ask, which only one walk looks up
        }
        free += Long.bitCount(left.unwritten);
        assertThat(right.unwritten).isZero();
        double probability = plain.logProbability(distribution, left);
        assertThat(probability).isEqualTo(narrow.logProbability(distribution, right));
        assertSame(left, right);
        tight += left.cost > 0.8 * space.limit() ? 1 : 0;
      }
    }
    assertThat(free).as("slots walked freely").isGreaterThan(SPACES);
    assertThat(tight).as("samples near the limit").isGreaterThan(SPACES / 3);
  }

  private static void assertSame(GraphSample left, GraphSample right) {
    assertThat(left.live).isEqualTo(right.live);
    assertThat(left.cost).isEqualTo(right.cost);
    assertThat(left.firstPlaced).isEqualTo(right.firstPlaced);
    for (int v = 0; v < left.slots(); v++) {
      if (left.isLive(v)) {
        assertThat(choices(left, v)).as("slot %d", v).isEqualTo(choices(right, v));
      }
    }
  }

  private static List<Long> choices(GraphSample sample, int v) {
    long candidates = sample.minimum[v] > 0 ? sample.candidates[v] : 0;
    long limit = sample.minimum[v] > 0 ? sample.markedLimit[v] : -1;
    return List.of(
        (long) sample.role[v],
        (long) sample.model[v],
        (long) sample.inDegree[v],
        sample.roleMask[v],
        sample.modelMask[v],
        sample.parents[v],
        sample.asked[v],
        (long) sample.minimum[v],
        candidates,
        limit);
  }

  /** No topology; budgets from the cheapest graph to one that never binds. */
  private static SearchSpace space(int slots, SplittableRandom random) {
    List<List<Role>> roles =
        List.of(
            List.of(Spaces.ASSISTANT),
            List.of(Spaces.ASSISTANT, Spaces.FUSER),
            List.of(Spaces.FUSER, Spaces.ASSISTANT, Spaces.VOTE_OF_TWO),
            List.of(Spaces.ASSISTANT, Spaces.FUSER, Spaces.PAIR, Spaces.VOTE));
    List<List<ModelSpec>> models =
        List.of(
            Spaces.models(1),
            Spaces.models(2, 1),
            Spaces.models(2, 1, 4.5),
            Spaces.models(1, 1.5, 2, 3, 5, 8, 13));
    double[] units = {
      1 + random.nextDouble() * 5, slots * (1 + random.nextDouble()), slots * 8.0, 1e6
    };
    return Spaces.space(
        slots,
        roles.get(random.nextInt(roles.size())),
        models.get(random.nextInt(models.size())),
        units[random.nextInt(units.length)],
        Topology.free(),
        random.nextInt(4) == 0 ? SlotOrder.RANDOM : SlotOrder.FIXED);
  }

  @Test
  void wordsAreThoseOfSplittableRandom() {
    WordStream words = new WordStream(64);
    SplittableRandom takes = new SplittableRandom(3);
    for (long seed = -2; seed <= 2; seed++) {
      SplittableRandom oracle = new SplittableRandom(seed);
      words.start(seed);
      for (int i = 0; i < 500; i++) {
        if (takes.nextInt(5) == 0) {
          int from = words.reserve();
          for (int j = 0; j < WordStream.RESERVE; j++) {
            assertThat(words.words[from + j]).isEqualTo(oracle.nextLong());
          }
        } else {
          assertThat(words.nextLong()).isEqualTo(oracle.nextLong());
        }
      }
    }
  }
}
