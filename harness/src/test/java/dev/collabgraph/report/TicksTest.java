package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
  @Test
  void areRound() {
    assertThat(Ticks.upTo(8160)).containsExactly(0.0, 2000.0, 4000.0, 6000.0, 8000.0);
    assertThat(Ticks.upTo(370)).containsExactly(0.0, 100.0, 200.0, 300.0);
    assertThat(Ticks.upTo(36.17)).containsExactly(0.0, 10.0, 20.0, 30.0);
    assertThat(Ticks.upTo(1)).hasSize(6).contains(0.0).contains(1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.3, 1, 1.0001, 2.5, 7, 9.99, 59.05, 1e9})
  void areThreeToSixAndReachNearlyTheEnd(double most) {
    assertThat(Ticks.upTo(most)).hasSizeBetween(3, 6).allMatch(tick -> tick <= most * 1.000001);
    assertThat(Ticks.upTo(most).get(Ticks.upTo(most).size() - 1)).isGreaterThan(0.6 * most);
  }
}
