package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdTest {

  @Test
  void defaultSeedStaysOutOfTheText() {
    assertThat(new TaskId("math", 1, 17).text()).isEqualTo("math-000017");
    assertThat(new TaskId("math-with-70b", -7, 1_234_567).text())
        .isEqualTo("math-with-70b@-7-1234567");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 99_999, 100_000, 999_999, 1_000_000, Integer.MAX_VALUE})
  void numbersHaveAtLeastSixDigits(int number) {
    assertThat(new TaskId("math", 1, number).text())
        .isEqualTo(String.format(Locale.ROOT, "math-%06d", number));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 0, -1, 7, Long.MAX_VALUE, Long.MIN_VALUE})
  void textIsReadBack(long seed) {
    TaskId id = new TaskId("mmlu-with-70b", seed, 999_999);
    assertThat(TaskId.parse(id.text())).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "@",
        "math",
        "math-",
        "math-17",
        "math-0000017",
        "math@-000017",
        "math@x-000017",
        "math@1-000017",
        "math--00017",
        "17",
        "math-000017 "
      })
  void otherTextsAreNoIds(String text) {
    assertThat(TaskId.parse(text)).isEmpty();
  }
}
