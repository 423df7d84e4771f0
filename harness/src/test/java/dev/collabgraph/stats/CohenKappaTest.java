package dev.collabgraph.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohenKappaTest {
  /** Worked out by hand: observed agreement less that by chance, over 1 less that by chance. */
  @ParameterizedTest
  @CsvSource({
    "20, 5, 10, 15, 0.4",
    "45, 15, 25, 15, 0.1304348",
    "25, 35, 5, 35, 0.2592593",
    "10, 0, 0, 10, 1",
    "0, 10, 10, 0, -1",
    "25, 25, 25, 25, 0"
  })
  void textbookTablesHaveTheirCoefficient(
      int both, int first, int second, int neither, double kappa) {
    Interval interval = CohenKappa.of(both, first, second, neither);
    assertThat(interval.value()).isCloseTo(kappa, within(1e-7));
    assertThat(interval.n()).isEqualTo(both + first + second + neither);
    assertThat(interval.low()).isBetween(-1.0, interval.value());
    assertThat(interval.high()).isBetween(interval.value(), 1.0);
  }

  @Test
  void intervalIsWideForFewCasesAndNotEmptyForPerfectAgreement() {
    assertThat(CohenKappa.of(5, 0, 0, 5).low()).isBetween(0.3, 0.8);
    assertThat(CohenKappa.of(500, 0, 0, 500).low()).isBetween(0.98, 0.999);
    assertThat(CohenKappa.of(0, 8, 8, 0).high()).isGreaterThan(-0.9);
  }

  @Test
  void whereChanceAgreesTooThereIsNoEstimate() {
    assertThat(CohenKappa.of(0, 0, 0, 0))
        .isEqualTo(new Interval(Double.NaN, Double.NaN, Double.NaN, 0));
    assertThat(CohenKappa.of(9, 0, 0, 0).known()).isFalse();
    assertThat(CohenKappa.of(0, 0, 0, 9).known()).isFalse();
    assertThat(CohenKappa.of(9, 1, 0, 0).value()).isZero();
    assertThatThrownBy(() -> CohenKappa.of(1, -1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  /**
   * The true coefficient of a population is held in 93 % of samples or more. Power: with 4,000
   * samples a coverage of 0.92 passes with a chance below 1 %.
   */
  @ParameterizedTest
  @CsvSource({
    "0.45, 0.05, 0.05, 0.45, 30, 1",
    "0.45, 0.05, 0.05, 0.45, 200, 2",
    "0.25, 0.25, 0.25, 0.25, 60, 3",
    "0.78, 0.02, 0.04, 0.16, 60, 4",
    "0.485, 0.015, 0.015, 0.485, 50, 5",
    "0.60, 0.05, 0.15, 0.20, 100, 6"
  })
  void intervalHoldsTheTruth(
      double both, double first, double second, double neither, int n, long seed) {
    double chance = (both + first) * (both + second) + (second + neither) * (first + neither);
    double truth = (both + neither - chance) / (1 - chance);
    SplittableRandom random = new SplittableRandom(seed);
    int held = 0;
    for (int sample = 0; sample < 4_000; sample++) {
      int[] counts = new int[4];
      for (int i = 0; i < n; i++) {
        double u = random.nextDouble();
        counts[u < both ? 0 : u < both + first ? 1 : u < both + first + second ? 2 : 3]++;
      }
      Interval interval = CohenKappa.of(counts[0], counts[1], counts[2], counts[3]);
      held += !interval.known() || interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    assertThat(held).as("of 4,000, truth %s", truth).isGreaterThanOrEqualTo(3_720);
  }
}
