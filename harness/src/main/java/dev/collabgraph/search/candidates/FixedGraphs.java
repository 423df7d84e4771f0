package dev.collabgraph.search.candidates;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.candidates.Draft.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The graphs of one shape that a space admits. A mix gives one model or two in turn to the leaves,
 * one role and model to all nodes between, and one role and model to the sink; every mix is taken
 * at the largest size that fits the budget and, but for the complete graph, at half and a quarter
 * of it. Where not even two nodes fit, the shape is a single call.
 *
 * <p>Cost: O(mixes x sizes x nodes).
 *
 * <p>Public for the sibling packages; not an API.
 */
public final class FixedGraphs {
  /** Larger graphs are not built. */
  static final int MOST_NODES = 256;

  /** A role and the model that plays it, by index; {@link Draft#NO_MODEL} for a vote. */
  private record Player(int role, int model) {}

  /** Who sits where. */
  private record Mix(int[] leaves, Player between, Player sink) {}

  private final SearchSpace space;
  private final FixedShape shape;
  private final List<Role> roles;
  private final int leafRole;
  private final int[][][] inputs;

  private FixedGraphs(SearchSpace space, FixedShape shape) {
    this.space = space;
    this.shape = shape;
    this.roles = space.costs().roles();
    this.leafRole = roles.indexOf(Baselines.leafRole(roles));
    this.inputs = new int[Math.min(space.slots(), MOST_NODES) + 1][][];
  }

  /**
   * In canonical form, each once: the largest of every mix first, then the halves, the quarters.
   */
  public static List<CollaborationGraph> of(SearchSpace space, FixedShape shape) {
    return new FixedGraphs(space, shape).all();
  }

  /**
   * The largest graph of a shape that one model plays alone: leaves and what lies between in the
   * role that answers alone where it can read, the sink in the role that must read. Empty if not
   * even two nodes fit.
   */
  public static Optional<CollaborationGraph> largest(
      SearchSpace space, FixedShape shape, int model) {
    FixedGraphs graphs = new FixedGraphs(space, shape);
    int sink = graphs.reader();
    if (sink < 0) {
      return Optional.empty();
    }
    int between = graphs.roles.get(graphs.leafRole).maxInputs() > 0 ? graphs.leafRole : sink;
    Mix mix = new Mix(new int[] {model}, new Player(between, model), new Player(sink, model));
    CollaborationGraph graph = graphs.largest(mix, graphs.inputs.length - 1);
    return Optional.ofNullable(graph).filter(each -> each.size() > 1);
  }

  /** A role that asks a model and reads others, best one that must; -1 if there is none. */
  private int reader() {
    int found = -1;
    for (int r = 0; r < roles.size(); r++) {
      boolean reads = roles.get(r).calls() && roles.get(r).maxInputs() > 0;
      if (reads && (found < 0 || roles.get(found).admits(0) && !roles.get(r).admits(0))) {
        found = r;
      }
    }
    return found;
  }

  private List<CollaborationGraph> all() {
    int[] shares = shape == FixedShape.COMPLETE ? new int[] {1} : new int[] {1, 2, 4};
    List<Mix> mixes = mixes();
    int[] largest = new int[mixes.size()];
    Map<String, CollaborationGraph> found = new LinkedHashMap<>();
    for (int share : shares) {
      for (int i = 0; i < largest.length; i++) {
        int most = share == 1 ? inputs.length - 1 : largest[i] / share;
        CollaborationGraph graph = largest(mixes.get(i), most);
        if (graph != null) {
          largest[i] = Math.max(largest[i], graph.size());
          CollaborationGraph canonical = graph.canonical();
          found.putIfAbsent(canonical.digest(), canonical);
        }
      }
    }
    return List.copyOf(found.values());
  }

  private List<Mix> mixes() {
    List<Player> readers = new ArrayList<>();
    List<Player> sinks = new ArrayList<>();
    for (int r = 0; r < roles.size(); r++) {
      if (!roles.get(r).calls()) {
        sinks.add(new Player(r, Draft.NO_MODEL));
        continue;
      }
      for (int m = 0; m < space.modelCount(); m++) {
        sinks.add(new Player(r, m));
        if (roles.get(r).maxInputs() > 0) {
          readers.add(new Player(r, m));
        }
      }
    }
    if (shape == FixedShape.STAR || readers.isEmpty()) {
      readers = List.of(new Player(leafRole, 0)); // nothing lies between
    }
    List<Mix> mixes = new ArrayList<>();
    for (int[] leaves : leaves()) {
      for (Player between : readers) {
        for (Player sink : sinks) {
          mixes.add(new Mix(leaves, between, sink));
        }
      }
    }
    return mixes;
  }

  /** Single models first, then pairs. */
  private List<int[]> leaves() {
    List<int[]> leaves = new ArrayList<>();
    for (int m = 0; m < space.modelCount(); m++) {
      leaves.add(new int[] {m});
    }
    for (int m = 0; m < space.modelCount() && shape != FixedShape.CHAIN; m++) {
      for (int other = m + 1; other < space.modelCount(); other++) {
        leaves.add(new int[] {m, other});
      }
    }
    return leaves;
  }

  /** The largest graph of a mix with at most so many nodes; null if none fits. */
  private CollaborationGraph largest(Mix mix, int most) {
    for (int size = most; size > 0; size--) {
      if (fits(mix, size)) {
        CollaborationGraph graph = build(mix, size);
        if (graph != null) {
          return graph;
        }
      }
    }
    return null;
  }

  private int[][] inputs(int size) {
    if (inputs[size] == null) {
      inputs[size] = shape.inputs(size);
    }
    return inputs[size];
  }

  private Player player(Mix mix, int node, int size) {
    if (node == size - 1) {
      return mix.sink;
    }
    return inputs(size)[node].length > 0
        ? mix.between
        : new Player(leafRole, mix.leaves[node % mix.leaves.length]);
  }

  /** Whether roles admit their inputs and the budget pays; quick, without a graph. */
  private boolean fits(Mix mix, int size) {
    long cost = 0;
    for (int v = size - 1; v >= 0; v--) {
      Player player = player(mix, v, size);
      int read = inputs(size)[v].length;
      if (!roles.get(player.role).admits(read)) {
        return false;
      }
      cost += player.model < 0 ? 0 : space.costs().cost(player.role, player.model, read);
      if (cost > space.limit()) {
        return false;
      }
    }
    return true;
  }

  private CollaborationGraph build(Mix mix, int size) {
    Part[] parts = new Part[size];
    for (int v = 0; v < size; v++) {
      Player player = player(mix, v, size);
      List<Part> read = new ArrayList<>();
      for (int u : inputs(size)[v]) {
        read.add(parts[u]);
      }
      parts[v] = new Part(player.role, player.model, read);
    }
    return new Draft(space, parts[size - 1]).toGraph();
  }
}
