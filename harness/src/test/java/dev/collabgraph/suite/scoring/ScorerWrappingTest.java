package dev.collabgraph.suite.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prose, boxes and spaces around an answer never change a verdict, right or wrong, and what lies
 * beyond the tolerance never passes: random answers from fixed seeds, not corpora.
 */
class ScorerWrappingTest {
  private static final int ANSWERS = 150;
  private static final List<String> WRAPPINGS =
      List.of(
          "\\boxed{%s}",
          "$\\boxed{ %s }$",
          "I tried 7 ways, A to D.\n\n\\[\\boxed{%s}\\]\nThat took 3 steps.",
          "\\boxed{99} was a slip. Rather \\boxed{%s}.",
          "Answer: %s",
          "**Answer: %s**",
          "There are 12 cases.\nAnswer:   %s  \n",
          "First I thought Answer: 77\nbut no.\nAnswer: %s",
          "  %s\n\n");

  private static Scorer scorer(String type, Map<String, Object> options) {
    return Scorers.create(new SuiteDefinition.Scoring(type, options), Path.of("."));
  }

  private static boolean accepts(Scorer scorer, Task task, String completion) {
    return scorer.extract(task, completion).map(a -> scorer.score(task, a)).orElse(0.0) == 1;
  }

  private static void holds(Scorer scorer, Task task, String answer, boolean right) {
    for (String wrapping : WRAPPINGS) {
      String completion = wrapping.formatted(answer);
      assertThat(accepts(scorer, task, completion))
          .as("%s, gold %s, in %s", scorer.type(), task.answer(), completion)
          .isEqualTo(right);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void numbersInManyForms(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (String type : List.of("numeric", "math")) {
      Scorer scorer = scorer(type, Map.of());
      for (int i = 0; i < ANSWERS; i++) {
        BigInteger value = new BigInteger(random.nextInt(1, 80), new java.util.Random(seed + i));
        BigInteger whole = random.nextBoolean() ? value.negate() : value;
        Task task = new Task("t", "q", whole.toString());
        holds(scorer, task, whole.toString(), true);
        holds(scorer, task, String.format(Locale.ROOT, "%,d", whole), true);
        holds(scorer, task, whole + ".0", true);
        holds(scorer, task, whole.add(BigInteger.ONE).toString(), false);
        holds(scorer, task, whole + ".5", false);
        holds(scorer, task, whole.negate().toString(), whole.signum() == 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void fractionsAndWhatTheyAreEqualTo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Scorer math = scorer("math", Map.of());
    for (int i = 0; i < ANSWERS; i++) {
      int a = random.nextInt(-400, 400);
      int b = random.nextInt(2, 90);
      int k = random.nextInt(2, 9);
      Task task = new Task("t", "q", "\\frac{%d}{%d}".formatted(a, b));
      holds(math, task, "%d/%d".formatted(a, b), true);
      holds(math, task, "\\dfrac{%d}{%d}".formatted(k * a, k * b), true);
      holds(math, task, "x = \\frac{%d}{%d}".formatted(a, b), true);
      holds(math, task, "\\frac{%d}{%d}".formatted(k * a + 1, k * b), false);
      holds(math, task, "\\frac{%d}{%d}".formatted(a, b + 1), a == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void toleranceIsABound(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Scorer absolute = scorer("numeric", Map.of("tolerance", 0.25));
    Scorer relative = scorer("numeric", Map.of("relativeTolerance", 0.01));
    for (int i = 0; i < ANSWERS; i++) {
      BigDecimal gold = BigDecimal.valueOf(random.nextLong(1_000, 9_000_000), 2);
      int sign = random.nextBoolean() ? 1 : -1;
      Task task = new Task("t", "q", gold.toPlainString());
      BigDecimal off = BigDecimal.valueOf(sign);
      holds(absolute, task, gold.add(off.multiply(new BigDecimal("0.24"))).toPlainString(), true);
      holds(absolute, task, gold.add(off.multiply(new BigDecimal("0.26"))).toPlainString(), false);
      BigDecimal near = gold.multiply(BigDecimal.ONE.add(off.multiply(new BigDecimal("0.009"))));
      BigDecimal far = gold.multiply(BigDecimal.ONE.add(off.multiply(new BigDecimal("0.011"))));
      holds(relative, task, near.toPlainString(), true);
      holds(relative, task, far.toPlainString(), false);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 10})
  void lettersOfAnyNumberOfOptions(int options) {
    StringBuilder question = new StringBuilder("Which?");
    for (int i = 0; i < options; i++) {
      question.append("\n(").append((char) ('A' + i)).append(") option number ").append(i);
    }
    Scorer choice = scorer("choice", Map.of());
    for (int gold = 0; gold < options; gold++) {
      Task task = new Task("t", question.toString(), "" + (char) ('A' + gold));
      for (int said = 0; said < options; said++) {
        String letter = "" + (char) ('A' + said);
        for (String form : List.of("%s", "(%s)", "%s.", "option number " + said)) {
          for (String wrapping :
              List.of(
                  "\\boxed{%s}",
                  "$\\boxed{ %s }$",
                  "Answer: %s",
                  "**Answer: %s**",
                  "There are 12 cases.\nAnswer:   %s  \n",
                  "  %s\n\n")) {
            String completion = wrapping.formatted(form.formatted(letter));
            assertThat(accepts(choice, task, completion)).as(completion).isEqualTo(gold == said);
          }
        }
      }
    }
  }
}
