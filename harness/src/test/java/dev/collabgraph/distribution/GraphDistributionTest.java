package dev.collabgraph.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.testing.Cases;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GraphDistributionTest {
  private final SearchSpace space =
      Spaces.space(
          9,
          List.of(Spaces.ASSISTANT, Spaces.FUSER),
          Spaces.models(1, 2, 4),
          20,
          Topology.free(),
          SlotOrder.FIXED);
  private final GraphDistribution distribution = GraphDistribution.initial(space);

  @Test
  void startExpectsTwoInputsPerSlotAsFarAsAHalfAllows() {
    assertThat(distribution.edgeProbability(0, 1)).isCloseTo(0.5, within(1e-12));
    assertThat(distribution.edgeProbability(3, 4)).isCloseTo(0.5, within(1e-12));
    assertThat(distribution.edgeProbability(0, 8)).isCloseTo(0.25, within(1e-12));
    assertThat(distribution.roleProbabilities(8)).containsExactly(0.5, 0.5);
    assertThat(distribution.modelProbability(2, 1)).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void setProbabilityIsTheOneReadBack() {
    distribution.setEdgeProbability(2, 5, 0.3, 0.01);
    assertThat(distribution.edgeProbability(2, 5)).isCloseTo(0.3, within(1e-12));
    assertThat(distribution.edgeProbability(5, 2)).isEqualTo(distribution.edgeProbability(2, 5));
    distribution.setEdgeProbability(2, 5, 0, 0.01);
    assertThat(distribution.edgeProbability(2, 5)).isCloseTo(0.01, within(1e-12));
    distribution.scaleEdgeOdds(2, 5, 99, 0.01);
    assertThat(distribution.edgeProbability(2, 5)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void floorLiftsTheLowAndSharesTheRest() {
    distribution.setModelProbabilities(4, new double[] {8, 2, 0}, 0.1);
    assertThat(distribution.modelProbabilities(4))
        .containsExactly(new double[] {0.72, 0.18, 0.1}, within(1e-12));
    distribution.scaleModel(4, 0, 0.25, 0.1);
    assertThat(distribution.modelProbabilities(4))
        .containsExactly(new double[] {18 / 46.0, 18 / 46.0, 10 / 46.0}, within(1e-12));
  }

  @Test
  void classesReachTheirSlotsOnly() {
    distribution.setRoleProbabilities(SlotClass.SINK, new double[] {1, 3}, 0);
    assertThat(distribution.roleProbability(8, 1)).isCloseTo(0.75, within(1e-12));
    assertThat(distribution.roleProbability(7, 1)).isCloseTo(0.5, within(1e-12));
    distribution.scaleRole(SlotClass.INNER, 0, 3, 0);
    assertThat(distribution.roleProbability(7, 0)).isCloseTo(0.75, within(1e-12));
    assertThat(distribution.roleProbability(8, 1)).isCloseTo(0.75, within(1e-12));
    distribution.setEdgeProbabilities(SlotClass.SINK, 0.9, 0.05);
    assertThat(distribution.edgeProbability(0, 8)).isCloseTo(0.9, within(1e-12));
    assertThat(distribution.edgeProbability(0, 7)).isCloseTo(2.0 / 7, within(1e-12));
    distribution.scaleModel(SlotClass.ALL, 2, 2, 0);
    assertThat(distribution.modelProbability(0, 2)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void copyIsIndependent() {
    GraphDistribution copy = distribution.copy();
    copy.setEdgeProbability(0, 1, 0.9, 0);
    copy.setOrderLogit(3, 2);
    assertThat(distribution.edgeProbability(0, 1)).isCloseTo(0.5, within(1e-12));
    assertThat(distribution.orderLogit(3)).isZero();
    distribution.set(copy);
    assertThat(distribution.edgeProbability(0, 1)).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void wrongArgumentsSayWhatIsWrong() {
    assertThatThrownBy(() -> distribution.setEdgeProbability(0, 1, NaN(), 0))
        .hasMessage("The probability of edge 0 -> 1 is NaN, expected a number from 0 to 1.");
    assertThatThrownBy(() -> distribution.setEdgeProbability(1, 1, 0.5, 0))
        .hasMessage("Slot 1 has no edge to itself.");
    assertThatThrownBy(() -> distribution.setEdgeProbability(0, 1, 0.5, 0.6))
        .hasMessage("floor is 0.6, expected a number from 0 to 1/2.");
    assertThatThrownBy(() -> distribution.setModelProbabilities(0, new double[] {1, -1, 0}, 0))
        .hasMessage("Weight 1 is -1.0, expected a finite number of 0 or more.");
    assertThatThrownBy(() -> distribution.setModelProbabilities(0, new double[3], 0))
        .hasMessage("The weights sum to 0.0, expected more than 0.");
    assertThatThrownBy(() -> distribution.scaleRole(0, 0, 0, 0))
        .hasMessage("factor is 0.0, expected a number above 0.");
    assertThatThrownBy(() -> distribution.roleProbability(9, 0))
        .hasMessage("Index 9 is outside 0 to 8.");
  }

  private static double NaN() {
    return Double.NaN;
  }

  @Test
  void projectionKeepsTheFloorTheSumAndTheOrder() {
    Cases.check(500, 12, GraphDistributionTest::project);
  }

  private static void project(SplittableRandom random) {
    double[] row = new double[Cases.between(random, 2, 7)];
    Arrays.setAll(row, i -> Cases.between(random, -20.0, 20.0));
    double share = Cases.between(random, 0.0, 1.0);
    double[] before = Categorical.probabilities(row, 0, row.length);
    double floor = share / row.length;
    Categorical.project(row, 0, row.length, floor);
    double[] after = Categorical.probabilities(row, 0, row.length);
    assertThat(Arrays.stream(after).sum()).isCloseTo(1, within(1e-12));
    for (int i = 0; i < row.length; i++) {
      assertThat(after[i]).isGreaterThanOrEqualTo(floor * (1 - 1e-8));
      for (int j = 0; j < row.length; j++) {
        if (before[i] >= before[j]) {
          assertThat(after[i]).isGreaterThanOrEqualTo(after[j] * (1 - 1e-8));
        }
      }
    }
    double[] once = row.clone();
    Categorical.project(row, 0, row.length, floor);
    assertThat(row).isEqualTo(once);
  }
}
