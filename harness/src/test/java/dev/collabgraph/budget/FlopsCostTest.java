package dev.collabgraph.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.ModelSpec.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures: arXiv 2511.00086, cost model and table of tasks and models. */
class FlopsCostTest {

  @Test
  void leafOfTheSmallestModelHasThePublishedFlops() {
    assertThat(fourDigits(Pools.MATH.cost(Pools.LLAMA_1B, 0))).isEqualTo("9.689e+11");
    assertThat(fourDigits(Pools.MMLU.cost(Pools.LLAMA_1B, 0))).isEqualTo("8.680e+11");
    assertThat(fourDigits(Pools.HUMAN_EVAL.cost(Pools.LLAMA_1B, 0))).isEqualTo("5.957e+11");
  }

  private static String fourDigits(double flops) {
    return String.format(Locale.ROOT, "%.3e", flops);
  }

  @Test
  void leavesOfThePoolStandInThePublishedRatios() {
    double unit = Pools.MATH.cost(Pools.LLAMA_1B, 0);
    assertThat(Pools.MATH.cost(Pools.LLAMA_3B, 0) / unit).isCloseTo(2.99, within(0.005));
    assertThat(Pools.MATH.cost(Pools.LLAMA_8B, 0) / unit).isCloseTo(7.94, within(0.005));
    assertThat(Pools.MATH.cost(Pools.LLAMA_70B, 0) / unit).isCloseTo(69.2, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"4, 17.8", "8, 43.0", "12, 79.1"})
  void completeGraphOfSmallNodesWithALargerSinkCostsThePublishedUnits(int small, double units) {
    CostTable table =
        CostTable.of(Pools.MATH, Pools.ROLES, List.of(Pools.LLAMA_1B, Pools.LLAMA_3B), small + 1);
    long cost = table.cost(complete(small));
    assertThat(CostTable.units(cost)).isCloseTo(units, within(0.05));
    assertThat(table.unit()).isEqualTo(Pools.MATH.cost(Pools.LLAMA_1B, 0));
  }

  private static CollaborationGraph complete(int small) {
    List<Node> nodes = new ArrayList<>();
    int[][] predecessors = new int[small + 1][];
    for (int v = 0; v <= small; v++) {
      nodes.add(new Node("n" + v, "assistant", v < small ? "llama-1b" : "llama-3b"));
      predecessors[v] = java.util.stream.IntStream.range(0, v).toArray();
    }
    return CollaborationGraph.trusted(nodes, predecessors);
  }

  /** Oracle: the closed quadratic in the in-degree, whose coefficients the source gives apart. */
  @Test
  void costIsTheQuadraticInTheInDegree() {
    for (FlopsCost cost : List.of(Pools.MATH, Pools.MMLU, Pools.HUMAN_EVAL)) {
      for (ModelSpec model :
          List.of(Pools.LLAMA_1B, Pools.LLAMA_3B, Pools.LLAMA_8B, Pools.LLAMA_70B)) {
        Architecture sizes = model.architecture();
        double a = cost.inputTokens();
        double b = cost.outputTokens();
        double m = sizes.params();
        double ld = (double) sizes.layers() * sizes.hidden();
        double alpha = 2 * ld * b * b;
        double beta = 2 * m * b + 2 * ld * b * (2 * a + 2 * b + 1);
        double gamma = 2 * (m + ld) * (a + b) + 2 * ld * (a + b) * (a + b);
        for (int d = 0; d <= 100; d++) {
          double expected = alpha * d * d + beta * d + gamma;
          assertThat(cost.cost(model, d)).isCloseTo(expected, within(1e-12 * expected));
        }
      }
    }
  }

  @Test
  void aModelWithoutSizesIsRefusedByNameWithTheKeysToAdd() {
    assertThatThrownBy(() -> Pools.MATH.cost(Pools.bare("gpt"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"gpt\"", "params, layers and hidden", "usd, tokens, calls");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1", "NaN, 1", "1, NaN", "Infinity, 1"})
  void tokenAveragesMustBeFiniteAndAboveZero(double a, double b) {
    assertThatThrownBy(() -> new FlopsCost(a, b)).hasMessageContaining("Tokens is");
    assertThatThrownBy(() -> new UsdCost(a, b)).hasMessageContaining("Tokens is");
    assertThatThrownBy(() -> new TokensCost(a, b)).hasMessageContaining("Tokens is");
  }
}
