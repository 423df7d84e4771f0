package dev.collabgraph.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That nothing is missed is held by {@link ExcerptTest} with random texts. */
class KeyMaskTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-0123456789",
        "HF_0123456789",
        "a gsk-0123456789",
        "bearer\u000Babc",
        "Bearer x",
        "apikey=0123456",
        "x\nTOKEN\"\t : '0123456",
        "passwordauthorization:0123456"
      })
  void masksAKeyWhereverTheNameStands(String text) {
    assertThat(KeyMask.mayHold(text)).isTrue();
    assertThat(KeyMask.masked(text)).contains("***").doesNotContain("0123456");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ":",
        "Problem math-000017 of the simulated pool math.",
        "The answer is: 12. So x = 3 - 4, say: -1.",
        "A bearer-less monkey is no key, nor is a token of love.",
        "a_b-c:d=e f"
      })
  void looksNoFurtherWhereNoNameStands(String text) {
    assertThat(KeyMask.mayHold(text)).isFalse();
    assertThat(KeyMask.masked(text)).isSameAs(text);
  }

  @Test
  void readsALongTextOfSeparatorsInLinearTime() {
    String text = (" ".repeat(50) + ":" + "\"".repeat(50) + "=").repeat(5_000);

    assertThat(KeyMask.mayHold(text)).isFalse();
  }
}
