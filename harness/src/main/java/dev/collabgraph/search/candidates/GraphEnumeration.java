package dev.collabgraph.search.candidates;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.candidates.Draft.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All graphs of a small space, each once up to ids and order of nodes. Walks every labelled graph
 * that the budget pays, so it is slow for spaces that are not small; it gives up at a bound.
 *
 * <p>Public for the sibling packages; not an API.
 */
public final class GraphEnumeration {
  /** Labelled graphs looked at before giving up. */
  static final long MOST_STEPS = 200_000;

  /** Sets of inputs are bits of one long. */
  private static final int MOST_SLOTS = 62;

  private final SearchSpace space;
  private final List<Role> roles;
  private final int most;
  private final Map<String, CollaborationGraph> found = new LinkedHashMap<>();
  private long steps;

  private GraphEnumeration(SearchSpace space, int most) {
    this.space = space;
    this.roles = space.costs().roles();
    this.most = most;
  }

  /**
   * What an enumeration found.
   *
   * @param graphs canonical, by ascending number of nodes; not all of them if not complete
   * @param complete whether these are all graphs of the space
   */
  public record Found(List<CollaborationGraph> graphs, boolean complete) {
    public Found {
      graphs = List.copyOf(graphs);
    }
  }

  /**
   * Enumerates a space.
   *
   * @param most graphs; one more and it gives up
   */
  public static Found of(SearchSpace space, int most) {
    GraphEnumeration enumeration = new GraphEnumeration(space, most);
    int slots = Math.min(space.slots(), MOST_SLOTS);
    for (int size = 1; size <= slots && enumeration.goesOn(); size++) {
      enumeration.extend(new ArrayList<>(), 0, size, 0);
    }
    boolean complete = enumeration.goesOn() && slots == space.slots();
    return new Found(List.copyOf(enumeration.found.values()), complete);
  }

  private boolean goesOn() {
    return found.size() <= most && steps < MOST_STEPS;
  }

  /**
   * Appends every possible next node.
   *
   * @param parts so far, in topological order
   * @param read bits of the parts that a later part reads
   * @param size of the finished graphs
   * @param cost of the parts so far
   */
  private void extend(List<Part> parts, long read, int size, long cost) {
    int node = parts.size();
    if (node == size) {
      CollaborationGraph graph = new Draft(space, parts.get(size - 1)).toGraph();
      if (graph != null) {
        CollaborationGraph canonical = graph.canonical();
        found.putIfAbsent(canonical.digest(), canonical);
      }
      return;
    }
    long all = (1L << node) - 1;
    boolean sink = node == size - 1;
    for (long inputs = 0; inputs <= all && goesOn(); inputs++) {
      if (!sink || (read | inputs) == all) {
        choose(parts, inputs, read, size, cost);
      }
    }
  }

  private void choose(List<Part> parts, long inputs, long read, int size, long cost) {
    int count = Long.bitCount(inputs);
    for (int r = 0; r < roles.size() && goesOn(); r++) {
      boolean calls = roles.get(r).calls();
      for (int m = 0; m < (calls ? space.modelCount() : 1) && goesOn(); m++) {
        steps++;
        int model = calls ? m : Draft.NO_MODEL;
        long grown = cost + (calls ? space.costs().cost(r, m, count) : 0);
        if (roles.get(r).admits(count) && grown <= space.limit()) {
          parts.add(new Part(r, model, chosen(parts, inputs)));
          extend(parts, read | inputs, size, grown);
          parts.remove(parts.size() - 1);
        }
      }
    }
  }

  private static List<Part> chosen(List<Part> parts, long inputs) {
    List<Part> chosen = new ArrayList<>();
    for (long left = inputs; left != 0; left &= left - 1) {
      chosen.add(parts.get(Long.numberOfTrailingZeros(left)));
    }
    return chosen;
  }
}
