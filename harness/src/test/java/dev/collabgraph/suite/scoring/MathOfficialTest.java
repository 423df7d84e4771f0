package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published rule, quirks included; the table was worked out by hand from its description. */
class MathOfficialTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\\boxed{3} | 3",
        "\\boxed{\\frac{1}{2}} | \\frac{1}{2}",
        "a \\boxed{1} b \\boxed{2} c | 2",
        "\\boxed{\\{1\\}} | \\{1\\}",
        "\\boxed{ x } | ~ x ~",
        "\\boxed{} | ~~",
        "\\boxed 9 | -",
        "\\boxed {17} | -",
        "\\fbox{3} | -",
        "\\boxed{3 | -",
        "\\boxed{3} and \\boxed{4 | -",
        "\\boxed{3} and \\boxed 4 | -",
        "\\boxed{3} \\fbox{4} | 3",
        "none | -",
      })
  void extracts(String text, String answer) {
    if ("-".equals(answer)) {
      assertThat(MathOfficial.extract(text)).isNull();
    } else {
      assertThat(MathOfficial.extract(text)).isEqualTo(answer == null ? "" : answer);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\\tfrac{1}{2} | \\dfrac{1}{2}",
        "\\frac12 | \\frac{1}{2}",
        "\\frac1{72} | \\frac{1}{72}",
        "0.5 | \\frac{1}{2}",
        ".5 | 1/2",
        "3/4 | \\frac{3}{4}",
        "-3/4 | \\frac{-3}{4}",
        "x=5 | 5",
        "k = 5 | 5",
        "\\sqrt3 | \\sqrt{3}",
        "\\left( 1, 2 \\right) | (1,2)",
        "90^\\circ | 90",
        "90^{\\circ} | 90",
        "50\\% | 50",
        "\\$5 | 5",
        "5\\text{ cm} | 5",
        "5\\text{ cm} | 5\\text{ inches}",
        "10{,}000 | 10{,}000",
        "10,\\!000 | 10,000",
        "1 000 | 1000",
        "\\\\frac12 | \\frac{1}{2}",
        "{.5} | {0.5}",
        "\\frac | \\frac",
        "\\text{ a}\\text{ b} | \\text{ a}\\text{ b}",
      })
  void agrees(String a, String b) {
    assertThat(MathOfficial.equal(a, b)).isTrue();
    assertThat(MathOfficial.equal(b, a)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "0.25 | \\frac{1}{4}",
        "0.50 | \\frac{1}{2}",
        "1,000 | 1000",
        "2,1 | 1,2",
        "xyz=5 | 5",
        "x=y=5 | 5",
        "\\frac{2}{4} | \\frac{1}{2}",
        "5\\text{cm} | 5",
        "\\frac{1}2 | \\frac{1}{2}",
        "-\\frac{1}{2} | \\frac{-1}{2}",
        "03/4 | \\frac{3}{4}",
        "+3/4 | \\frac{3}{4}",
        "1/2/3 | \\frac{1}{2}/3",
        "\\sqrt | \\sqrt{}",
        "\\frac | \\frac{}",
        "\\frac1 | \\frac{1}",
        "\\text{ a}\\text{ b} | ~~",
        "x | X",
        "\\text{(A)} | A",
        "50% | 50",
        "1e3 | 1000",
      })
  void disagrees(String a, String b) {
    String other = b == null ? "" : b;
    assertThat(MathOfficial.equal(a, other)).isFalse();
    assertThat(MathOfficial.equal(other, a)).isFalse();
  }

  @Test
  void characterBeyondTheBasicPlaneIsOneCharacter() {
    assertThat(MathOfficial.rewritten("\\sqrt\uD835\uDC65y")).isEqualTo("\\sqrt{\uD835\uDC65}y");
  }
}
