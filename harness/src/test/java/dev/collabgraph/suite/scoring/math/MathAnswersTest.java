package dev.collabgraph.suite.scoring.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in a completion the answer is looked for, and where it ends. */
class MathAnswersTest {
  private static String found(String completion) {
    String answer = MathAnswers.find(completion.replace("\\n", "\n"));
    return answer == null ? "none" : answer;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Answer: 5\\nAnswer: | 5",
        "Answer: 5\\nAnswer: 6 | 6",
        "\\text{Answer: }5 | 5",
        "\\text{Answer: } 5 | 5",
        "<answer>5</answer> and no more | 5",
        "so we found that it is {4}: <answer></answer> | 4",
        "{\"answer\": 3} | 3",
        "{\"answer\": \\frac{1}{2}} | \\frac{1}{2}",
        "{\"answer\": \"x+1\"} | x+1",
        "Answer: \\frac{1}{2} | \\frac{1}{2}",
        "Answer: $1$ because $2$ fails | 1",
        "Answer: $ x+1 $ if $x$ is odd | x+1",
        "Answer: $1$, $2$ only | $1$, $2$ only",
        "Answer: $1$ and $2$ only | $1$ and $2$ only",
        "Answer: $1$ or $2$ only | $1$ or $2$ only",
        "Answer: $1$ and $2$ here. Or none | $1$ and $2$ here",
        "Answer: $$1$$ and not more | $$1$$ and not more",
        "Answer: that's, I think, $ 5 $ now | 5",
        "Answer: 3 + $5$ now | 3 + $5$ now",
        "Answer: 5$ now | 5$ now",
        "Answer: it costs 5$ now | it costs 5$ now",
        "Answer: \\( 5 \\) now | 5",
        "Answer: \\[ 5 \\] now | 5",
        "Answer: so \\(5\\) now | 5",
        "Answer: \\(5 now | \\(5 now",
        "Answer: 5. So be it | 5",
        "Answer: 5.!; | 5",
        "Answer: 5 ! | 5",
        "Answer: 5 because 3 | 5",
        "Answer: 5 since 3 | 5",
        "Answer: 5 as 3 | 5",
        "Answer: 5; 3 | 5",
        "Answer: 5 (because 3) | 5",
        "Answer: 5. As 6 since 7 | 5",
        "Answer: **5** | 5",
      })
  void answerAfterAMarkerEndsWhereTheSentenceDoes(String completion, String answer) {
    assertThat(found(completion)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$3$ | $3$",
        "$3$. | $3$.",
        "$3$ b | 3",
        "so $3$ | 3",
        "$$3$$ | 3",
        "\\(x\\) | \\(x\\)",
        "\\[x\\] | \\[x\\]",
        "so \\(x\\) | x",
        "so \\[x\\] | x",
        "\\boxed{} | none",
        "ask the wise old | ask the wise old",
        "ask the very wise old | none",
        "there are 7 cats | 7",
        "about 7 fat cats | about 7 fat cats",
        "1 and 2 and 3 and 4 | 1 and 2 and 3 and 4",
        "1 and 2 and 3 and 4 and 5 | 5",
        "1 + 2 + ) + ) | 2",
        "1 and 2\\nand 3 | 3",
      })
  void shortCompletionIsTheAnswerUnlessItIsASentence(String completion, String answer) {
    assertThat(found(completion)).isEqualTo(answer);
  }

  @Test
  void completionOfThreeHundredCharactersIsStillShort() {
    String sum = "1+".repeat(148) + "1+10";
    assertThat(MathAnswers.find(sum)).hasSize(300).isEqualTo(sum);
    assertThat(MathAnswers.find("1" + sum)).isEqualTo("10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "What all of us see here is 5 because there were 7 | 5",
        "What all of us see here equals x+1. There were 7 | x+1",
        "What all of us see here is 5\\nbut there were 7 | 7",
        "What all of us see here is ) of the 7 | 7",
        "What all of us see here is . | none",
        "What all of us see here was 5 or 7 | none",
        "What all of us see here was 5, then 7 | 7",
        "$5$ was what they all had said | 5",
        "it costs 7$ as we all have seen | 7",
        "$7 was what they all had said | 7",
        "they had $$ x+1 $$ before all of us | x+1",
        "they had $2$ and $ x+1 $ before all of us | x+1",
        "\\( x+1 \\) was what they all had said | x+1",
        "\\[ x+1 \\] was what they all had said | x+1",
        "they all saw \\(1\\) before \\[ x+1 \\] of us | x+1",
        "they all saw \\[1\\] before \\( x+1 \\) of us | x+1",
        "they had all of these 5\\) before | 5",
        "they had all of these 5\\] before \\( here | 5",
        "they had none of these before us | none",
      })
  void longCompletionAnswersInItsLastFormulaStatementOrNumber(String completion, String answer) {
    assertThat(found(completion)).isEqualTo(answer);
  }

  @Test
  void formulaInParenthesesBeginsWithinFortyCharacters() {
    String words = "x".repeat(39);
    assertThat(found("Answer: " + words + "\\(5\\) y")).isEqualTo("5");
    assertThat(found("Answer: x" + words + "\\(5\\) y")).isEqualTo("x" + words + "\\(5\\) y");
  }

  @Test
  void statementIsReadUpToThreeHundredCharactersBeforeTheEnd() {
    String before = "What all of us see here";
    String after = " is 5 because of" + " 7".repeat(142);
    assertThat(after).hasSize(300);
    assertThat(MathAnswers.find(before + after)).isEqualTo("5");
    assertThat(MathAnswers.find(before + after + "7")).isEqualTo("77");
  }

  @Test
  void lastHundredBoxesAreOpened() {
    String blank = "\\boxed{} ";
    assertThat(MathAnswers.boxed("\\boxed{ 7 } " + blank.repeat(99))).isEqualTo("7");
    assertThat(MathAnswers.boxed("\\boxed{7} " + blank.repeat(100))).isNull();
    assertThat(MathAnswers.boxed("\\fbox{7}\\boxed{ }")).isEqualTo("7");
    assertThat(MathAnswers.boxed("\\fbox{7}\\boxed{8")).isEqualTo("7");
    assertThat(MathAnswers.boxed("7")).isNull();
  }
}
