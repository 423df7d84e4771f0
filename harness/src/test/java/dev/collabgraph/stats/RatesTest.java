package dev.collabgraph.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {

  /** Newcombe 1998, Statistics in Medicine 17, 857-872: his four examples, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void wilsonEqualsPublishedIntervals(int successes, int n, double low, double high) {
    Interval interval = Rates.wilson(successes, n);
    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
    assertThat(interval.value()).isEqualTo((double) successes / n);
    assertThat(interval.n()).isEqualTo(n);
  }

  /** The same paper, method 5. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2527, 0.3676",
    "15, 148, 0.0578, 0.1617",
    "0, 20, 0.0000, 0.1684",
    "1, 29, 0.0009, 0.1776"
  })
  void clopperPearsonEqualsPublishedIntervals(int successes, int n, double low, double high) {
    Interval interval = Rates.clopperPearson(successes, n, 0.95);
    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void boundsOfNoSuccessFollowTheClosedForm() {
    for (int n = 1; n <= 300; n++) {
      double closed = 1 - Math.pow(0.05, 1.0 / n);
      assertThat(Rates.upperBound(0, n, 0.95)).isCloseTo(closed, within(1e-9));
      assertThat(Rates.lowerBound(n, n, 0.95)).isCloseTo(1 - closed, within(1e-9));
    }
    assertThat(Rates.upperBound(0, 0, 0.95)).isEqualTo(1.0);
    assertThat(Rates.lowerBound(0, 0, 0.95)).isEqualTo(0.0);
  }

  /** By enumeration of all outcomes: exact bounds never miss more often than they say. */
  @Test
  void exactIntervalsCoverAtLeastTheConfidenceAndWilsonOnAverage() {
    for (int n : new int[] {5, 20, 64, 200}) {
      double sumOfWilson = 0;
      int rates = 0;
      for (double rate = 0.01; rate < 1; rate += 0.01) {
        double exact = 0;
        double wilson = 0;
        double upper = 0;
        for (int k = 0; k <= n; k++) {
          double probability = binomial(n, k, rate);
          exact += covers(Rates.clopperPearson(k, n, 0.95), rate) ? probability : 0;
          wilson += covers(Rates.wilson(k, n), rate) ? probability : 0;
          upper += Rates.upperBound(k, n, 0.95) >= rate ? probability : 0;
        }
        assertThat(exact).isGreaterThanOrEqualTo(0.95 - 1e-9);
        assertThat(upper).isGreaterThanOrEqualTo(0.95 - 1e-9);
        assertThat(wilson).isGreaterThan(0.83); // the known dips near 0 and 1
        sumOfWilson += wilson;
        rates++;
      }
      assertThat(sumOfWilson / rates).isBetween(0.94, 0.965);
    }
  }

  private static boolean covers(Interval interval, double rate) {
    return interval.low() <= rate && rate <= interval.high();
  }

  private static double binomial(int n, int k, double rate) {
    double log = k * Math.log(rate) + (n - k) * Math.log1p(-rate);
    for (int i = 1; i <= k; i++) {
      log += Math.log(n - k + i) - Math.log(i);
    }
    return Math.exp(log);
  }

  @Test
  void noTrialsGiveNoEstimateAndImpossibleCountsAreRefused() {
    assertThat(Rates.wilson(0, 0)).isEqualTo(Interval.NONE);
    assertThat(Rates.clopperPearson(0, 0, 0.95).known()).isFalse();
    assertThatThrownBy(() -> Rates.wilson(3, 2)).hasMessageContaining("successes is 3");
    assertThatThrownBy(() -> Rates.wilson(-1, 2)).hasMessageContaining("successes is -1");
    assertThatThrownBy(() -> Rates.wilson(0, -1)).hasMessageContaining("n is -1");
    assertThatThrownBy(() -> Rates.wilson(1, 2, 1)).hasMessageContaining("confidence is 1.0");
    assertThatThrownBy(() -> Rates.upperBound(1, 2, Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void anIntervalHoldsItsValueAndKnowsOnWhichSideItLies() {
    assertThat(new Interval(0.2, 0.1, 0.3, 9).above(0)).isTrue();
    assertThat(new Interval(0.2, 0.1, 0.3, 9).above(0.1)).isFalse();
    assertThat(new Interval(-0.2, -0.3, -0.1, 9).below(0)).isTrue();
    Interval bare = Interval.without(0.2, 3);
    assertThat(bare.known()).isTrue();
    assertThat(bare.bounded()).isFalse();
    assertThat(bare.above(0)).isFalse();
    assertThat(bare.below(1)).isFalse();
    assertThatThrownBy(() -> new Interval(0.5, 0.6, 0.7, 1)).hasMessageContaining("value is 0.5");
    assertThatThrownBy(() -> new Interval(0.5, Double.NaN, 0.7, 1)).hasMessageContaining("both");
  }
}
