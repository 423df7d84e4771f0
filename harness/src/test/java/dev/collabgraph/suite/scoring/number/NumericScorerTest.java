package dev.collabgraph.suite.scoring.number;

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

class NumericScorerTest {
  private static final Task TASK = new Task("t", "q", "1");

  private static Scorer numeric(Map<String, Object> options) {
    return Scorers.create(new SuiteDefinition.Scoring("numeric", options), Path.of("."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "#### 72 | 72",
        "She has 3 apples and 4 pears.~ | 4",
        "So 3 + 4 = 7. Answer: 7 apples of 10 | 7",
        "Answer: 3 + 4 = 7 | 7",
        "#### 1,234,567 | 1234567",
        "The answer is $1,200.50. | 1200.5",
        "A: -5 | -5",
        "A: −5 | -5",
        "10 - 3 | 3",
        "10-3 | 3",
        "it fell by -3 degrees | -3",
        "Answer: -$5 | -5",
        "Answer: $-5 | -5",
        "Answer: 3/4 | 0.75",
        "Answer: 1 1/2 cups | 1.5",
        "Answer: 1½ | 1.5",
        "Answer: 1/3 | 1/3",
        "Answer: \\frac{3}{8} | 0.375",
        "Answer: 2\\frac12 | 2.5",
        "Answer: 25% | 25",
        "Answer: 1.5e3 | 1500",
        "Answer: 2.5 × 10^3 | 2500",
        "Answer: 2.5 \\times 10^{-2} | 0.025",
        "Answer: 1.2 million people | 1200000",
        "Answer: .5 | 0.5",
        "The answer is 5. | 5",
        "Answer: 1{,}000 | 1000",
        "\\boxed{12} and not 13 | 12",
        "Answer: 12 but then \\boxed{13} | 13",
        "Answer: none at all, yet 4 | 4",
        "H2O and B12 weigh 7 grams | 7",
        "1,2 and 3,45 | 45",
        "9.99999999999999999999 | 9.99999999999999999999",
        "Answer: **42** | 42",
        "**Answer:** 42 (of 50) | 42",
        "The final answer is: $42$ | 42",
      })
  void numberIsTakenFromWhereItIsMarked(String completion, String number) {
    assertThat(numeric(Map.of()).extract(TASK, completion)).contains(number);
  }

  @Test
  void noNumberIsNoAnswer() {
    assertThat(numeric(Map.of()).extract(TASK, "I do not know.")).isEmpty();
    assertThat(numeric(Map.of()).extract(TASK, "")).isEmpty();
    assertThat(numeric(Map.of()).extract(TASK, "1".repeat(5000))).isEmpty();
    assertThat(numeric(Map.of()).extract(TASK, "1e999999999")).isEmpty();
  }

  @Test
  void toleranceIsDeclared() {
    Task third = new Task("t", "q", "100");
    assertThat(numeric(Map.of()).score(third, "100.0")).isEqualTo(1);
    assertThat(numeric(Map.of()).score(third, "100.0000000001")).isZero();
    assertThat(numeric(Map.of("tolerance", 0.5)).score(third, "100.5")).isEqualTo(1);
    assertThat(numeric(Map.of("tolerance", 0.5)).score(third, "100.51")).isZero();
    assertThat(numeric(Map.of("relativeTolerance", 0.01)).score(third, "99")).isEqualTo(1);
    assertThat(numeric(Map.of("relativeTolerance", 0.01)).score(third, "98.9")).isZero();
    assertThat(numeric(Map.of()).score(new Task("t", "q", "100000000000"), "99999999999")).isZero();
    Task quarter = new Task("t", "q", "0.25");
    Scorer hundredth = numeric(Map.of("percent", "hundredth"));
    assertThat(hundredth.extract(quarter, "Answer: 25%")).contains("0.25");
  }

  /** A tolerance too small to matter makes the scorer read both answers in full. */
  @Test
  void plainWholeNumbersDifferAsTheirValuesDo() {
    Scorer exact = numeric(Map.of());
    Scorer reading = numeric(Map.of("tolerance", 1e-9));
    String long18 = "123456789012345678";
    List<String> answers =
        List.of(
            "0",
            "-0",
            "00",
            "5",
            "-5",
            "05",
            "--5",
            "-",
            "",
            "10",
            "1000",
            "1 000",
            "5.0",
            "10/2",
            "50%",
            long18,
            long18 + "9",
            "-" + long18.repeat(10),
            "1".repeat(400),
            "1".repeat(401));
    int equal = 0;
    for (String a : answers) {
      for (String b : answers) {
        boolean same = exact.equivalent(TASK, a, b);
        assertThat(same).as("%s and %s", a, b).isEqualTo(reading.equivalent(TASK, a, b));
        equal += same && !a.equals(b) ? 1 : 0;
      }
    }
    assertThat(equal).isPositive();
  }
}
