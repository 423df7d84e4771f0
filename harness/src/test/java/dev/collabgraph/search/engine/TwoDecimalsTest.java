package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoDecimalsTest {
  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        -1.005,
        0.005,
        0.015,
        1.005,
        1.115,
        0.125,
        0.994999,
        0.995,
        9.995,
        99.999,
        999_999.99,
        999_999.995,
        1e6,
        1e20,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY
      })
  void writesWhatTheFormatWritesAtTheEdges(double value) {
    assertThat(TwoDecimals.of(value)).isEqualTo(String.format(Locale.ROOT, "%.2f", value));
  }

  @Test
  void writesWhatTheFormatWrites() {
    Random random = new Random(11);
    for (int run = 0; run < 40_000; run++) {
      double tie = random.nextInt(4_000_000) / 200.0;
      double value =
          switch (run % 4) {
            case 0 -> tie;
            case 1 -> Math.nextUp(tie);
            case 2 -> Math.nextDown(tie);
            default -> Math.pow(10, 8 * random.nextDouble() - 2) * random.nextDouble();
          };
      assertThat(TwoDecimals.of(value))
          .as("%s", value)
          .isEqualTo(String.format(Locale.ROOT, "%.2f", value));
    }
  }
}
