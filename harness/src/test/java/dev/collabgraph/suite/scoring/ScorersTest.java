package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorersTest {
  private static Scorer scorer(String type, Map<String, Object> options) {
    return Scorers.create(new SuiteDefinition.Scoring(type, options), Path.of("."));
  }

  private static double score(Scorer scorer, String gold, String completion) {
    Task task = new Task("t", "q", gold);
    scorer.check(task);
    return scorer.extract(task, completion).map(a -> scorer.score(task, a)).orElse(0.0);
  }

  @Test
  void exactTakesWhatFollowsTheLastOccurrenceOfAText() {
    Scorer exact = scorer("exact", Map.of("after", "="));
    assertThat(score(exact, "badc", "R=cbad L=badc")).isEqualTo(1);
    assertThat(score(exact, "cbad", "R=cbad L=badc")).isZero();
    assertThat(exact.extract(new Task("t", "q", "badc"), "badc")).isEmpty();
    assertThat(exact.extract(new Task("t", "q", "badc"), "R=")).isEmpty();
  }

  @Test
  void exactComparesTheMarkedLine() {
    Scorer exact = scorer("exact", Map.of());
    assertThat(score(exact, "Paris", "I think.\nAnswer: Paris")).isEqualTo(1);
    assertThat(score(exact, "Paris", "**Answer:** Paris\n")).isEqualTo(1);
    assertThat(score(exact, "Paris", "**Answer: Paris**")).isEqualTo(1);
    assertThat(score(exact, "Paris", "The answer is Rome.\nAnswer: Paris")).isEqualTo(1);
    assertThat(score(exact, "Paris", " Paris ")).isEqualTo(1);
    assertThat(score(exact, "New York", "New\u00a0 York")).isEqualTo(1);
    assertThat(score(exact, "caf\u00e9", "cafe\u0301")).isEqualTo(1);
    assertThat(score(exact, "Paris", "paris")).isZero();
    assertThat(score(exact, "Paris", "Paris, France")).isZero();
    assertThat(score(exact, "Paris", "")).isZero();
    assertThat(score(scorer("exact", Map.of("ignoreCase", true)), "Paris", "PARIS")).isEqualTo(1);
    assertThat(score(scorer("exact", Map.of("ignorePunctuation", true)), "Paris", "\"Paris.\""))
        .isEqualTo(1);
    assertThat(score(scorer("exact", Map.of("whole", true)), "Paris", "Answer: Paris")).isZero();
    assertThat(exact.comparesAnswers()).isTrue();
    assertThat(exact.equivalent(new Task("t", "q", "x"), "a  b", "a b")).isTrue();
  }

  @Test
  void containsKeepsWordsAndNumbersWhole() {
    Scorer contains = scorer("contains", Map.of());
    assertThat(score(contains, "Paris", "It is PARIS, of course")).isEqualTo(1);
    assertThat(score(contains, "12", "there are 12.")).isEqualTo(1);
    assertThat(score(contains, "12", "12, 13")).isEqualTo(1);
    assertThat(score(contains, "12", "112 and 3.12 and 12,500 and 12.5")).isZero();
    assertThat(score(contains, "art", "start of party")).isZero();
    assertThat(score(contains, "U.S.", "the U.S. army")).isEqualTo(1);
    assertThat(score(scorer("contains", Map.of("words", false)), "art", "start")).isEqualTo(1);
    assertThat(score(scorer("contains", Map.of("ignoreCase", false)), "Paris", "paris")).isZero();
    assertThat(contains.comparesAnswers()).isFalse();
    assertThatThrownBy(() -> contains.check(new Task("t", "q", " ")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void regexFindsOrMatchesWhole() {
    Scorer regex = scorer("regex", Map.of());
    assertThat(score(regex, "colou?r", "the color red")).isEqualTo(1);
    assertThat(score(regex, "^red$", "the color\nred")).isZero();
    assertThat(score(scorer("regex", Map.of("multiline", true)), "^red$", "color\nred"))
        .isEqualTo(1);
    assertThat(score(scorer("regex", Map.of("full", true)), "[0-9]+", " 12 ")).isEqualTo(1);
    assertThat(score(scorer("regex", Map.of("full", true)), "[0-9]+", "12 x")).isZero();
    assertThat(score(scorer("regex", Map.of("ignoreCase", true)), "RED", "red")).isEqualTo(1);
    assertThatThrownBy(() -> regex.check(new Task("t", "q", "(a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no RE2 regular expression");
    assertThatThrownBy(() -> regex.check(new Task("t", "q", "(a)\\1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(regex.comparesAnswers()).isFalse();
  }

  @Test
  void regexDoesNotBacktrack() {
    Scorer regex = scorer("regex", Map.of());
    assertThat(score(regex, "(a*)*b", "a".repeat(50_000))).isZero();
  }

  @Test
  void unknownTypeOrOptionIsRefused() {
    assertThatThrownBy(() -> scorer("exakt", Map.of()))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("exakt")
        .hasMessageContaining("exact");
    assertThatThrownBy(() -> scorer("exact", Map.of("ignorecase", true)))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("did you mean \"ignoreCase\"?");
    assertThatThrownBy(() -> scorer("numeric", Map.of("tolerance", -1.0)))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("scorer.tolerance is the number -1.0");
  }
}
