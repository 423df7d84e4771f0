package dev.collabgraph.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchEstimateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.00012 | 0.00012",
        "0.5 | 0.5",
        "12.34 | 12.3",
        "17 | 17",
        "1234 | 1,234",
        "2300000 | 2.3 M",
        "2.34e15 | 2.3e+15"
      })
  void amountsHaveFewDigits(double value, String text) {
    assertThat(SearchEstimate.number(value)).isEqualTo(text);
  }
}
