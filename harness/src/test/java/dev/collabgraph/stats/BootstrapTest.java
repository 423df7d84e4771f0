package dev.collabgraph.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTest {
  private static final double NAN = Double.NaN;

  /**
   * Power: with 800 data sets the standard error of the coverage is 0.8 points. A 90 % interval
   * passes the lower limit with probability 0.01, a 99 % interval the upper one with 0.001.
   */
  @ParameterizedTest
  @CsvSource({"30, 101", "50, 102", "100, 103"})
  void intervalsOfAMeanCoverAsOftenAsTheySay(int tasks, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int covered = 0;
    for (int set = 0; set < 800; set++) {
      double[] values = values(tasks, random, r -> (r.nextInt(3) + (r.nextInt(2))) / 3.0);
      Interval interval = Bootstrap.mean(values, 0.95, set);
      covered += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
    }
    assertThat(covered / 800.0).isBetween(0.925, 0.977);
  }

  /** Two candidates share the difficulty of tasks; the same standard error as above. */
  @Test
  void pairedIntervalsCoverAsOftenAsTheySayAndAreNarrowerThanUnpairedOnes() {
    SplittableRandom random = new SplittableRandom(104);
    int covered = 0;
    double paired = 0;
    double unpaired = 0;
    for (int set = 0; set < 800; set++) {
      double[] first = new double[60];
      double[] second = new double[60];
      for (int i = 0; i < first.length; i++) {
        double ability = random.nextDouble();
        first[i] = random.nextDouble() < 0.1 + 0.8 * ability * ability ? 1 : 0;
        second[i] = random.nextDouble() < 0.9 * ability * ability ? 1 : 0;
      }
      double difference = 0.1 * (1 - 1 / 3.0); // E[0.1 - 0.1 a^2]
      Interval interval = Bootstrap.difference(first, second, 0.95, set);
      covered += interval.low() <= difference && difference <= interval.high() ? 1 : 0;
      if (set % 16 == 0) {
        paired += interval.high() - interval.low();
        Interval a = Bootstrap.mean(first, 0.95, set);
        Interval b = Bootstrap.mean(second, 0.95, set);
        unpaired += Math.hypot(a.high() - a.low(), b.high() - b.low());
      }
    }
    assertThat(covered / 800.0).isBetween(0.925, 0.977);
    // Variances 0.232 and 0.21, covariance 0.72 Var(a^2) = 0.064: sqrt(0.314 / 0.442).
    assertThat(paired / unpaired).isCloseTo(0.843, within(0.02));
  }

  private static double[] values(
      int n, SplittableRandom random, ToDoubleFunction<SplittableRandom> draw) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> draw.applyAsDouble(random));
    return values;
  }

  /** Oracle: all n^n resamples of a small set. */
  @Test
  void quantilesAgreeWithTheEnumerationOfAllResamples() {
    double[] values = {0, 0.1, 0.4, 0.5, 0.7, 1};
    int n = values.length;
    int all = (int) Math.pow(n, n);
    double[] means = new double[all];
    for (int code = 0; code < all; code++) {
      double sum = 0;
      for (int i = 0, rest = code; i < n; i++, rest /= n) {
        sum += values[rest % n];
      }
      means[code] = sum / n;
    }
    Arrays.sort(means);
    double mean = Arrays.stream(values).average().orElseThrow();
    double widen = Math.sqrt(n / (n - 1.0));
    Interval interval = Bootstrap.mean(values, 0.9, 7);
    // 2,000 resamples place a 5 % quantile within about 2.5 % of probability (5 standard errors).
    assertThat((interval.low() - mean) / widen + mean)
        .isBetween(means[(int) (all * 0.025)], means[(int) (all * 0.075)]);
    assertThat((interval.high() - mean) / widen + mean)
        .isBetween(means[(int) (all * 0.925)], means[(int) (all * 0.975)]);
    assertThat(interval.value()).isCloseTo(mean, within(1e-15));
  }

  @Test
  void equalSeedsGiveEqualIntervalsAndOthersDiffer() {
    double[] values = values(40, new SplittableRandom(5), SplittableRandom::nextDouble);
    assertThat(Bootstrap.mean(values, 0.95, 1)).isEqualTo(Bootstrap.mean(values, 0.95, 1));
    assertThat(Bootstrap.mean(values, 0.95, 1)).isNotEqualTo(Bootstrap.mean(values, 0.95, 2));
  }

  @Test
  void inconclusiveTasksAreLeftOutAndCountedOut() {
    double[] with = {1, NAN, 0, 1, NAN, 1, 0, 1};
    double[] without = {1, 0, 1, 1, 0, 1};
    assertThat(Bootstrap.mean(with, 0.95, 3)).isEqualTo(Bootstrap.mean(without, 0.95, 3));
    Interval difference =
        Bootstrap.difference(
            new double[] {1, NAN, 1, 1, 0, 1, 1}, new double[] {0, 1, NAN, 0, 1, 0, 0}, 0.95, 3);
    assertThat(difference.n()).isEqualTo(5);
    assertThat(difference.value()).isCloseTo(0.6, within(1e-15));
  }

  @Test
  void tooFewTasksGiveAnEstimateWithoutAnInterval() {
    assertThat(Bootstrap.mean(new double[0], 0.95, 1)).isEqualTo(Interval.NONE);
    assertThat(Bootstrap.mean(new double[] {NAN}, 0.95, 1)).isEqualTo(Interval.NONE);
    Interval four = Bootstrap.mean(new double[] {1, 0, 1, 1}, 0.95, 1);
    assertThat(four.value()).isEqualTo(0.75);
    assertThat(four.bounded()).isFalse();
  }

  @Test
  void tasksThatAllAgreeDoNotGiveAnIntervalOfZeroWidth() {
    double[] ones = new double[20];
    Arrays.fill(ones, 1);
    assertThat(Bootstrap.mean(ones, 0.95, 1)).isEqualTo(Rates.wilson(20, 20));
    double[] halves = new double[20];
    Arrays.fill(halves, 0.5);
    assertThat(Bootstrap.mean(halves, 0.95, 1).bounded()).isFalse();
    Interval none = Bootstrap.difference(ones, ones, 0.95, 1);
    assertThat(none.value()).isZero();
    assertThat(none.high()).isEqualTo(Rates.clopperPearson(0, 20, 0.95).high());
    assertThat(none.low()).isEqualTo(-none.high());
    double[] large = new double[20];
    Arrays.fill(large, 30);
    assertThat(Bootstrap.difference(large, large, 0.95, 1).bounded()).isFalse();
  }

  @Test
  void infiniteValuesAndUnequalLengthsAreRefused() {
    assertThatThrownBy(() -> Bootstrap.mean(new double[] {1, 1 / 0.0}, 0.95, 1))
        .hasMessageContaining("values[1] is Infinity");
    assertThatThrownBy(() -> Bootstrap.difference(new double[1], new double[2], 0.95, 1))
        .hasMessageContaining("expected the same tasks");
  }

  /** 600 sets, standard error 0.9 points; the true ratio is 2.5 over 5. */
  @Test
  void intervalsOfARatioCoverAboutAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(105);
    int covered = 0;
    for (int set = 0; set < 600; set++) {
      double[] first = new double[40];
      double[] second = new double[40];
      for (int i = 0; i < first.length; i++) {
        double shared = random.nextDouble();
        first[i] = 1 + 2 * shared + random.nextDouble();
        second[i] = 3 + 2 * shared + 2 * random.nextDouble();
      }
      Interval ratio = Bootstrap.ratio(first, second, 0.95, set);
      covered += ratio.low() <= 0.5 && 0.5 <= ratio.high() ? 1 : 0;
    }
    assertThat(covered / 600.0).isBetween(0.91, 0.98);
  }

  @Test
  void aRatioOfEqualsIsOneAndNothingBelowZeroIsTaken() {
    double[] values = {1, 2, 3, 4, 5, 6};

    assertThat(Bootstrap.ratio(values, values, 0.95, 1)).isEqualTo(new Interval(1, 1, 1, 6));
    assertThatThrownBy(() -> Bootstrap.ratio(new double[] {1}, new double[] {0}, 0.95, 1))
        .hasMessageContaining("expected numbers above 0");
  }
}
