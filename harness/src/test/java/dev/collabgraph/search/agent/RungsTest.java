package dev.collabgraph.search.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RungsTest {

  /** A million draws: the mean's standard error is below 0.0002. */
  @Test
  void theImprovementExpectedIsTheMeanOfManyDraws() {
    SplittableRandom random = new SplittableRandom(11);
    for (double[] each : new double[][] {{0.5, 0.1, 0.5}, {0.4, 0.1, 0.55}, {0.7, 0.05, 0.6}}) {
      double sum = 0;
      for (int i = 0; i < 1_000_000; i++) {
        sum += Math.max(0, each[0] + each[1] * random.nextGaussian() - each[2]);
      }
      assertThat(Rungs.improvement(new Surrogate.Guess(each[0], each[1]), each[2]))
          .isCloseTo(sum / 1_000_000, within(0.001));
    }
  }

  @Test
  void moreDoubtAndABetterMeanPromiseMore() {
    double plain = Rungs.improvement(new Surrogate.Guess(0.5, 0.1), 0.55);

    assertThat(Rungs.improvement(new Surrogate.Guess(0.5, 0.2), 0.55)).isGreaterThan(plain);
    assertThat(Rungs.improvement(new Surrogate.Guess(0.52, 0.1), 0.55)).isGreaterThan(plain);
    assertThat(Rungs.improvement(new Surrogate.Guess(0.1, 1e-6), 0.55)).isBetween(0.0, 1e-12);
  }
}
