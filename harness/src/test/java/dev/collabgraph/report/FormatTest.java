package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
  @ParameterizedTest
  @CsvSource({
    "NaN, -",
    "0, 0.0 s",
    "0.0001, 1 ms",
    "0.94, 940 ms",
    "0.95, 1.0 s",
    "61.04, 61.0 s",
    "90, 1 min 30 s",
    "119.4, 1 min 59 s",
    "119.6, 2 min 0 s",
    "239.9, 4 min 0 s",
    "7325, 122 min 5 s",
  })
  void secondsAreToldInTheUnitTheyAreReadIn(double seconds, String told) {
    assertThat(Format.seconds(seconds)).isEqualTo(told);
  }
}
