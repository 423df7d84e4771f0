package dev.collabgraph.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.stats.Bootstrap;
import dev.collabgraph.stats.Interval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a comparison says about seeds that agree: a seed is no task that is right or wrong. */
class SeedIntervalsTest {
  private static final double[] SCORES = {0.71, 0.74, 0.69, 0.72, 0.73};

  @Test
  void entrantsEqualOnEverySeedDifferByNothingWithoutAnInterval() {
    Interval none = Contrasts.difference(SCORES, SCORES.clone());
    assertThat(none.value()).isZero();
    assertThat(none.n()).isEqualTo(5);
    assertThat(none.bounded()).isFalse();
    // What the gate needs of tasks, an interval that never closes, is nothing for seeds.
    assertThat(Bootstrap.difference(SCORES, SCORES, 0.95, 1).high()).isGreaterThan(0.5);
  }

  @Test
  void constantLeadHasNoIntervalEither() {
    double[] half = {0.5, 0.25, 0.75, 0.5, 0.25};
    double[] ahead = Arrays.stream(half).map(score -> score + 0.125).toArray();
    assertThat(Contrasts.difference(ahead, half)).isEqualTo(Interval.without(0.125, 5));
  }

  @Test
  void oneSeedApartGivesAnIntervalAgain() {
    double[] other = SCORES.clone();
    other[3] = 0.70;
    Interval difference = Contrasts.difference(SCORES, other);
    assertThat(difference.bounded()).isTrue();
    assertThat(difference.low()).isGreaterThanOrEqualTo(0);
    assertThat(difference.high()).isLessThan(0.021);
  }

  @Test
  void perfectSeedsAreNoRateOfSeeds() {
    double[] perfect = {1, 1, 1, 1, 1};
    assertThat(Contrasts.overSeeds(perfect)).isEqualTo(Interval.without(1, 5));
    assertThat(Contrasts.overSeeds(SCORES).bounded()).isTrue();
    assertThat(Contrasts.overSeeds(new double[0]).known()).isFalse();
  }
}
