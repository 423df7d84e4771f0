package dev.collabgraph.suite.scoring;

import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.code.CodeScorerFactory;
import dev.collabgraph.suite.scoring.math.MathScorerFactory;
import dev.collabgraph.suite.scoring.number.NumericScorerFactory;
import dev.collabgraph.suite.scoring.text.ChoiceScorerFactory;
import dev.collabgraph.suite.scoring.text.ContainsScorerFactory;
import dev.collabgraph.suite.scoring.text.ExactScorerFactory;
import dev.collabgraph.suite.scoring.text.F1ScorerFactory;
import dev.collabgraph.suite.scoring.text.JsonScorerFactory;
import dev.collabgraph.suite.scoring.text.RegexScorerFactory;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every built-in scorer that judges by itself keeps the contract. */
class ScorerContractTest {

  /** A scorer, a gold answer and two completions. */
  abstract static class Case extends ScorerContract {
    private final ScorerFactory factory;
    private final Map<String, Object> options;
    private final Task task;
    private final String right;
    private final String wrong;

    Case(
        ScorerFactory factory, Map<String, Object> options, Task task, String right, String wrong) {
      this.factory = factory;
      this.options = options;
      this.task = task;
      this.right = right;
      this.wrong = wrong;
    }

    Case(ScorerFactory factory, String gold, String right, String wrong) {
      this(factory, Map.of(), new Task("1", "What?", gold), right, wrong);
    }

    @Override
    protected ScorerFactory factory() {
      return factory;
    }

    @Override
    protected Map<String, Object> options() {
      return options;
    }

    @Override
    protected Task task() {
      return task;
    }

    @Override
    protected String right() {
      return right;
    }

    @Override
    protected String wrong() {
      return wrong;
    }
  }

  @Nested
  class Exact extends Case {
    Exact() {
      super(new ExactScorerFactory(), "Paris", "So:\nAnswer: Paris", "Answer: Rome");
    }
  }

  @Nested
  class Numeric extends Case {
    Numeric() {
      super(new NumericScorerFactory(), "1200", "#### 1,200", "#### 1,201");
    }
  }

  @Nested
  class Choice extends Case {
    Choice() {
      super(new ChoiceScorerFactory(), "C", "The answer is (C).", "The answer is (D).");
    }
  }

  @Nested
  class Contains extends Case {
    Contains() {
      super(new ContainsScorerFactory(), "blue", "It is blue.", "It is red.");
    }
  }

  @Nested
  class Regex extends Case {
    Regex() {
      super(new RegexScorerFactory(), "b[lr]ue", "It is blue.", "It is red.");
    }
  }

  @Nested
  class MathSymbolicMode extends Case {
    MathSymbolicMode() {
      super(new MathScorerFactory(), "\\frac{1}{2}", "\\boxed{0.5}", "\\boxed{0.25}");
    }
  }

  @Nested
  class MathOfficialMode extends Case {
    MathOfficialMode() {
      super(
          new MathScorerFactory(),
          Map.of("mode", "official"),
          new Task("1", "What?", "\\frac{1}{2}"),
          "\\boxed{\\frac12}",
          "\\boxed{0.25}");
    }
  }

  @Nested
  class Json extends Case {
    Json() {
      super(new JsonScorerFactory(), "{\"a\": 1}", "{\"a\": 1.0}", "{\"a\": 2}");
    }
  }

  @Nested
  class F1 extends Case {
    F1() {
      super(new F1ScorerFactory(), "the blue sky", "Blue sky!", "A red sky");
    }
  }

  @Nested
  @RequiresTool({Tool.BWRAP, Tool.PYTHON3})
  class Code extends Case {
    Code() {
      super(
          new CodeScorerFactory(),
          Map.of("timeoutSeconds", 60.0),
          new Task("1", "def f(x):\n", "", Map.of("test", "assert f(1) == 2\n")),
          "    return x + 1\n",
          "    return x\n");
    }
  }
}
