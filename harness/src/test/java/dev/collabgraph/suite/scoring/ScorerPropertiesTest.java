package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Properties of every scorer that compares answers, on random answers from fixed seeds. */
class ScorerPropertiesTest {
  private static final Task TASK = new Task("t", "q", "1");
  private static final List<String> PIECES =
      List.of(
          "1",
          "2",
          "12",
          "0.5",
          "x",
          "y",
          "\\frac{1}{2}",
          "\\sqrt{2}",
          "\\pi",
          "+",
          "-",
          "\\cdot ",
          "/",
          "^2",
          "(",
          ")",
          ",",
          "\\text{ cm}",
          "\\%",
          "=",
          "[",
          "{",
          "}",
          "\\pm ",
          "\\{",
          "\\}",
          " ",
          "e",
          "i",
          "\\le ",
          "\\cup ",
          "A",
          "B",
          "Answer: ",
          ".",
          "\\boxed{3}",
          "\n");

  private static Scorer scorer(String type) {
    return Scorers.create(new SuiteDefinition.Scoring(type, Map.of()), Path.of("."));
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(1, 9); n > 0; n--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  @RepeatedTest(4)
  void equivalenceIsReflexiveAndSymmetricAndNothingThrows(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    for (String type : List.of("math", "numeric", "choice", "exact", "json", "f1")) {
      Scorer scorer = scorer(type);
      for (int i = 0; i < 150; i++) {
        String a = text(random);
        String b = random.nextInt(3) == 0 ? a.replace(" ", "") : text(random);
        assertThat(scorer.equivalent(TASK, a, a)).as("%s %s", type, a).isTrue();
        assertThat(scorer.equivalent(TASK, a, b))
            .as("%s %s | %s", type, a, b)
            .isEqualTo(scorer.equivalent(TASK, b, a));
        Task task = new Task("t", "q", type.equals("choice") ? "A" : "1");
        Optional<String> extracted = scorer.extract(task, a);
        extracted.ifPresent(answer -> assertThat(scorer.score(task, answer)).isBetween(0.0, 1.0));
      }
    }
  }

  @Test
  void perturbedNumbersAreAlwaysRejected() {
    SplittableRandom random = new SplittableRandom(11);
    for (String type : List.of("math", "numeric")) {
      Scorer scorer = scorer(type);
      for (int i = 0; i < 500; i++) {
        BigInteger value = new BigInteger(random.nextInt(1, 200), new java.util.Random(i));
        BigInteger other = value.add(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
        String decimals = "" + random.nextInt(10, 100);
        Task task = new Task("t", "q", value + "." + decimals);
        String same = value + "." + decimals + "0";
        assertThat(scorer.score(task, same)).isEqualTo(1);
        assertThat(scorer.score(task, other + "." + decimals)).isZero();
        assertThat(scorer.score(task, same + "1")).isZero();
        assertThat(scorer.score(task, "-" + same))
            .isEqualTo(value.signum() == 0 && decimals.equals("00") ? 1 : 0);
        String completion = "Some 3 words.\n\nAnswer: %s\n".formatted(other + "." + decimals);
        assertThat(scorer.extract(task, completion).map(a -> scorer.score(task, a))).contains(0.0);
      }
    }
  }

  @Test
  void longHostileTextsTakeLinearTime() {
    List<String> hostile =
        List.of(
            "Answer: ".repeat(12_500),
            "1,".repeat(50_000),
            "(A)".repeat(33_000),
            "\\boxed{".repeat(14_000),
            "-".repeat(100_000),
            "\\frac{1}{".repeat(11_000),
            " ".repeat(100_000),
            "1 1/".repeat(25_000),
            "A is correct. ".repeat(7_000),
            "```\n".repeat(25_000),
            "{\"a\":".repeat(16_000),
            "the answer is ".repeat(7_000) + "not known");
    for (String type : List.of("math", "numeric", "choice", "exact", "json", "f1", "contains")) {
      Scorer scorer = scorer(type);
      for (String text : hostile) {
        Task task = new Task("t", "q", type.equals("choice") ? "A" : "1");
        CpuTime.assertBelow(
            2.0,
            type + " on " + text.substring(0, 8),
            () -> scorer.extract(task, text).map(answer -> scorer.score(task, answer)));
      }
    }
  }
}
