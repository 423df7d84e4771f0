package dev.collabgraph.suite.scoring.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\\text{ cm} | ~~",
        "x=5 | 5",
        "=5 | 5",
        "xy=5 | 5",
        "xyz=5 | xyz=5",
        "x=y=5 | x=y=5",
        "\\sqrt3\\sqrt5 | \\sqrt{3}\\sqrt{5}",
        "\\sqrt{3}\\sqrt5 | \\sqrt{3}\\sqrt{5}",
        "2\\sqrt3+1 | 2\\sqrt{3}+1",
        "\\frac12\\frac34 | \\frac{1}{2}\\frac{3}{4}",
        "\\frac12+\\frac{3}{4} | \\frac{1}{2}+\\frac{3}{4}",
        "\\frac1{72}x | \\frac{1}{72}x",
        "\\frac1 | \\frac1",
        "\\frac12x | \\frac{1}{2}x",
        "1/2 | \\frac{1}{2}",
        "-1/2 | \\frac{-1}{2}",
        "0/2 | \\frac{0}{2}",
        "1/0 | \\frac{1}{0}",
        "10/20 | \\frac{10}{20}",
        "01/2 | 01/2",
        "1/02 | 1/02",
        "-0/2 | -0/2",
        "-/2 | -/2",
        "/2 | /2",
        "1/ | 1/",
        "x/2 | x/2",
        "1:/2 | 1:/2",
        "1/2a | 1/2a",
        "9/19 | \\frac{9}{19}",
        "1/2/3 | 1/2/3",
        "0.5 | \\frac{1}{2}",
        ".5 | \\frac{1}{2}",
        "a .5 | a0.5",
      })
  void officialRuleRewritesAsPublished(String text, String rewritten) {
    assertThat(MathOfficial.rewritten(text)).isEqualTo(rewritten);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\sqrt", "1+\\sqrt", "\\frac", "2\\frac", "\\text{ a}\\text{ b}"})
  void officialRuleFailsWhereNothingFollows(String text) {
    assertThat(MathOfficial.rewritten(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "so \\boxed{9} | 9",
        "so \\boxed{ 9 } | ~ 9 ~",
        "so \\boxed 9 | \\fbox{9}",
        "so \\fbox{9} | \\fbox{9}",
        "\\boxed{3} so \\boxed{ } | \\fbox{3}",
        "nothing | -",
      })
  void goldAnswerIsTakenOutOfASolution(String solution, String answer) {
    assertThat(BoxedAnswer.of(solution)).isEqualTo("-".equals(answer) ? null : answer);
  }
}
