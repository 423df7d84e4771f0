package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrueAccuracyTest {
  private static final PoolConstants MATH = Pools.load("math", Map.of());
  private static final TrueAccuracy EVALUATOR = Shapes.evaluator("math", MATH);

  /** Chance of a right answer of a model alone, from the formula. */
  private static double alone(LatentTask task, int model, double ability) {
    return Mechanism.sigmoid(MATH.tasks().slope() * (ability - task.difficulty()[model]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama-1b", "llama-3b", "llama-8b", "sprig-7b"})
  void singleModelHasTheAccuracyOfTheFormula(String model) {
    int index = List.copyOf(MATH.models().keySet()).indexOf(model);
    double ability = MATH.models().get(model).ability();
    int tasks = 2000;
    int replicates = 10;
    double expected = 0;
    for (int t = 0; t < tasks; t++) {
      expected += alone(EVALUATOR.task(TrueAccuracy.FIRST_TASK + t), index, ability) / tasks;
    }
    Interval measured = EVALUATOR.of(Shapes.single(model), tasks, replicates, 3);
    // Given the tasks only luck is left: 5 standard errors of at most 0.5 / sqrt(runs).
    assertThat(measured.value()).isCloseTo(expected, within(2.5 / Math.sqrt(tasks * replicates)));
    assertThat(measured.n()).isEqualTo(tasks);
    assertThat(measured.low()).isLessThan(measured.value());
    assertThat(measured.high()).isGreaterThan(measured.value());
  }

  @Test
  void voteOfThreeHasTheAccuracyOfTheFormula() {
    int index = List.copyOf(MATH.models().keySet()).indexOf("llama-3b");
    int tasks = 1000;
    int replicates = 20;
    double expected = 0;
    for (int t = 0; t < tasks; t++) {
      LatentTask task = EVALUATOR.task(TrueAccuracy.FIRST_TASK + t);
      double p = alone(task, index, MATH.models().get("llama-3b").ability());
      double q = 1 - p;
      double agree = 0; // chance that two wrong answers are the same
      for (int k = 0; k < task.popularity().length; k++) {
        double share = task.popularity()[k] - (k == 0 ? 0 : task.popularity()[k - 1]);
        agree += share * share;
      }
      // Three right, two right, or three different ones of which the first, that speaks, is right.
      expected += (p * p * p + 3 * p * p * q + p * q * q * (1 - agree)) / tasks;
    }
    Interval measured =
        EVALUATOR.of(Shapes.star(3, "llama-3b", Shapes.VOTE, null), tasks, replicates, 4);
    assertThat(measured.value()).isCloseTo(expected, within(2.5 / Math.sqrt(tasks * replicates)));
  }

  @Test
  void scoresDependOnArgumentsAndNotOnThreads() throws Exception {
    CollaborationGraph graph = Shapes.layered(3, 3, "llama-1b", Shapes.FUSER, "llama-3b");
    double[] scores = EVALUATOR.scores(graph, 1000, 2, 5);
    ForkJoinPool single = new ForkJoinPool(1);
    try {
      assertThat(single.submit(() -> EVALUATOR.scores(graph, 1000, 2, 5)).get()).isEqualTo(scores);
    } finally {
      single.shutdown();
    }
    assertThat(EVALUATOR.scores(graph, 1000, 2, 6)).isNotEqualTo(scores);
    assertThat(EVALUATOR.scores(graph, 300, 2, 5)).isEqualTo(java.util.Arrays.copyOf(scores, 300));
  }

  @Test
  void overridesOfTheProviderHold() {
    ProviderSpec hopeless =
        new ProviderSpec(
            "sim",
            "simulated",
            Map.of("landscape", Map.of("models", Map.of("llama-3b", Map.of("ability", -9)))));
    TrueAccuracy evaluator =
        TrueAccuracy.of(hopeless, Shapes.models(MATH), Shapes.ROLES, "math", 1);
    assertThat(evaluator.of(Shapes.single("llama-3b"), 500, 1, 1).value()).isLessThan(0.02);
    assertThat(evaluator.of(Shapes.single("llama-8b"), 500, 1, 1).value()).isGreaterThan(0.4);
  }

  @Test
  void strangersInAGraphAreNamed() {
    assertThatThrownBy(() -> EVALUATOR.of(Shapes.single("gpt"), 100, 1, 1))
        .hasMessageContaining("model \"gpt\"")
        .hasMessageContaining("llama-3b");
    assertThatThrownBy(
            () -> EVALUATOR.of(CollaborationGraph.single("judge", "llama-3b"), 100, 1, 1))
        .hasMessageContaining("role \"judge\"")
        .hasMessageContaining("fuser");
    ModelSpec outside = SimulatedClientTest.model("llama-70b");
    TrueAccuracy evaluator = TrueAccuracy.of(MATH, List.of(outside), Shapes.ROLES, "math", 1);
    assertThatThrownBy(() -> evaluator.of(Shapes.single("llama-70b"), 100, 1, 1))
        .hasMessageContaining("not in the pool");
  }

  @Test
  void sizesAreChecked() {
    CollaborationGraph graph = Shapes.single("llama-3b");
    assertThatThrownBy(() -> EVALUATOR.of(graph, 1, 1, 1)).hasMessageContaining("tasks is 1");
    assertThatThrownBy(() -> EVALUATOR.of(graph, 2, 0, 1)).hasMessageContaining("replicates is 0");
  }
}
