package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tails against sums over all subsets. */
class InputConditioningTest {

  private static boolean reaches(int set, int marked, int minimum, int limit) {
    int entering = Integer.bitCount(set & marked);
    return Integer.bitCount(set) - entering + Math.min(entering, limit) >= minimum;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void equalsTheSumOverAllSubsets(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    InputConditioning conditioning = new InputConditioning();
    WordStream words = new WordStream(64);
    words.start(seed);
    for (int round = 0; round < 30; round++) {
      int n = 1 + random.nextInt(10);
      int marked = random.nextInt(1 << n);
      int free = n - Integer.bitCount(marked);
      int limit = random.nextInt(4);
      int most = free + Math.min(limit, n - free);
      if (most == 0) {
        continue;
      }
      int minimum = 1 + random.nextInt(most);
      double[] p = new double[n];
      conditioning.begin(minimum, limit);
      for (int i = 0; i < n; i++) {
        p[i] = random.nextDouble(0.01, 0.99);
        conditioning.add(i, p[i], 1 - p[i], (marked >>> i & 1) != 0);
      }
      conditioning.finish();
      double reach = 0;
      double[] mean = new double[n];
      for (int set = 0; set < 1 << n; set++) {
        if (reaches(set, marked, minimum, limit)) {
          double product = 1;
          for (int i = 0; i < n; i++) {
            product *= (set >>> i & 1) != 0 ? p[i] : 1 - p[i];
          }
          reach += product;
          for (int i = 0; i < n; i++) {
            mean[i] += (set >>> i & 1) != 0 ? product : 0;
          }
        }
      }
      assertThat(Math.exp(conditioning.logReach())).isCloseTo(reach, within(1e-12));
      for (int i = 0; i < n; i++) {
        assertThat(conditioning.mean(i)).isCloseTo(mean[i] / reach, within(1e-11));
      }
      long[] drawn = new long[1];
      int decided = conditioning.draw(words, drawn);
      assertThat(drawn[0] >>> decided).isZero();
      assertThat(reaches((int) drawn[0], marked, minimum, limit)).isTrue();
    }
  }

  /** All of 60 inputs at the least probability: the product leaves the range of a double. */
  @Test
  void survivesProbabilitiesWhoseProductUnderflows() {
    double p = GraphDistribution.sigmoid(-GraphDistribution.LOGIT_LIMIT);
    InputConditioning conditioning = new InputConditioning();
    conditioning.begin(60, 60);
    for (int i = 0; i < 60; i++) {
      conditioning.add(i, p, 1 - p, false);
    }
    conditioning.finish();
    assertThat(conditioning.logReach()).isCloseTo(60 * Math.log(p), within(1e-6));
    long[] drawn = new long[1];
    assertThat(conditioning.draw(new WordStream(64), drawn)).isEqualTo(60);
    assertThat(Long.bitCount(drawn[0])).isEqualTo(60);
    assertThat(conditioning.mean(59)).isCloseTo(1, within(1e-12));
  }

  @Test
  void logarithmicAndLinearTailsAgree() {
    SplittableRandom random = new SplittableRandom(9);
    double[] p = random.doubles(40, 0.2, 0.8).toArray();
    double[] tail = new double[42];
    tail[0] = 1; // pmf by convolution, then summed from the top
    double[] pmf = new double[41];
    pmf[0] = 1;
    for (double each : p) {
      for (int k = 40; k >= 0; k--) {
        pmf[k] = pmf[k] * (1 - each) + (k > 0 ? pmf[k - 1] * each : 0);
      }
    }
    for (int k = 40; k >= 0; k--) {
      tail[k] = tail[k + 1] + pmf[k];
    }
    for (int minimum : new int[] {15, 16, 17, 18, 30}) {
      InputConditioning conditioning = new InputConditioning();
      conditioning.begin(minimum, minimum);
      for (int i = 0; i < 40; i++) {
        conditioning.add(i, p[i], 1 - p[i], false);
      }
      conditioning.finish();
      assertThat(conditioning.logReach()).isCloseTo(Math.log(tail[minimum]), within(1e-10));
    }
  }
}
