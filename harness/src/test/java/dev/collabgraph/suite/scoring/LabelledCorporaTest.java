package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Agreement with hand-labelled completions is complete, wrapped in prose or not. */
class LabelledCorporaTest {
  private static final String QUESTION =
      "Which?\n(A) Paris\n(B) New York City\n(C) The U.S.A.\n(D) A river in Spain\n(E) None of the above";

  private static Scorer scorer(String type) {
    return Scorers.create(new SuiteDefinition.Scoring(type, Map.of()), Path.of("."));
  }

  private static List<String> disagreements(Scorer scorer, String question, String corpus) {
    List<String> wrong = new ArrayList<>();
    for (LabelledPairs.Pair pair : LabelledPairs.read(corpus)) {
      Task task = new Task("t", question, pair.gold());
      scorer.check(task);
      String completion = pair.answer().replace("\\n", "\n");
      var answer = scorer.extract(task, completion);
      boolean accepted = answer.isPresent() && scorer.score(task, answer.get()) == 1;
      if (accepted != pair.accepted()) {
        wrong.add("%d: %s | %s gave %s".formatted(pair.line(), pair.gold(), completion, answer));
      }
    }
    return wrong;
  }

  @Test
  void choiceAgrees() {
    assertThat(disagreements(scorer("choice"), QUESTION, "choice-pairs.txt")).isEmpty();
    assertThat(LabelledPairs.read("choice-pairs.txt")).hasSizeGreaterThanOrEqualTo(150);
  }

  @Test
  void numericAgrees() {
    assertThat(disagreements(scorer("numeric"), "q", "numeric-pairs.txt")).isEmpty();
    assertThat(LabelledPairs.read("numeric-pairs.txt")).hasSizeGreaterThanOrEqualTo(150);
  }

  @Test
  void proseAroundAMarkedAnswerChangesNothing() {
    List<String> wrong = new ArrayList<>();
    List<String> wrappings =
        List.of(
            "I think about 17 things, A to Z.\n\nAnswer: %s",
            "Answer: %s\n\nThis took some thought.",
            "\\boxed{%s}",
            "  Answer:   %s  \n\n",
            "**Answer: %s**");
    for (String letter : List.of("A", "B", "C", "D", "E")) {
      Task task = new Task("t", QUESTION, letter);
      for (String wrapping : wrappings) {
        if (!scorer("choice")
            .extract(task, wrapping.formatted(letter))
            .equals(java.util.Optional.of(letter))) {
          wrong.add(wrapping.formatted(letter));
        }
      }
    }
    for (String number : List.of("0", "-3", "12.5", "1,000", "7/8", "123456789012345678901")) {
      Task task = new Task("t", "q", number);
      for (String wrapping : wrappings) {
        String completion = wrapping.formatted(number);
        var answer = scorer("numeric").extract(task, completion);
        if (answer.isEmpty() || scorer("numeric").score(task, answer.get()) != 1) {
          wrong.add(completion + " gave " + answer);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
