package dev.collabgraph.search.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SurrogateTest {

  @Test
  void recoversASmoothFunctionFromNoisyPointsBetterThanTheirMean() {
    SplittableRandom random = new SplittableRandom(3);
    List<Surrogate.Point> points = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      double[] x = {random.nextDouble(), random.nextDouble()};
      double noise = (random.nextDouble() - 0.5) * 0.2;
      points.add(new Surrogate.Point(x, truth(x) + noise, 40));
    }
    Surrogate surrogate = Surrogate.fit(points, 40 * 0.04 / 12);

    double squares = 0;
    double spread = 0;
    for (int i = 0; i < 200; i++) {
      double[] x = {random.nextDouble(), random.nextDouble()};
      double error = surrogate.guess(x).mean() - truth(x);
      squares += error * error;
      spread += (truth(x) - 0.5) * (truth(x) - 0.5);
    }
    assertThat(squares).isLessThan(spread / 4);
  }

  @Test
  void isSureWhereItHasSeenMuchAndUnsureFarAway() {
    List<Surrogate.Point> points =
        List.of(
            new Surrogate.Point(new double[] {0}, 0.6, 400),
            new Surrogate.Point(new double[] {0.1}, 0.6, 400),
            new Surrogate.Point(new double[] {1}, 0.3, 400));
    Surrogate surrogate = Surrogate.fit(points, 0.2);

    assertThat(surrogate.guess(new double[] {0}).deviation())
        .isLessThan(surrogate.guess(new double[] {9}).deviation() / 2);
    assertThat(surrogate.guess(new double[] {0}).mean()).isCloseTo(0.6, within(0.05));
    assertThat(surrogate.guess(new double[] {1}).mean()).isCloseTo(0.3, within(0.05));
  }

  /** The imagined point must change what a fit to it would change: the doubt, and not the mean. */
  @Test
  void anImaginedTrialLowersTheDoubtOfItsLikeAndMovesNoMean() {
    List<Surrogate.Point> points =
        List.of(
            new Surrogate.Point(new double[] {0}, 0.6, 100),
            new Surrogate.Point(new double[] {1}, 0.3, 100));
    Surrogate before = Surrogate.fit(points, 0.2);
    Surrogate after = before.imagining(new double[] {0.5}, 20, 0.2);

    for (double x : new double[] {-1, 0, 0.4, 0.5, 1, 3}) {
      double[] at = {x};
      assertThat(after.guess(at).mean()).isCloseTo(before.guess(at).mean(), within(1e-9));
      assertThat(after.guess(at).deviation())
          .isLessThanOrEqualTo(before.guess(at).deviation() + 1e-12);
    }
    assertThat(after.guess(new double[] {0.5}).deviation())
        .isLessThan(before.guess(new double[] {0.5}).deviation() - 0.001);
    // once imagined it is part of the evidence: the next one is built on it
    assertThat(after.imagining(new double[] {0.5}, 20, 0.2).guess(new double[] {0.5}).deviation())
        .isLessThan(after.guess(new double[] {0.5}).deviation());
  }

  @Test
  void oneGraphAndTiedGraphsGiveFiniteGuesses() {
    List<Surrogate.Point> one = List.of(new Surrogate.Point(new double[] {1, 2}, 0.4, 20));
    List<Surrogate.Point> tied = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      tied.add(new Surrogate.Point(new double[] {1, 2}, 0.4, 20));
    }

    for (List<Surrogate.Point> points : List.of(one, tied)) {
      Surrogate.Guess guess = Surrogate.fit(points, 0.2).guess(new double[] {1, 2});
      assertThat(guess.mean()).isCloseTo(0.4, within(1e-9));
      assertThat(guess.deviation()).isBetween(0.0, 1.0);
    }
  }

  private static double truth(double[] x) {
    return 0.5 + 0.25 * Math.sin(4 * x[0]) * Math.cos(3 * x[1]);
  }
}
