package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleTextTest {

  @Test
  void keepsLinesAndLetters() {
    assertThat(ConsoleText.lines("8 \u00d7 2 = 16\r\nso \u4e00\ud83d\ude00\n\n"))
        .containsExactly("8 \u00d7 2 = 16", "so \u4e00\ud83d\ude00");
  }

  @Test
  void nothingMovesTheCursorColoursOrReorders() {
    assertThat(ConsoleText.lines("\u001b[31mred\u0007\u0000 \u202egnirts \u200bx\ud800 a\tb"))
        .containsExactly("?[31mred?? ?gnirts ?x? a  b");
    assertThat(ConsoleText.lines("a\u2028b\u0085c")).containsExactly("a", "b", "c");
  }

  @Test
  void longTextIsCutAndSaysHowMuchIsMissing() {
    assertThat(ConsoleText.lines("x".repeat(ConsoleText.MOST_CHARACTERS + 1_234)))
        .containsExactly("x".repeat(ConsoleText.MOST_CHARACTERS), "... (1,234 more characters)");
  }
}
