package dev.collabgraph.suite.scoring.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds at which a verdict turns, one step to either side. Found by mutation testing. */
class ScorerEdgesTest {
  private static Scorer scorer(String type, Map<String, Object> options) {
    return Scorers.create(new SuiteDefinition.Scoring(type, options), Path.of("."));
  }

  private static double score(String type, Map<String, Object> options, String gold, String said) {
    Scorer scorer = scorer(type, options);
    Task task = new Task("t", "q", gold);
    scorer.check(task);
    return scorer.extract(task, said).map(answer -> scorer.score(task, answer)).orElse(0.0);
  }

  private static double score(String type, String gold, String said) {
    return score(type, Map.of(), gold, said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact", "contains", "regex", "f1", "json", "choice", "numeric", "math"})
  void factoryTellsTypeAndOptions(String type) {
    ScorerFactory factory = Scorers.factory(type);
    assertThat(factory.type()).isEqualTo(type).isEqualTo(scorer(type, Map.of()).type());
    assertThat(factory.answerHint(Map.of())).isNotBlank();
    assertThat(factory.optionKeys()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "exact, true",
    "contains, false",
    "regex, false",
    "f1, true",
    "json, true",
    "choice, true",
    "numeric, true",
    "math, true"
  })
  void whoComparesAnswersSaysSo(String type, boolean compares) {
    assertThat(scorer(type, Map.of()).comparesAnswers()).isEqualTo(compares);
    assertThat(scorer(type, Map.of()).graded()).isEqualTo(type.equals("f1"));
  }

  @Test
  void differentAnswersAreNotEquivalent() {
    Task task = new Task("t", "q", "1");
    assertThat(scorer("f1", Map.of()).equivalent(task, "a cat", "a dog")).isFalse();
    Scorer json = scorer("json", Map.of());
    assertThat(json.equivalent(task, "{\"a\":1}", "{\"a\":1.0}")).isTrue();
    assertThat(json.equivalent(task, "{\"a\":1}", "{\"a\":2}")).isFalse();
    assertThat(json.equivalent(task, "{\"a\":1}", "no json")).isFalse();
    assertThat(json.equivalent(task, "no json", "{\"a\":1}")).isFalse();
    assertThat(json.equivalent(task, "no json", "no json")).isTrue();
    assertThat(json.equivalent(task, "no json", "other")).isFalse();
    assertThat(json.equivalent(task, "true", "false")).isFalse();
    Scorer choice = scorer("choice", Map.of());
    assertThat(choice.equivalent(task, "A", "B")).isFalse();
    assertThat(choice.equivalent(task, "A", "A")).isTrue();
  }

  // --- exact, contains, regex, f1 ---

  @Test
  void textAfterMayBeginTheCompletion() {
    assertThat(score("exact", Map.of("after", "="), "4", "=4")).isEqualTo(1);
    assertThat(score("exact", Map.of("after", "="), "4", "a=3=4")).isEqualTo(1);
    assertThat(score("exact", "x", "Answer: x\nAnswer: ")).isEqualTo(1);
    assertThat(score("exact", "x", "Answer: x\nAnswer: y")).isZero();
  }

  @Test
  void containedTextIsBoundedAtBothEndsOfTheCompletion() {
    assertThat(score("contains", "12", "12 is it")).isEqualTo(1);
    assertThat(score("contains", "12", "it is 12")).isEqualTo(1);
    assertThat(score("contains", "12", ".12")).as("the point begins the text").isEqualTo(1);
    assertThat(score("contains", "12", "12.")).isEqualTo(1);
    assertThat(score("contains", "12", "x.12")).isEqualTo(1);
    assertThat(score("contains", "12", "0.12")).isZero();
    assertThat(score("contains", "12", "12.0")).isZero();
    assertThat(score("contains", "12", "a12")).isZero();
    assertThat(score("contains", "12", "12a")).isZero();
    assertThat(score("contains", "art", "a part, art")).isEqualTo(1);
    assertThat(score("contains", "x.", "x.y")).as("the inner edge is no digit").isEqualTo(1);
  }

  @Test
  void patternsHaveALimitAndFlags() {
    assertThat(score("regex", Map.of("dotAll", true), "a.b", "a\nb")).isEqualTo(1);
    assertThat(score("regex", "a.b", "a\nb")).isZero();
    Scorer regex = scorer("regex", Map.of());
    String longest = "a".repeat(RegexScorerFactory.MAX_PATTERN);
    assertThat(regex.score(new Task("t", "q", longest), longest)).isEqualTo(1);
    assertThatThrownBy(() -> regex.check(new Task("t", "q", longest + "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1 to " + RegexScorerFactory.MAX_PATTERN);
  }

  @Test
  void sharedWordsAreWeighedByBothLengths() {
    assertThat(score("f1", "a cat", "cat and dog and bird")).isCloseTo(2.0 / 6, within(1e-12));
    assertThat(score("f1", "cat cat dog", "cat dog dog")).isCloseTo(4.0 / 6, within(1e-12));
    assertThat(score("f1", Map.of("threshold", 0.8), "cat sat down", "cat sat")).isEqualTo(1);
    assertThat(score("f1", "cat", "Answer: cat\nAnswer: ")).isEqualTo(1);
    assertThat(score("f1", "cafe\u0301", "caf\u00e9")).isEqualTo(1);
    assertThat(score("f1", "\u0915\u093f", "\u0915")).as("a vowel sign is part of a word").isZero();
  }

  // --- texts ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "**x** | x",
        "*x* | x",
        "`x` | x",
        "\"x\" | x",
        "“x” | x",
        "“x\" | “x\"",
        "$x$ | x",
        "** | ~~",
        "* | ~~",
        "x* | x",
        "x** | x",
        "*x | *x",
        "a*b* | a*b",
        "a*b*c | a*b*c",
        "_x_y_ | x_y",
        "xyx | xyx",
        "'x' | x",
      })
  void marksAroundTheWholeAreTaken(String text, String inner) {
    assertThat(Texts.unwrapped(text)).isEqualTo(inner);
  }

  @Test
  void linesOfMessagesAreClippedAtEighty() {
    assertThat(Texts.clipped("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(Texts.clipped("x".repeat(81))).isEqualTo("x".repeat(77) + "...");
    assertThat(Texts.clipped(" a\n\tb ")).isEqualTo("a b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"(x) | x", "x. | x", ". | ~~", "..x.y.. | x.y", "x | x", "-x- | -x-"})
  void punctuationIsTrimmedAtBothEnds(String text, String inner) {
    assertThat(Texts.trimPunctuation(text)).isEqualTo(inner);
  }

  // --- json ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "```json\\n{\"a\":1}\\n``` | {\"a\":1}",
        "```\\n{\"a\":1}\\n```\\n```\\n{\"a\":2}\\n``` | {\"a\":2}",
        "```\\n{\"a\":1}\\n```\\n```\\nnot json\\n``` | {\"a\":1}",
        "{\"a\":3}\\n```\\n{\"a\":1}\\n``` | {\"a\":1}",
        "```\\n{\"a\":1} | {\"a\":1}",
        "``` {\"a\":1}``` | {\"a\":1}",
        "[1] and {\"b\":[2]} | {\"b\":[2]}",
        "{ and {\"b\":2} | {\"b\":2}",
        "{\"a\":\"\\\\\\\"}\"} | {\"a\":\"\\\\\\\"}\"}",
        "{\"x\":1}\\nAnswer: 7 | 7",
        "{\"x\":1}\\nAnswer: seven | {\"x\":1}",
        "7 | 7",
        "seven | ~-~",
      })
  void jsonIsFoundWhereItStands(String text, String found) {
    String real = text.replace("\\n", "\n");
    assertThat(JsonText.find(real) == null ? "-" : JsonText.find(real).strip()).isEqualTo(found);
  }

  private static String fault(String schema, String value) throws Exception {
    ObjectMapper json = new ObjectMapper();
    return new JsonShape(json.readTree(schema)).fault(json.readTree(value));
  }

  @Test
  void shapesNameTheFirstFault() throws Exception {
    for (String type :
        List.of("object", "array", "string", "number", "integer", "boolean", "null")) {
      int fits = 0;
      for (String value : List.of("{}", "[]", "\"x\"", "1.5", "2", "true", "null")) {
        String fault = fault("{\"type\":\"" + type + "\"}", value);
        fits += fault == null ? 1 : 0;
        if (fault != null) {
          assertThat(fault).isEqualTo("$ is not of type " + type);
        }
      }
      assertThat(fits).as(type).isEqualTo(type.equals("number") ? 2 : 1);
    }
    String range = "{\"minimum\": 1, \"maximum\": 3}";
    assertThat(fault(range, "1")).isNull();
    assertThat(fault(range, "3")).isNull();
    assertThat(fault(range, "0.99")).isEqualTo("$ is below 1");
    assertThat(fault(range, "3.01")).isEqualTo("$ is above 3");
    assertThat(fault(range, "\"9\"")).isNull();
    assertThat(fault("{\"enum\": [1, \"x\"]}", "1.0")).isNull();
    assertThat(fault("{\"enum\": [1, \"x\"]}", "2")).isEqualTo("$ is none of [1,\"x\"]");
    assertThat(fault("{\"enum\": [1, \"x\"]}", "\"y\"")).isEqualTo("$ is none of [1,\"x\"]");
    assertThat(fault("{\"enum\": [\"x\"]}", "1")).isEqualTo("$ is none of [\"x\"]");
    String list = "{\"items\": {\"type\": \"integer\"}}";
    assertThat(fault(list, "[1, 2]")).isNull();
    assertThat(fault(list, "[1, 2.5]")).isEqualTo("$[1] is not of type integer");
    assertThat(fault("{}", "[1]")).isNull();
    String object =
        "{\"required\": [\"a\", \"b\"], \"properties\": {\"a\": {\"type\": \"string\"}}, \"additionalProperties\": false}";
    assertThat(fault(object, "{\"a\": \"x\"}")).isEqualTo("$ has no b");
    assertThat(fault(object, "{\"a\": 1, \"b\": 1}")).isEqualTo("$.a is not of type string");
    assertThat(fault(object, "{\"a\": \"x\", \"b\": 1}")).isEqualTo("$ has the unknown key b");
    assertThat(fault("{\"additionalProperties\": true}", "{\"z\": 1}")).isNull();
    assertThat(fault(object, "7")).isNull();
  }

  @Test
  void shapesAreReadToTheBottom() {
    for (String wrong :
        List.of(
            "{\"type\": \"text\"}",
            "{\"properties\": {\"a\": {\"oneOf\": []}}}",
            "{\"items\": {\"type\": \"text\"}}")) {
      assertThatThrownBy(() -> fault(wrong, "1")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void unorderedListsMatchEachItemOnce() {
    Map<String, Object> unordered = Map.of("lists", "unordered");
    assertThat(score("json", unordered, "[1, 2, 3]", "[3, 1, 2]")).isEqualTo(1);
    assertThat(score("json", unordered, "[1, 1, 2]", "[1, 2, 2]")).isZero();
    assertThat(score("json", unordered, "[1, 2]", "[1, 2, 2]")).isZero();
    assertThat(score("json", "[true]", "[false]")).isZero();
    assertThat(score("json", "{\"a\": null}", "{\"a\": 0}")).isZero();
  }

  // --- choice ---

  private static final String OPTIONS =
      "Which?\n(A) Paris\n(B) New York\n(C) York\n(D) A river in Spain";

  private static String chosen(String completion) {
    Task task = new Task("t", OPTIONS, "A");
    return scorer("choice", Map.of()).extract(task, completion).orElse("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\\boxed{B} | B",
        "\\boxed{\\text{B}} | B",
        "\\boxed{\\textbf{\\text{B}}} | B",
        "\\boxed{(b)} | B",
        "\\(B\\) | B",
        "Answer: （C） | C",
        "Answer：C | C",
        "Answer: A and B | -",
        "Answer: A, also A | A",
        "Answer: New York, as I said | B",
        "Answer: York | C",
        "Answer: Yorkshire | -",
        "Answer: A river in Spain | D",
        "Answer: a river | -",
        "Answer: A-levels | -",
        "Answer: B-) | B",
        "Answer: Z | -",
        "Answer: B because I say so | B",
        "Answer: I do not know | -",
        "It says New York. | B",
        "It says York. | C",
        "It says Yorkshire. | -",
        "Paris or York | -",
        "(A) Paris is wrong\\n(B) it is | B",
        "C is correct, so B is wrong | C",
        "A is right. No, B is right. | B",
        "B | B",
        "b | B",
        "B. | B",
        "E | -",
        "I think D | D",
        "not D | -",
        "D, or B | -",
        "one two three four five six D | -",
        "Option B\\nOption C | C",
        "first (A) then\\nfinally (C) | C",
      })
  void optionIsReadOrRefused(String completion, String letter) {
    assertThat(chosen(completion.replace("\\n", "\n"))).as(completion).isEqualTo(letter);
  }

  @Test
  void optionsAreFoundInFieldsListsAndLines() {
    assertThat(Choices.of(new Task("t", OPTIONS, "A"), "choices", 0).keys())
        .containsExactly("paris", "new york", "york", "a river in spain");
    assertThat(
            Choices.of(new Task("t", "(A) x\n(B) y\nNow:\n(A) p\n(B) q", "A"), "choices", 0).keys())
        .containsExactly("p", "q");
    Task fields = new Task("t", "q", "A", Map.of("A", "x", "B", "y", "C", "z"));
    assertThat(Choices.of(fields, "choices", 0)).isEqualTo(new Choices(3, List.of("x", "y", "z")));
    Task list = new Task("t", "q", "A", Map.of("choices", "[\"x\", 2]"));
    assertThat(Choices.of(list, "choices", 0)).isEqualTo(new Choices(2, List.of("x", "2")));
    assertThat(Choices.of(list, "choices", 3)).isEqualTo(new Choices(3, List.of()));
    assertThat(Choices.of(new Task("t", "q", "A"), "choices", 0).count()).isEqualTo(4);
    assertThat(Choices.of(new Task("t", "(A) alone", "A"), "choices", 0).count()).isEqualTo(4);
    assertThatThrownBy(
            () -> Choices.of(new Task("t", "q", "A", Map.of("choices", "x")), "choices", 0))
        .hasMessageContaining("no JSON list");
  }

  @Test
  void goldIsOneOfTheOptions() {
    Scorer choice = scorer("choice", Map.of());
    for (String gold : List.of("A", "d", "(B)", "York")) {
      Task task = new Task("t", OPTIONS, gold);
      choice.check(task);
      assertThat(choice.score(task, chosen("Answer: " + gold))).as(gold).isEqualTo(1);
    }
    Scorer indexed = scorer("choice", Map.of("indexFrom", 1));
    assertThat(indexed.score(new Task("t", OPTIONS, "1"), "A")).isEqualTo(1);
    assertThat(indexed.score(new Task("t", OPTIONS, "4"), "D")).isEqualTo(1);
    for (String outside : List.of("0", "5", "99")) {
      assertThatThrownBy(() -> indexed.check(new Task("t", OPTIONS, outside)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String gold : List.of("E", "Lyon", "", "AB")) {
      assertThatThrownBy(() -> choice.check(new Task("t", OPTIONS, gold)))
          .as(gold)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  // --- boxes ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\\boxed{a{b}c} | a{b}c",
        "\\boxed{a\\}b} | a\\}b",
        "\\boxed\\n{a} | a",
        "\\boxed 9$ | 9",
        "\\boxed 9 x | 9",
        "\\boxed | -",
        "\\boxed  | -",
        "\\fbox{a} \\boxed{b} | b",
        "\\boxed{b} \\fbox{a} | a",
        "none | -",
      })
  void lastBoxIsRead(String text, String content) {
    assertThat(Boxes.last(text.replace("\\n", "\n")))
        .isEqualTo("-".equals(content) ? null : content);
  }
}
