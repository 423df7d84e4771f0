package dev.collabgraph.benchmarks;

import dev.collabgraph.execution.ExecutionPlan;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The graphs that are executed and compiled, all of one role and one model. */
public enum Shapes {
  /** One call and nothing else: the smallest plan there is. */
  SINGLE,
  /** 16 calls, each after the one before. */
  CHAIN_16,
  /** 16 calls side by side and one that reads them all. */
  FAN_16,
  /** 16 calls, each of which reads all before it: 120 edges. */
  COMPLETE_16,
  /** 8 layers of 8 calls, each of which reads the whole layer before it, and a sink. */
  LAYERED_8X8;

  /** The model, served by {@link NoOperation}. */
  public static final ModelSpec MODEL =
      new ModelSpec(
          "m0", "family", NoOperation.TYPE, "m0", null, null, ModelSpec.Sampling.defaults(), 1);

  /** One role whose prompts are constant, so that rendering costs little. */
  public static final List<Role> ROLES =
      List.of(new Role("assistant", Role.Kind.CALL, "q", "qi", 0, Role.UNLIMITED, 0));

  /** Predecessors of every node, ascending; the last node is the sink. */
  public int[][] predecessors() {
    return switch (this) {
      case SINGLE -> new int[][] {{}};
      case CHAIN_16 -> arrays(16, v -> v == 0 ? 0 : v - 1, v -> v);
      case FAN_16 -> arrays(17, v -> 0, v -> v == 16 ? 16 : 0);
      case COMPLETE_16 -> arrays(16, v -> 0, v -> v);
      case LAYERED_8X8 -> arrays(65, v -> v < 8 ? 0 : v / 8 * 8 - 8, v -> v / 8 * 8);
    };
  }

  private interface Bound {
    int of(int node);
  }

  private static int[][] arrays(int size, Bound from, Bound to) {
    int[][] predecessors = new int[size][];
    for (int v = 0; v < size; v++) {
      predecessors[v] = IntStream.range(from.of(v), to.of(v)).toArray();
    }
    return predecessors;
  }

  /** A new graph of this shape. */
  public CollaborationGraph graph() {
    return graph(predecessors());
  }

  /** A new graph with these predecessors. */
  public static CollaborationGraph graph(int[][] predecessors) {
    List<Node> nodes = new ArrayList<>(predecessors.length);
    for (int v = 0; v < predecessors.length; v++) {
      nodes.add(new Node("n" + v, "assistant", MODEL.id()));
    }
    return CollaborationGraph.trusted(nodes, predecessors);
  }

  /** The plan of a graph of this shape. */
  public ExecutionPlan plan() {
    return ExecutionPlan.compile(graph(), ROLES, List.of(MODEL));
  }
}
