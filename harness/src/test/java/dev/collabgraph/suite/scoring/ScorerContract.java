package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * What every scorer keeps. Extend it for a scorer of your own: it is in the test-jar of the
 * harness.
 */
public abstract class ScorerContract {
  private static final int LARGE = 100_000;

  /** The factory under test. */
  protected abstract ScorerFactory factory();

  /** Options to make the scorer with. Default: none. */
  protected Map<String, Object> options() {
    return Map.of();
  }

  /** A task it can judge. */
  protected abstract Task task();

  /** A completion that scores 1. */
  protected abstract String right();

  /** A completion with an answer that scores less than 1. */
  protected abstract String wrong();

  private Scorer scorer() {
    return factory().create(options(), Path.of("."));
  }

  private double scored(Scorer scorer, String completion) {
    return scorer.score(task(), scorer.extract(task(), completion).orElseThrow());
  }

  /** Texts that models have written, or might. */
  private static List<String> nasty() {
    List<String> texts =
        new ArrayList<>(
            List.of(
                "\0",
                "\ud800",
                "\uFEFF\u200B",
                "\\boxed{",
                "\\boxed{}}}}",
                "#### ",
                "Answer:",
                "```",
                "```json\n{",
                "${jndi:x}{{7*7}}#{1}",
                "Answer: " + "9".repeat(5_000),
                "2^{2^{2^{49}}}",
                "1e999999999",
                "-",
                "NaN",
                "</script><script>",
                "\u001b[31mred"));
    for (String part :
        List.of("(", "[", "{", "\\frac{", "\\boxed{", "A) ", "- ", "\n", "a", "1,", "\"")) {
      texts.add(part.repeat(LARGE / part.length()));
    }
    return texts;
  }

  @Test
  void factoryAndScorerNameTheSameType() {
    assertThat(factory().type()).isNotBlank().isEqualTo(scorer().type());
    assertThat(factory().optionKeys()).containsAll(options().keySet());
    assertThat(factory().answerHint(options())).isNotBlank().doesNotContain("{{");
  }

  @Test
  void rightIsOneAndWrongIsLess() {
    Scorer scorer = scorer();
    scorer.check(task());
    assertThat(scored(scorer, right())).isEqualTo(1);
    assertThat(scored(scorer, wrong())).isBetween(0.0, Math.nextDown(1.0));
    if (!scorer.graded()) {
      assertThat(scored(scorer, wrong())).isZero();
    }
  }

  @Test
  void blankGivesNoAnswer() {
    for (String blank : List.of("", " ", "\n\t \n")) {
      assertThat(scorer().extract(task(), blank)).isEmpty();
    }
  }

  @Test
  void sameCompletionSameVerdictOnAnyThread() {
    Scorer shared = scorer();
    List<CompletableFuture<List<Double>>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          CompletableFuture.supplyAsync(
              () -> List.of(scored(shared, right()), scored(shared, wrong()))));
    }
    List<Double> alone = List.of(scored(scorer(), right()), scored(scorer(), wrong()));
    assertThat(all).allSatisfy(each -> assertThat(each.join()).isEqualTo(alone));
  }

  @Test
  void nothingAModelWritesBreaksItOrTakesLong() {
    Scorer scorer = scorer();
    for (String text : nasty()) {
      String shown = text.substring(0, Math.min(12, text.length()));
      Optional<String> answer =
          Assertions.assertTimeout(
              Duration.ofSeconds(30), () -> scorer.extract(task(), text), shown);
      if (answer.isPresent() && !scorer.waits()) {
        double score =
            Assertions.assertTimeout(
                Duration.ofSeconds(30), () -> scorer.score(task(), answer.get()), shown);
        assertThat(score).as(shown).isBetween(0.0, 1.0);
        assertThat(scorer.graded() || score == 0 || score == 1).as(shown).isTrue();
      }
    }
  }

  @Test
  void equivalenceIsReflexiveAndSymmetricOrRefused() {
    Scorer scorer = scorer();
    List<String> answers = new ArrayList<>();
    for (String completion : List.of(right(), wrong())) {
      scorer.extract(task(), completion).ifPresent(answers::add);
    }
    if (!scorer.comparesAnswers()) {
      assertThatThrownBy(() -> scorer.equivalent(task(), answers.get(0), answers.get(0)))
          .isInstanceOf(IllegalStateException.class);
      return;
    }
    for (String text : nasty()) {
      if (text.length() < LARGE / 2) {
        scorer.extract(task(), text).ifPresent(answers::add);
      }
    }
    for (String a : answers) {
      assertThat(scorer.equivalent(task(), a, a)).isTrue();
      for (String b : answers) {
        assertThat(scorer.equivalent(task(), a, b)).isEqualTo(scorer.equivalent(task(), b, a));
      }
    }
    assertThat(scorer.equivalent(task(), answers.get(0), answers.get(1))).isFalse();
  }
}
