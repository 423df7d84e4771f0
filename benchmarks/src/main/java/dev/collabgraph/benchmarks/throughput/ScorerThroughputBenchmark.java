package dev.collabgraph.benchmarks.throughput;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many answers per second does one core compare with the gold answer?
 *
 * <p>Control: {@code sameText} compares the texts as they are. Expected of {@code MATH_OFFICIAL}:
 * at least 1,000,000 comparisons per second.
 *
 * <p>Sizes: 16 pairs of answers as MATH has them (fractions, roots, intervals, tuples, units,
 * text), half of them equal, in turn; none is remembered between calls.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar throughput.ScorerThroughputBenchmark
 * -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class ScorerThroughputBenchmark {

  /** The scorer asked. */
  public enum Kind {
    /** {@code type: math, mode: official}. */
    MATH_OFFICIAL("math", Map.of("mode", "official")),
    /** {@code type: math, mode: symbolic}. */
    MATH_SYMBOLIC("math", Map.of("mode", "symbolic")),
    /** {@code type: numeric}, on answers that are numbers. */
    NUMERIC("numeric", Map.of());

    private final String type;
    private final Map<String, Object> options;

    Kind(String type, Map<String, Object> options) {
      this.type = type;
      this.options = options;
    }
  }

  private static final List<List<String>> MATHEMATICS =
      List.of(
          List.of("\\frac{1}{2}", "\\dfrac12"),
          List.of("\\frac{3}{4}", "\\frac{4}{3}"),
          List.of("2\\sqrt{3}", "2\\sqrt3"),
          List.of("\\sqrt{5}", "\\sqrt{7}"),
          List.of("[0,\\infty)", "[0, \\infty)"),
          List.of("(0,1]", "[0,1]"),
          List.of("(3,\\frac{\\pi}{2})", "\\left( 3, \\frac{\\pi}{2} \\right)"),
          List.of("(1,2,3)", "(1,3,2)"),
          List.of("42", "42"),
          List.of("1{,}000", "1001"),
          List.of("90^\\circ", "90"),
          List.of("12\\text{ cm}", "13"),
          List.of("x^2+2x+1", "x^2+2x+1"),
          List.of("x^2-1", "x^2+1"),
          List.of("\\text{Evelyn}", "\\text{Evelyn}"),
          List.of("-\\frac{7}{9}", "-\\frac{7}{8}"));

  private static final List<List<String>> NUMBERS =
      List.of(
          List.of("42", "42.0"),
          List.of("1000", "1,000"),
          List.of("3.14", "3.15"),
          List.of("-7", "7"));

  @Param Kind kind;

  private Scorer scorer;
  private Task[] tasks;
  private String[] answers;
  private int next;

  /** Makes the scorer and a task for each pair. */
  @Setup
  public void setUp() {
    scorer = Scorers.create(new SuiteDefinition.Scoring(kind.type, kind.options), Path.of("."));
    List<List<String>> pairs = kind == Kind.NUMERIC ? NUMBERS : MATHEMATICS;
    tasks = new Task[pairs.size()];
    answers = new String[pairs.size()];
    int equal = 0;
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = new Task("t" + i, "q", pairs.get(i).get(0));
      answers[i] = pairs.get(i).get(1);
      equal += scorer.score(tasks[i], answers[i]) == 1 ? 1 : 0;
    }
    if (equal < tasks.length / 4 || equal > tasks.length * 3 / 4) {
      throw new IllegalStateException(equal + " of " + tasks.length + " pairs are equal");
    }
  }

  /** One comparison. */
  @Benchmark
  @ComparedWith("sameText")
  public double score() {
    next = next + 1 & tasks.length - 1;
    return scorer.score(tasks[next], answers[next]);
  }

  /** The control. */
  @Benchmark
  public boolean sameText() {
    next = next + 1 & tasks.length - 1;
    return tasks[next].answer().equals(answers[next]);
  }
}
