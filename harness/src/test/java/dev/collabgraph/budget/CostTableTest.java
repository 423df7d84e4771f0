package dev.collabgraph.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostTableTest {
  private static final BigDecimal NANO = new BigDecimal("1e-9");

  @Test
  void theCheapestLeafIsExactlyOneUnitWhereverItStands() {
    CostTable table =
        CostTable.of(
            Pools.MATH, Pools.ROLES, List.of(Pools.LLAMA_8B, Pools.LLAMA_1B, Pools.LLAMA_3B), 4);
    assertThat(table.cost(0, 1, 0)).isEqualTo(CostTable.UNIT);
    assertThat(table.unit()).isEqualTo(Pools.MATH.cost(Pools.LLAMA_1B, 0));
  }

  @Test
  void aVoteCostsNothingAndAnyCallAtLeastAUnit() {
    CostTable table =
        CostTable.of(Pools.MATH, Pools.ROLES, List.of(Pools.LLAMA_1B, Pools.LLAMA_3B), 20);
    for (int d = 0; d <= 20; d++) {
      for (int m = 0; m < 2; m++) {
        assertThat(table.cost(2, m, d)).isZero();
        assertThat(table.cost(0, m, d)).isGreaterThanOrEqualTo(CostTable.UNIT);
        assertThat(table.cost(1, m, d)).isEqualTo(table.cost(0, m, d));
      }
    }
  }

  @Test
  void aTopKRolePaysForNoMoreThanItReads() {
    Role top2 = new Role("top", Role.Kind.CALL, "q", "q", 0, Role.UNLIMITED, 2);
    CostTable table =
        CostTable.of(Pools.MATH, List.of(Pools.ASSISTANT, top2), List.of(Pools.LLAMA_1B), 10);
    for (int d = 0; d <= 10; d++) {
      assertThat(table.cost(1, 0, d)).isEqualTo(table.cost(0, 0, Math.min(d, 2)));
    }
  }

  /**
   * The promise of a hard budget, in exact arithmetic: an integer cost is never below the true
   * ratio of the two doubles by more than the declared noise, nor above it by more than 1e-9 units
   * and that noise; and a limit is never above the budget by more than it.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void costsAreRoundedUpAndLimitsDown(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BigDecimal noise = new BigDecimal("3e-15");
    for (int round = 0; round < 20_000; round++) {
      double cost = Math.exp(random.nextDouble() * 11);
      BigDecimal exact = new BigDecimal(cost);
      BigDecimal slack = exact.multiply(noise);
      BigDecimal up = new BigDecimal(CostTable.roundedUp(cost)).multiply(NANO);
      assertThat(up).isGreaterThanOrEqualTo(exact.subtract(slack));
      assertThat(up).isLessThan(exact.add(NANO).add(slack));
      BigDecimal down = new BigDecimal(CostTable.limit(cost)).multiply(NANO);
      assertThat(down).isLessThanOrEqualTo(exact.add(slack));
      assertThat(down).isGreaterThan(exact.subtract(NANO).subtract(slack));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void anIntegerSumWithinTheLimitIsWithinTheRealBudget(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      List<ModelSpec> models = new ArrayList<>();
      for (int m = 0; m < 4; m++) {
        models.add(Pools.priced("m" + m, random.nextDouble() * 3, 0.01 + random.nextDouble()));
      }
      UsdCost usd = new UsdCost(1 + random.nextDouble() * 500, 1 + random.nextDouble() * 500);
      CostTable table = CostTable.of(usd, Pools.ROLES, models, 30);
      long sum = 0;
      BigDecimal real = BigDecimal.ZERO;
      for (int v = 0; v < 50; v++) {
        int m = random.nextInt(4);
        int d = random.nextInt(31);
        sum += table.cost(0, m, d);
        real = real.add(new BigDecimal(usd.cost(models.get(m), d)));
      }
      BigDecimal realUnits = real.divide(new BigDecimal(table.unit()), MathContext.DECIMAL128);
      BigDecimal declared = new BigDecimal(sum).multiply(NANO);
      assertThat(declared)
          .isGreaterThanOrEqualTo(realUnits.multiply(new BigDecimal("0.999999999999995")));
      assertThat(declared.subtract(realUnits)).isLessThan(new BigDecimal("50e-9"));
    }
  }

  @Test
  void threeTimesTheCheapestPriceIsThreeUnitsDespiteFloatingPoint() {
    for (double cheap : new double[] {0.05, 0.07, 0.1, 0.11, 0.6}) {
      for (int factor = 1; factor <= 40; factor++) {
        ModelSpec dear = Pools.priced("dear", cheap * factor, cheap * 2 * factor);
        CostTable table =
            CostTable.of(
                new UsdCost(202, 275),
                Pools.ROLES,
                List.of(Pools.priced("cheap", cheap, cheap * 2), dear),
                0);
        assertThat(table.cost(0, 1, 0)).isEqualTo(factor * CostTable.UNIT);
        assertThat(CostTable.limit(factor)).isEqualTo(factor * CostTable.UNIT);
      }
    }
    assertThat(CostTable.limit(0.1 + 0.2)).isEqualTo(300_000_000L);
    assertThat(CostTable.limit(17.9999999999)).isEqualTo(17_999_999_999L);
  }

  @Test
  void aCostBeyondEveryBudgetIsUnpayableAndSumsDoNotOverflow() {
    ModelSpec giant = Pools.model("giant", 1e30, 1, 1);
    CostTable table = CostTable.of(Pools.MATH, Pools.ROLES, List.of(Pools.LLAMA_1B, giant), 0);
    assertThat(table.cost(0, 1, 0)).isEqualTo(CostTable.UNPAYABLE);
    assertThat(CostTable.limit(CostTable.LARGEST_BUDGET)).isLessThan(CostTable.UNPAYABLE);
    assertThat(Math.multiplyExact(CostTable.UNPAYABLE, 8191L)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.001, 1_000_001, Double.POSITIVE_INFINITY})
  void aBudgetOutsideItsRangeIsRefused(double units) {
    assertThatThrownBy(() -> CostTable.limit(units))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The budget is " + units + " units");
  }

  @Test
  void unknownRolesModelsAndInDegreesAreNamedWithTheKnownOnesInOrder() {
    CostTable table =
        CostTable.of(
            Pools.MATH, Pools.ROLES, List.of(Pools.LLAMA_8B, Pools.LLAMA_1B, Pools.LLAMA_3B), 0);
    assertThatThrownBy(() -> table.cost(CollaborationGraph.single("critic", "llama-1b")))
        .hasMessage("Node \"n0\" has role \"critic\", expected one of assistant, fuser, vote.");
    assertThatThrownBy(() -> table.cost(CollaborationGraph.single("assistant", "llama")))
        .hasMessage(
            "Node \"n0\" has model \"llama\", expected one of llama-8b, llama-1b, llama-3b.");
    assertThatThrownBy(() -> table.cost(CollaborationGraph.single("assistant", null)))
        .hasMessageContaining("Node \"n0\" has no model");
    CollaborationGraph chain =
        CollaborationGraph.trusted(
            List.of(new Node("a", "assistant", "llama-1b"), new Node("b", "fuser", "llama-1b")),
            new int[][] {{}, {0}});
    assertThatThrownBy(() -> table.cost(chain))
        .hasMessageContaining("Node \"b\" has 1 inputs, expected at most 0");
  }

  @Test
  void emptyPoolsDuplicatesAndUselessCostsAreRefused() {
    assertThatThrownBy(() -> CostTable.of(Pools.MATH, Pools.ROLES, List.of(), 0))
        .hasMessageContaining("The pool has no model");
    assertThatThrownBy(() -> CostTable.of(Pools.MATH, List.of(), List.of(Pools.LLAMA_1B), 0))
        .hasMessageContaining("There is no role");
    assertThatThrownBy(
            () -> CostTable.of(Pools.MATH, Pools.ROLES, List.of(Pools.LLAMA_1B, Pools.LLAMA_1B), 0))
        .hasMessage("models declares \"llama-1b\" twice: rename one.");
    CostModel broken =
        new CostModel() {
          @Override
          public String metric() {
            return "broken";
          }

          @Override
          public double cost(ModelSpec model, int inputsRead) {
            return Double.NaN;
          }
        };
    assertThatThrownBy(() -> CostTable.of(broken, Pools.ROLES, List.of(Pools.LLAMA_1B), 0))
        .hasMessageContaining("Model \"llama-1b\": a call that reads 0 inputs costs NaN broken");
  }
}
