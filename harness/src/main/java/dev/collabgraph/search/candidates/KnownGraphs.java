package dev.collabgraph.search.candidates;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.candidates.Draft.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Graphs to measure a search by: all of a small space, or all layered ones of a large one. */
public final class KnownGraphs {
  /** Widths and depths beyond this grow by a quarter each. */
  private static final int EVERY_SIZE = 8;

  /** Larger graphs are left out. */
  private static final int MOST_NODES = FixedGraphs.MOST_NODES;

  private record Player(int role, int model) {}

  private final SearchSpace space;
  private final List<Role> roles;
  private final int leafRole;
  private final List<CollaborationGraph> found = new ArrayList<>();

  private KnownGraphs(SearchSpace space) {
    this.space = space;
    this.roles = space.costs().roles();
    this.leafRole = roles.indexOf(Baselines.leafRole(roles));
  }

  /**
   * Every graph of a space, canonical and each once.
   *
   * @param most graphs before it gives up
   * @return empty if there are more, or if it takes too long to tell
   */
  public static Optional<List<CollaborationGraph>> all(SearchSpace space, int most) {
    GraphEnumeration.Found found = GraphEnumeration.of(space, most);
    return found.complete() ? Optional.of(found.graphs()) : Optional.empty();
  }

  /**
   * The layered graphs of a space: every width and depth (beyond {@value #EVERY_SIZE} in steps of a
   * quarter), one model or two in turn for the leaves, every role and model for the layers between
   * and for the sink; each layer reads the whole of the one before. Single calls are among them.
   * Not canonical; cost O(mixes x widths x depths x nodes).
   */
  public static List<CollaborationGraph> layered(SearchSpace space) {
    KnownGraphs known = new KnownGraphs(space);
    known.enumerate();
    return known.found;
  }

  private void enumerate() {
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
    for (int m = 0; m < space.modelCount(); m++) {
      add(new Part(leafRole, m, List.of()));
    }
    for (int[] leaves : leaves()) {
      for (Player sink : sinks) {
        for (int width : sizes()) {
          grow(leaves, width, List.of(new Player(leafRole, 0)), 2, sink);
          for (Player between : readers) {
            for (int depth : sizes()) {
              if (depth > 2 && !grow(leaves, width, List.of(between), depth, sink)) {
                break;
              }
            }
          }
        }
      }
    }
  }

  private List<int[]> leaves() {
    List<int[]> leaves = new ArrayList<>();
    for (int m = 0; m < space.modelCount(); m++) {
      leaves.add(new int[] {m});
    }
    for (int m = 0; m < space.modelCount(); m++) {
      for (int other = m + 1; other < space.modelCount(); other++) {
        leaves.add(new int[] {m, other});
      }
    }
    return leaves;
  }

  private int[] sizes() {
    int most = Math.min(space.slots(), MOST_NODES);
    int[] sizes = new int[most];
    int count = 0;
    for (int size = 1; size <= most; size += size < EVERY_SIZE ? 1 : size / 4) {
      sizes[count++] = size;
    }
    return Arrays.copyOf(sizes, count);
  }

  /** Whether the graph's price, not its shape, allows deeper ones. */
  private boolean grow(int[] leaves, int width, List<Player> between, int depth, Player sink) {
    long nodes = (depth - 1L) * width + 1;
    if (nodes > Math.min(space.slots(), MOST_NODES) || width == 1 && leaves.length > 1) {
      return false;
    }
    Player inner = between.get(0);
    if (!payable(leaves, width, inner, depth, sink)) {
      return false;
    }
    List<Part> layer = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      layer.add(new Part(leafRole, leaves[i % leaves.length], List.of()));
    }
    for (int level = 2; level < depth; level++) {
      List<Part> next = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        next.add(new Part(inner.role, inner.model, layer));
      }
      layer = next;
    }
    add(new Part(sink.role, sink.model, layer));
    return true;
  }

  private boolean payable(int[] leaves, int width, Player inner, int depth, Player sink) {
    if (width > space.costs().maxInDegree()) {
      return false;
    }
    long cost = cost(sink, width) + (depth - 2L) * width * (depth > 2 ? cost(inner, width) : 0);
    for (int i = 0; i < width; i++) {
      cost += space.costs().cost(leafRole, leaves[i % leaves.length], 0);
    }
    return cost <= space.limit();
  }

  private long cost(Player player, int inputs) {
    return player.model == Draft.NO_MODEL
        ? 0
        : space.costs().cost(player.role, player.model, inputs);
  }

  private void add(Part sink) {
    CollaborationGraph graph = new Draft(space, sink).toGraph();
    if (graph != null) {
      found.add(graph);
    }
  }
}
