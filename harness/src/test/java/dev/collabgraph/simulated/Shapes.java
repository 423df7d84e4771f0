package dev.collabgraph.simulated;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Graphs whose accuracy the landscape is calibrated and tested on. */
final class Shapes {
  static final String ASSISTANT = "assistant";
  static final String FUSER = "fuser";
  static final String VOTE = "vote";

  static final List<Role> ROLES =
      List.of(
          new Role(ASSISTANT, Role.Kind.CALL, "q", "q i", 0, Role.UNLIMITED, 0),
          new Role(FUSER, Role.Kind.CALL, null, "q i", 1, Role.UNLIMITED, 0),
          new Role(VOTE, Role.Kind.VOTE, null, null, 1, Role.UNLIMITED, 0));

  /** Chance of an edge between two workers, and from a worker to the sink, in a random graph. */
  static final double DENSITY = 0.5;

  private Shapes() {}

  /** The named models as specs whose id is their name. */
  static List<ModelSpec> models(PoolConstants constants) {
    List<ModelSpec> models = new ArrayList<>();
    constants
        .models()
        .forEach(
            (name, model) ->
                models.add(
                    new ModelSpec(
                        name,
                        model.family(),
                        "sim",
                        name,
                        new ModelSpec.Architecture(model.params(), model.layers(), model.hidden()),
                        null,
                        ModelSpec.Sampling.defaults(),
                        model.params())));
    return models;
  }

  /** An evaluator with these roles and models. */
  static TrueAccuracy evaluator(String pool, PoolConstants constants) {
    return TrueAccuracy.of(constants, models(constants), ROLES, pool, 1);
  }

  static CollaborationGraph single(String model) {
    return CollaborationGraph.single(ASSISTANT, model);
  }

  /** {@code width} leaves that a sink reads; the sink alone if the width is 0. */
  static CollaborationGraph star(int width, String leaf, String role, String sink) {
    return layered(width, width == 0 ? 1 : 2, leaf, role, sink);
  }

  /** A chain of {@code depth} assistants. */
  static CollaborationGraph chain(int depth, String model) {
    return layered(1, depth, model, ASSISTANT, model);
  }

  /**
   * {@code depth} levels: the sink, and above it levels of {@code width} assistants each, of which
   * each reads the whole level before.
   */
  static CollaborationGraph layered(
      int width, int depth, String model, String sinkRole, String sinkModel) {
    List<Node> nodes = new ArrayList<>();
    List<int[]> parents = new ArrayList<>();
    for (int level = 0; level < depth - 1; level++) {
      for (int i = 0; i < width; i++) {
        nodes.add(new Node("n" + nodes.size(), ASSISTANT, model));
        parents.add(range((level - 1) * width, level == 0 ? 0 : width));
      }
    }
    boolean votes = sinkRole.equals(VOTE);
    nodes.add(
        new Node("n" + nodes.size(), depth == 1 ? ASSISTANT : sinkRole, votes ? null : sinkModel));
    parents.add(range((depth - 2) * width, depth == 1 ? 0 : width));
    return CollaborationGraph.trusted(nodes, parents.toArray(new int[0][]));
  }

  private static int[] range(int first, int count) {
    int[] range = new int[count];
    Arrays.setAll(range, i -> first + i);
    return range;
  }

  /**
   * The random graph of decision note 0003: workers in random order; each pair of them linked with
   * chance {@link #DENSITY}; the sink reads a worker with the same chance, and always one that
   * nobody else reads; a node with inputs is assistant or fuser with even chance, the sink too.
   */
  static CollaborationGraph random(List<String> workers, String sink, SplittableRandom random) {
    List<String> order = new ArrayList<>(workers);
    for (int i = order.size() - 1; i > 0; i--) {
      order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
    }
    order.add(sink);
    int size = order.size();
    boolean[] isRead = new boolean[size];
    int[][] parents = new int[size][];
    List<Node> nodes = new ArrayList<>();
    for (int v = 0; v < size; v++) {
      int[] chosen = new int[v];
      int count = 0;
      for (int u = 0; u < v; u++) {
        boolean linked = random.nextDouble() < DENSITY;
        if (linked || v == size - 1 && !isRead[u]) {
          chosen[count++] = u;
          isRead[u] = true;
        }
      }
      parents[v] = Arrays.copyOf(chosen, count);
      boolean fuses = random.nextDouble() < 0.5 && count > 0;
      nodes.add(new Node("n" + v, fuses ? FUSER : ASSISTANT, order.get(v)));
    }
    return CollaborationGraph.trusted(nodes, parents);
  }
}
