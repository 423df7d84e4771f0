package dev.collabgraph.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlParserTest {
  private static Object plain(String text) {
    return YamlParser.parse(text, "f.yaml").plain();
  }

  @Test
  void scalarsFollowTheCoreSchema() {
    assertThat(
            plain(
                "[1, -2, 1.5, 1e9, 1.0e9, true, false, null, ~, yes, no, on, 1:30, 0x1, '1', \"true\", 010]"))
        .isEqualTo(
            Arrays.asList(
                1L, -2L, 1.5, 1e9, 1e9, true, false, null, null, "yes", "no", "on", "1:30", "0x1",
                "1", "true", 10L));
  }

  @Test
  void anchorsStandForTheirValues() {
    assertThat(plain("a: &x {b: 1}\nc: *x"))
        .isEqualTo(Map.of("a", Map.of("b", 1L), "c", Map.of("b", 1L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\na: 2",
        "a: !!java.net.URL [x]",
        "a: &x [*x]",
        "a: *nothing",
        "? [a]\n: b",
        "a: 1\n---\nb: 2",
        "a: [1",
        "a: 99999999999999999999",
        "a: 1e400",
        "a:\tb: c",
        "",
        "# nothing",
      })
  void brokenDocumentsAreRefusedWithTheirPlace(String text) {
    assertThatThrownBy(() -> plain(text))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("f.yaml");
  }

  @Test
  void tabIsRefusedOnOneLineWithTheRepair() {
    assertThatThrownBy(() -> plain("a:\n\tb: c"))
        .isInstanceOf(SuiteException.class)
        .hasNoCause()
        .hasMessageContaining("(f.yaml:2:1) Write blanks in place of the tab.")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aliasesCannotMultiplyBeyondTheLimit() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
    }
    assertThatThrownBy(() -> plain(bomb.toString()))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("more than 100000 values");
  }

  @Test
  void depthIsLimited() {
    assertThatThrownBy(() -> plain("[".repeat(500) + "]".repeat(500)))
        .isInstanceOf(SuiteException.class);
    assertThat(plain("[".repeat(30) + "]".repeat(30))).isInstanceOf(List.class);
  }

  @Test
  void lengthIsLimited() {
    assertThatThrownBy(() -> plain("a: " + "x".repeat(YamlParser.MAX_CODE_POINTS)))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("2,000,000 characters");
  }
}
