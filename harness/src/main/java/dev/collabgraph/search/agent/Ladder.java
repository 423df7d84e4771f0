package dev.collabgraph.search.agent;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.search.candidates.Draft;
import dev.collabgraph.search.candidates.Draft.Part;
import dev.collabgraph.search.candidates.Moves;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graphs of phase 1: regular ones, from single calls upwards. Leaves of one model, levels of
 * one reader above them, a sink; every width and depth the budget pays for. Small ones come first:
 * a search is charged by the call, so what three calls can tell should not be asked of thirty.
 *
 * <p>Cost: O(models^2 x roles x widths x depths).
 */
final class Ladder {
  /** Widths tried: each up to here, then by halves more. */
  private static final int EVERY_WIDTH = 4;

  private static final int MOST_DEPTH = 6;

  /** No more graphs are listed, the smallest first. */
  static final int MOST = 2_500;

  /** A role and the model that plays it; {@link Draft#NO_MODEL} for a vote. */
  private record Player(int role, int model) {}

  private final SearchSpace space;
  private final Moves.Insights insights;
  private final List<Role> roles;
  private final int leafRole;
  private final int voteRole;

  /**
   * @param insights the second off: no optimum of width or depth is expected inside, so beside
   *     single calls only graphs that use more than half of the budget; the third off: width or
   *     depth, not both
   */
  Ladder(SearchSpace space, Moves.Insights insights) {
    this.space = space;
    this.insights = insights;
    this.roles = space.costs().roles();
    this.leafRole = roles.indexOf(Baselines.leafRole(roles));
    this.voteRole = Baselines.voteRole(roles).map(roles::indexOf).orElse(-1);
  }

  /** What to begin with: one call of each model. */
  List<CollaborationGraph> singles() {
    Map<String, CollaborationGraph> found = new LinkedHashMap<>();
    for (int model = 0; model < space.modelCount(); model++) {
      add(found, new Part(leafRole, model, List.of()));
    }
    return List.copyOf(found.values());
  }

  /**
   * The smallest graphs that show how models read: each model reads itself, in a chain of two and
   * merging two answers, and a stronger one reads each weaker one.
   *
   * @param models the strongest first
   * @return none if the second insight is off or no role reads
   */
  List<CollaborationGraph> smallest(List<Integer> models) {
    List<Integer> readers = readingRoles();
    if (readers.isEmpty() || !insights.widthAndDepth()) {
      return List.of();
    }
    Map<String, CollaborationGraph> found = new LinkedHashMap<>();
    for (int i = 0; i < models.size(); i++) {
      int leaf = models.get(i);
      for (int role : readers) {
        Player itself = new Player(role, leaf);
        add(found, built(leaf, 1, 2, itself, itself));
        add(found, built(leaf, 2, 2, itself, itself));
      }
      for (int stronger : models.subList(0, i)) {
        Player reader = new Player(readers.get(0), stronger);
        add(found, built(leaf, 1, 2, reader, reader));
      }
    }
    return List.copyOf(found.values());
  }

  /** All of them, those with fewer nodes first; canonical, each once. */
  List<CollaborationGraph> all(List<Integer> models) {
    Map<String, CollaborationGraph> found = new LinkedHashMap<>();
    for (int model : models) {
      add(found, new Part(leafRole, model, List.of()));
      for (int width : widths()) {
        for (int other : models) {
          for (int role : readingRoles()) {
            grow(found, model, width, new Player(role, other));
          }
        }
      }
    }
    List<CollaborationGraph> all = new ArrayList<>(found.values());
    all.sort(Comparator.comparingInt(CollaborationGraph::size));
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  private void grow(Map<String, CollaborationGraph> found, int leaf, int width, Player reader) {
    for (int depth = 2; depth <= MOST_DEPTH; depth++) {
      if (!insights.trade() && width > 1 && depth > 2 || !payable(leaf, width, depth, reader)) {
        return;
      }
      for (Player sink : sinks(reader)) {
        add(found, built(leaf, width, depth, reader, sink));
      }
    }
  }

  private List<Player> sinks(Player reader) {
    List<Player> sinks = new ArrayList<>();
    for (int role : readingRoles()) {
      sinks.add(new Player(role, reader.model));
    }
    if (voteRole >= 0) {
      sinks.add(new Player(voteRole, Draft.NO_MODEL));
    }
    return sinks;
  }

  private boolean payable(int leaf, int width, int depth, Player reader) {
    if (width > space.costs().maxInDegree() || (depth - 1L) * width + 1 > space.slots()) {
      return false;
    }
    long cost = width * space.costs().cost(leafRole, leaf, 0);
    cost += (depth - 2L) * width * space.costs().cost(reader.role, reader.model, width);
    return cost <= space.limit();
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (int width = 1; width <= space.slots(); width += width < EVERY_WIDTH ? 1 : width / 2) {
      widths.add(width);
    }
    return widths;
  }

  /** Roles that ask a model and read inputs. */
  private List<Integer> readingRoles() {
    List<Integer> readers = new ArrayList<>();
    for (int r = 0; r < roles.size(); r++) {
      if (roles.get(r).calls() && roles.get(r).maxInputs() > 0) {
        readers.add(r);
      }
    }
    return readers;
  }

  private Part built(int leaf, int width, int depth, Player reader, Player sink) {
    List<Part> level = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      level.add(new Part(leafRole, leaf, List.of()));
    }
    for (int d = 2; d < depth; d++) {
      List<Part> next = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        next.add(new Part(reader.role, reader.model, level));
      }
      level = next;
    }
    return new Part(sink.role, sink.model, level);
  }

  private void add(Map<String, CollaborationGraph> found, Part sink) {
    Draft draft = new Draft(space, sink);
    boolean listed = insights.widthAndDepth() || sink.leaf() || 2 * draft.cost() > space.limit();
    CollaborationGraph graph = listed ? draft.toGraph() : null;
    if (graph != null) {
      CollaborationGraph canonical = graph.canonical();
      found.putIfAbsent(canonical.digest(), canonical);
    }
  }
}
