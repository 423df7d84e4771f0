package dev.collabgraph.suite.scoring.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which place of a completion decides, where an earlier or later one would say something else. */
class ChoiceExtractorTest {
  private static final Choices OPTIONS =
      new Choices(4, List.of("paris", "new york", "york", "the u.s.a"));

  private static String chosen(Choices choices, String completion) {
    char letter = new ChoiceExtractor(choices).extract(completion.replace("\\n", "\n"));
    return letter == ChoiceExtractor.NONE
        ? "none"
        : letter == ChoiceExtractor.SEVERAL ? "several" : "" + letter;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // what other languages say, in the order of the text
        "Antwort: C, nicht B | C",
        "Die Antwort lautet C, nicht B | C",
        "La réponse est C, pas B | C",
        "答案：C，不是B | C",
        "Antwort: B, sagte ich.\\nAnswer: C, then | C",
        "Answer: B, I said.\\nAntwort: C, dann | C",
        // marks around and inside
        "\\text{B} | B",
        "\\boxed{\\textbf{\\text{\\mathrm{B}}}} | B",
        "Answer: New *York* | B",
        "Answer: B \\ | B",
        "Answer: \\(New York\\) and never Paris | B",
        // words before the letter, and texts that begin with such a word
        "Answer: the option B is it | B",
        "I first said Paris.\\nAnswer: The U.S.A. | D",
        "\\boxed{clearly New York} Paris | B",
        // two letters, after one alone
        "Answer: C\\nAnswer: A and B | several",
        "Answer: C\\nAnswer: A and A | A",
        // letters that are words, or parts of them
        "Answer: A's | none",
        "Answer: A&B | none",
        "Answer: A\tfoo | none",
        "Answer: b foo | none",
        "Answer: b 7 | B",
        "Answer: B foo | B",
        "York? No.\\nAnswer: A Paris | A",
        // conclusions in passing
        "I looked at all of these and so C because it fits in every way | C",
        "It may be so B, and hence C. | C",
        "It may be so B. And thus Z. | B",
        // sentences about an option
        "I think option B is bad | none",
        "I think option B or worse | B",
        "They all say that (B) is what it would be | B",
        "well B is bad here | none",
        "well B might do | none",
        // the last line, if it is short
        "one two three four five D | D",
        "one two three four five six D | none",
      })
  void placeThatDecides(String completion, String letter) {
    assertThat(chosen(OPTIONS, completion)).as(completion).isEqualTo(letter);
  }

  @Test
  void articleIsNoOptionWhereTextsAreNotKnown() {
    assertThat(chosen(new Choices(4, List.of()), "Answer: A house")).isEqualTo("none");
    assertThat(chosen(new Choices(4, List.of()), "Answer: A")).isEqualTo("A");
  }

  @Test
  void lettersAreThoseOfTheOptions() {
    assertThat(OPTIONS.has('A')).isTrue();
    assertThat(OPTIONS.has('d')).isTrue();
    assertThat(OPTIONS.has('E')).isFalse();
    assertThat(OPTIONS.has('@')).isFalse();
  }

  @Test
  void textNamesItsOptionIfItIsTheOnlyOne() {
    assertThat(OPTIONS.byText("paris")).isEqualTo('A');
    assertThat(OPTIONS.byText("york")).isEqualTo('C');
    assertThat(OPTIONS.byText("lyon")).isEqualTo((char) 0);
    assertThat(new Choices(2, List.of("x", "x")).byText("x")).isEqualTo((char) 0);
    assertThat(new Choices(2, List.of("", "x")).byText("")).isEqualTo((char) 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "york, i say | B",
        "york | B",
        "new york it is | C",
        "new york | C",
        "new or old | A",
        "yorkshire | -",
        "york7 | -",
        "lyon | -",
      })
  void longestTextAtTheBeginningWins(String key, char letter) {
    Choices choices = new Choices(4, List.of("new", "york", "new york", ""));
    assertThat(choices.byPrefix(key)).isEqualTo(letter == '-' ? 0 : letter);
    Choices turned = new Choices(3, List.of("new york", "york", "new"));
    char other = letter == 'A' ? 'C' : letter == 'C' ? 'A' : letter;
    assertThat(turned.byPrefix(key)).isEqualTo(other == '-' ? 0 : other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i like york | A",
        "york it is | A",
        "york | A",
        "new york | B",
        "new york or york | B",
        "york or 12 | -",
        "12 it is | C",
        "7 it is | -",
        "yorkshire | -",
        "norfyork | -",
        "not york | -",
        "it isn't york | -",
        "not york but york | A",
        "yorkshire and york | A",
      })
  void onlyOptionMentionedIsChosen(String key, char letter) {
    Choices choices = new Choices(4, List.of("york", "new york", "12", "7"));
    assertThat(choices.onlyMentioned(key)).isEqualTo(letter == '-' ? 0 : letter);
    assertThat(new Choices(2, List.of("york", "york")).onlyMentioned(key)).isEqualTo((char) 0);
  }

  @Test
  void answersAreComparedByTheirLetters() {
    Scorer choice = Scorers.create(new SuiteDefinition.Scoring("choice", Map.of()), Path.of("."));
    Task task = new Task("t", "Which?\n(A) Paris\n(B) York\n(C) Rome", "C");
    assertThat(choice.score(task, "c")).isEqualTo(1);
    assertThat(choice.score(task, "Rome")).isEqualTo(1);
    assertThat(choice.score(task, "York")).isZero();
    assertThat(choice.equivalent(task, "a", "Paris")).isTrue();
    assertThat(choice.equivalent(task, "a", "York")).isFalse();
    assertThat(choice.extract(task, "Answer: A and B")).isEmpty();
  }
}
