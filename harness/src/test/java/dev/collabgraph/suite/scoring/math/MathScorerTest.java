package dev.collabgraph.suite.scoring.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.CpuTime;
import dev.collabgraph.suite.scoring.LabelledPairs;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import dev.collabgraph.suite.scoring.text.Boxes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MathScorerTest {
  private static final Task ANY = new Task("t", "q", "1");

  static Scorer math(Map<String, Object> options) {
    return Scorers.create(new SuiteDefinition.Scoring("math", options), Path.of("."));
  }

  private static boolean accepts(Scorer scorer, String gold, String completion) {
    Task task = new Task("t", "q", gold);
    scorer.check(task);
    return scorer.extract(task, completion).map(a -> scorer.score(task, a)).orElse(0.0) == 1;
  }

  @Test
  void agreesWithEveryLabelledPairBoxedAndBare() {
    Scorer symbolic = math(Map.of());
    List<String> wrong = new ArrayList<>();
    List<LabelledPairs.Pair> pairs = LabelledPairs.read("math-pairs.txt");
    for (LabelledPairs.Pair pair : pairs) {
      Task task = new Task("t", "q", pair.gold());
      boolean bare = symbolic.score(task, pair.answer()) == 1;
      boolean mirrored = symbolic.equivalent(task, pair.answer(), pair.gold());
      if (bare != pair.accepted() || mirrored != bare) {
        wrong.add("%d: %s | %s is %s".formatted(pair.line(), pair.gold(), pair.answer(), bare));
      }
    }
    assertThat(wrong).isEmpty();
    long rejected = pairs.stream().filter(pair -> !pair.accepted()).count();
    assertThat(pairs).hasSizeGreaterThanOrEqualTo(600);
    assertThat(rejected).isGreaterThanOrEqualTo(pairs.size() * 2L / 5);
  }

  @Test
  void wrappingDoesNotChangeTheVerdict() {
    Scorer symbolic = math(Map.of());
    List<String> wrong = new ArrayList<>();
    for (LabelledPairs.Pair pair : LabelledPairs.read("math-pairs.txt")) {
      String answer = pair.answer().contains("\\boxed") ? pair.gold() : pair.answer();
      boolean expected = pair.accepted();
      for (String wrapping :
          List.of(
              "\\boxed{%s}",
              "We compute 7 and then get $\\boxed{%s}$. That took 3 steps.",
              "\\boxed{5} was wrong. So:\n\\[ \\boxed{ %s } \\]")) {
        boolean verdict =
            accepts(symbolic, pair.gold(), wrapping.formatted(answer.replace("$", "")));
        if (verdict != expected && balanced(answer)) {
          wrong.add("%d: %s in %s is %s".formatted(pair.line(), answer, wrapping, verdict));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean balanced(String text) {
    return Boxes.closing("{" + text + "}", 0) == text.length() + 1;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\\boxed{42} | 42",
        "\\boxed{1} then \\boxed{2} | 2",
        "\\fbox{7} | 7",
        "\\boxed 9 | 9",
        "$\\boxed 9$. | 9",
        "\\boxed {17} | 17",
        "\\boxed{\\frac{1}{2}} | \\frac{1}{2}",
        "\\boxed{\\{1,2\\}} | \\{1,2\\}",
        "\\boxed{3} and \\boxed{} | 3",
        "\\boxed{3} and \\boxed{4 | 3",
        "The answer is $x=5$. | x=5",
        "Final Answer: The final answer is $\\frac{2}{3}$. I hope it is correct. | \\frac{2}{3}",
        "Answer: 12 | 12",
        "**Answer:** $12$ | 12",
        "so the answer is 3.5. Done | 3.5",
        "#### 18 | 18",
        "Thus $a=1$ and so $$b=2$$ | b=2",
        "therefore \\(x+1\\) | x+1",
        "There are 12 apples left in total today I think, surely 13. | 13",
        "3/4 | 3/4",
      })
  void answerIsFound(String completion, String answer) {
    assertThat(math(Map.of()).extract(ANY, completion)).contains(answer);
  }

  @Test
  void nothingIsNoAnswer() {
    assertThat(math(Map.of()).extract(ANY, "")).isEmpty();
    assertThat(math(Map.of()).extract(ANY, "I could not find out what was asked for here."))
        .isEmpty();
    assertThat(math(Map.of()).extract(ANY, "\\boxed{}")).isEmpty();
  }

  @Test
  void lastBoxWinsAfterManyDecoys() {
    assertThat(math(Map.of()).extract(ANY, "\\boxed{1} ".repeat(400) + "\\boxed{2}")).contains("2");
  }

  @Test
  void policyIsDeclared() {
    assertThat(accepts(math(Map.of("percent", "hundredth")), "50\\%", "\\boxed{0.5}")).isTrue();
    assertThat(accepts(math(Map.of("percent", "hundredth")), "50\\%", "\\boxed{50}")).isFalse();
    assertThat(accepts(math(Map.of("percent", "either")), "50\\%", "\\boxed{50}")).isTrue();
    assertThat(accepts(math(Map.of("percent", "either")), "50\\%", "\\boxed{\\frac12}")).isTrue();
    assertThat(accepts(math(Map.of("percent", "either")), "50\\%", "\\boxed{5}")).isFalse();
    assertThat(accepts(math(Map.of("lists", "ordered")), "1,2", "\\boxed{2,1}")).isFalse();
    assertThat(accepts(math(Map.of("lists", "ordered")), "1,2", "\\boxed{1, 2}")).isTrue();
    assertThat(accepts(math(Map.of("tuples", "unordered")), "(1,2)", "\\boxed{(2,1)}")).isTrue();
    assertThatThrownBy(() -> math(Map.of("mode", "official", "percent", "ignore")))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("nothing in official mode");
    assertThatThrownBy(() -> math(Map.of("mode", "sympy")))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("symbolic, official");
  }

  @Test
  void missingGoldIsRefused() {
    assertThatThrownBy(() -> math(Map.of()).check(new Task("t", "q", " ")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> math(Map.of("mode", "official")).check(new Task("t", "q", "so \\boxed 9")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("official");
    math(Map.of()).check(new Task("t", "q", "so \\boxed 9"));
  }

  @Test
  void hostileAnswersEndInTime() {
    Scorer symbolic = math(Map.of());
    List<String> hostile =
        List.of(
            "2^{2^{2^{49}}}",
            "9^{9^{9}}",
            "(".repeat(5000) + "1" + ")".repeat(5000),
            "\\frac{".repeat(3000),
            "\\sqrt".repeat(2000) + "2",
            "(a+b+c+d+f+g)^{40}",
            "((((x+1)^{50}+y)^{50}+z)^{50})",
            "1+".repeat(4000) + "1",
            "-".repeat(9001) + "1",
            "5!!!!",
            "99999!",
            "\\binom{100000}{50000}",
            "1,".repeat(4000) + "1",
            "\\pm".repeat(900) + "1",
            "\\sqrt{" + "7".repeat(900) + "}",
            "1e999999999",
            "x^{99999}",
            "\\{".repeat(3000) + "}".repeat(3000),
            "$".repeat(9000),
            "\\boxed{".repeat(3000),
            "{".repeat(100_000),
            "1 ".repeat(50_000),
            "a".repeat(100_000),
            "\\text{" + "x".repeat(50_000) + "}");
    for (String text : hostile) {
      for (String other : List.of("1", "x+1", text + "+1")) {
        CpuTime.assertBelow(
            2.0,
            text.substring(0, Math.min(30, text.length())),
            () -> {
              symbolic.extract(ANY, text);
              symbolic.equivalent(ANY, text, other);
            });
        assertThat(symbolic.equivalent(ANY, text, text)).isTrue();
        assertThat(symbolic.equivalent(ANY, text, "1")).isEqualTo(text.equals("1"));
      }
    }
  }
}
