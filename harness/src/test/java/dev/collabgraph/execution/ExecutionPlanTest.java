package dev.collabgraph.execution;

import static dev.collabgraph.execution.Fixture.graph;
import static dev.collabgraph.execution.Fixture.nodes;
import static dev.collabgraph.execution.Fixture.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.CollaborationGraph;
import org.junit.jupiter.api.Test;

class ExecutionPlanTest {

  @Test
  void indexIsTheRankAmongLikeNodes() {
    ExecutionPlan plan =
        plan(
            graph(
                nodes(
                    "assistant/small",
                    "assistant/small",
                    "assistant/small",
                    "assistant/small",
                    "fuser/small"),
                new int[] {},
                new int[] {},
                new int[] {0},
                new int[] {1, 2},
                new int[] {3}));
    assertThat(plan.index(0, 0)).isEqualTo(0);
    assertThat(plan.index(1, 0)).isEqualTo(1);
    assertThat(plan.index(2, 0)).as("inner nodes count apart").isEqualTo(0);
    assertThat(plan.index(3, 0)).isEqualTo(1);
    assertThat(plan.index(4, 0)).as("another role").isEqualTo(0);
    assertThat(plan.index(1, 3)).isEqualTo(1 + 3 * ExecutionPlan.STRIDE);
    assertThat(plan.calls()).isEqualTo(5);
  }

  @Test
  void nodeAwaitsOnlyPredecessorsThatNoOtherAwaits() {
    ExecutionPlan plan =
        plan(
            graph(
                nodes("assistant/mid", "assistant/mid", "assistant/mid", "assistant/mid"),
                new int[] {},
                new int[] {},
                new int[] {0, 1},
                new int[] {0, 1, 2}));
    assertThat(plan.awaited(2)).containsExactly(0, 1);
    assertThat(plan.awaited(3)).containsExactly(2);
    assertThat(plan.reads(3)).containsExactly(0, 1, 2);
    assertThat(plan.successors(0)).containsExactly(2);
  }

  @Test
  void topKReadsTheHighestRankedInputsInTopologicalOrder() {
    ExecutionPlan plan =
        plan(
            graph(
                nodes(
                    "assistant/mid",
                    "assistant/small",
                    "assistant/mid",
                    "assistant/big",
                    "top2/mid"),
                new int[] {},
                new int[] {},
                new int[] {},
                new int[] {},
                new int[] {0, 1, 2, 3}));
    int sink = 4;
    assertThat(plan.reads(sink)).hasSize(2).isSorted();
    assertThat(plan.reads(sink)).satisfies(reads -> assertThat(rank(plan, reads)).isEqualTo(5));
    int mids = plan.reads(sink)[0] == 3 ? plan.reads(sink)[1] : plan.reads(sink)[0];
    for (int u = 0; u < mids; u++) {
      assertThat(plan.model(u).id()).as("ties go to the earliest").isNotEqualTo("mid");
    }
  }

  private static double rank(ExecutionPlan plan, int[] nodes) {
    double sum = 0;
    for (int node : nodes) {
      sum += plan.model(node).rank();
    }
    return sum;
  }

  @Test
  void unknownRoleModelAndInDegreeAreRefusedWithTheNode() {
    assertThatThrownBy(() -> plan(CollaborationGraph.single("assistent", "small")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Node \"n0\" has role \"assistent\", expected one of: assistant, fuser, top2, vote.");
    assertThatThrownBy(() -> plan(CollaborationGraph.single("assistant", "huge")))
        .hasMessage("Node \"n0\" has model \"huge\", expected one of: small, mid, big.");
    assertThatThrownBy(() -> plan(CollaborationGraph.single("fuser", "small")))
        .hasMessage("Node \"n0\" has 0 inputs, expected 1 to any number for role \"fuser\".");
    assertThatThrownBy(
            () -> plan(graph(nodes("assistant/small", "vote/small"), new int[] {}, new int[] {0})))
        .hasMessageContaining("expected none: role \"vote\" calls no model");
  }
}
