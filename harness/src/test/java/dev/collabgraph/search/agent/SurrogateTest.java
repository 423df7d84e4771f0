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

  /** The formulas as they stand in the book, nothing kept from one pair of settings to the next. */
  @Test
  void guessesTheSameBitsAsTheFormulasDo() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n : new int[] {1, 2, 17, Surrogate.MOST + 10}) {
      List<Surrogate.Point> points = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        double[] x = {random.nextDouble(), random.nextInt(3) / 2.0, random.nextDouble()};
        points.add(new Surrogate.Point(x, truth(x) + 0.1 * random.nextDouble(), 1 + i % 40));
      }
      Surrogate surrogate = Surrogate.fit(points, 0.15);
      for (int i = 0; i < 20; i++) {
        double[] x = {2 * random.nextDouble(), 0.5, random.nextDouble()};
        assertThat(surrogate.guess(x))
            .as("%s points", n)
            .isEqualTo(guess(points.subList(0, Math.min(n, Surrogate.MOST)), 0.15, x));
      }
    }
  }

  private static Surrogate.Guess guess(List<Surrogate.Point> points, double noise, double[] x) {
    int n = points.size();
    double mean = 0;
    double total = 0;
    for (Surrogate.Point point : points) {
      mean += point.value() * point.tasks();
      total += point.tasks();
    }
    mean /= total;
    double most = Double.NEGATIVE_INFINITY;
    Surrogate.Guess best = null;
    for (double length : new double[] {0.35, 0.6, 1.0, 1.7}) {
      for (double signal : new double[] {0.06, 0.12, 0.2}) {
        double[][] l = new double[n][n];
        double[] z = new double[n];
        double likelihood = 0;
        for (int i = 0; i < n; i++) {
          for (int j = 0; j <= i; j++) {
            double sum =
                i == j
                    ? signal * signal + noise / points.get(i).tasks() + 1e-9
                    : kernel(points.get(i).features(), points.get(j).features(), length, signal);
            for (int k = 0; k < j; k++) {
              sum -= l[i][k] * l[j][k];
            }
            l[i][j] = i == j ? Math.sqrt(Math.max(1e-12, sum)) : sum / l[j][j];
          }
          z[i] = points.get(i).value() - mean;
          for (int j = 0; j < i; j++) {
            z[i] -= l[i][j] * z[j];
          }
          z[i] /= l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
          for (int j = i + 1; j < n; j++) {
            z[i] -= l[j][i] * z[j];
          }
          z[i] /= l[i][i];
        }
        for (int i = 0; i < n; i++) {
          likelihood -= 0.5 * (points.get(i).value() - mean) * z[i] + StrictMath.log(l[i][i]);
        }
        if (likelihood > most) {
          most = likelihood;
          double value = mean;
          double explained = 0;
          double[] k = new double[n];
          for (int i = 0; i < n; i++) {
            k[i] = kernel(points.get(i).features(), x, length, signal);
            value += k[i] * z[i];
            for (int j = 0; j < i; j++) {
              k[i] -= l[i][j] * k[j];
            }
            k[i] /= l[i][i];
            explained += k[i] * k[i];
          }
          double left = Math.max(1e-12, signal * signal - explained);
          best = new Surrogate.Guess(value, Math.sqrt(left));
        }
      }
    }
    return best;
  }

  private static double kernel(double[] a, double[] b, double length, double signal) {
    double square = 0;
    for (int i = 0; i < a.length; i++) {
      square += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return signal * signal * StrictMath.exp(-square / (2 * length * length));
  }

  private static double truth(double[] x) {
    return 0.5 + 0.25 * Math.sin(4 * x[0]) * Math.cos(3 * x[1]);
  }
}
