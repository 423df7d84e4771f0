package dev.collabgraph.suite.scoring.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceScorerTest {
  static final Task TASK =
      new Task(
          "t",
          "Which country is it?\n(A) France\n(B) A good one\n(C) The U.S.A.\n(D) Great Britain",
          "C");

  private static Scorer choice(Map<String, Object> options) {
    return Scorers.create(new SuiteDefinition.Scoring("choice", options), Path.of("."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "C | C",
        "c | C",
        "(B) | B",
        "**C** | C",
        "C. | C",
        "C) The U.S.A. | C",
        "Answer: D, for in the U.S.A. it differs | D",
        "Answer: D. The U.S.A. is another. | D",
        "The answer is (b). | B",
        "the correct option is C because A is wrong | C",
        "\\boxed{D} | D",
        "\\boxed{\\text{(D)}} | D",
        "$\\boxed{\\textbf{(A)}}$ | A",
        "Great Britain | D",
        "Answer: Great Britain | D",
        "It must be Great Britain. | D",
        "Answer: A good one | B",
        "Answer: A because it is so | A",
        "I would choose B. | B",
        "Option B is wrong, C is correct | C",
        "Answer: B. Wait. Answer: C | C",
        "Final answer: **B** | B",
        "The answer is A and B | -",
        "Answer: A, C | -",
        "A or B | -",
        "I do not know | -",
        "U.S.A. is short for it | -",
        "A hard question | -",
        "Answer: E | -",
        "~~ | -",
      })
  void chosenOptionIsFound(String completion, String letter) {
    String text = completion == null ? "" : completion;
    if (letter.equals("-")) {
      assertThat(choice(Map.of()).extract(TASK, text)).isEmpty();
    } else {
      assertThat(choice(Map.of()).extract(TASK, text)).contains(letter);
    }
  }

  @Test
  void goldMayBeLetterTextOrDeclaredIndex() {
    Scorer plain = choice(Map.of());
    assertThat(plain.score(TASK, "C")).isEqualTo(1);
    assertThat(plain.score(TASK, "B")).isZero();
    Task byText = new Task("t", TASK.question(), "Great Britain");
    assertThat(plain.score(byText, "D")).isEqualTo(1);
    Task byIndex = new Task("t", TASK.question(), "2");
    assertThat(choice(Map.of("indexFrom", 0L)).score(byIndex, "C")).isEqualTo(1);
    assertThat(choice(Map.of("indexFrom", 1L)).score(byIndex, "B")).isEqualTo(1);
    assertThatThrownBy(() -> plain.check(byIndex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("indexFrom: 0");
    assertThatThrownBy(() -> plain.check(new Task("t", "q", "E")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none of its 4 options A to D");
  }

  @Test
  void optionsMayComeFromFields() {
    Task listed =
        new Task(
            "t", "q", "C", Map.of("choices", "[\"red\",\"green\",\"blue\",\"pink\",\"gray\"]"));
    assertThat(choice(Map.of()).extract(listed, "Answer: E")).contains("E");
    assertThat(choice(Map.of()).extract(listed, "surely blue")).contains("C");
    assertThat(choice(Map.of("options", 10L)).extract(new Task("t", "q", "J"), "Answer: J"))
        .contains("J");
  }
}
