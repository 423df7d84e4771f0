package dev.collabgraph.distribution;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One draw of a {@link GraphSampler}: slot order, choices, and what has to be known about the
 * asking order to score them. A buffer to be filled again and again; {@link #copy()} to keep one.
 *
 * <p>Of the asking order a sample records, for every live slot, which earlier slots were asked
 * before budget, in-degree or width closed the question. Given the choices, that is all the
 * probability depends on.
 *
 * <p>Not thread-safe.
 */
public final class GraphSample {
  final SearchSpace space;
  final int slots;
  final int words;

  /** Slot at a topological position; known from {@link #firstPlaced} on. */
  final int[] order;

  /** First position that holds a slot; nothing live lies before it. */
  int firstPlaced;

  final long[] live;
  final int[] role;
  final int[] model;
  final int[] inDegree;

  /** Roles that were open, as bits; 1 bit = forced. */
  final long[] roleMask;

  /** Models that were open, as bits; 0 = the role calls none. */
  final long[] modelMask;

  /** Chosen inputs, {@link #words} words per slot. */
  final long[] parents;

  /** Inputs that were asked and not forced. */
  final long[] asked;

  /** Inputs to reach that the draw was conditioned on; 0 = none. */
  final int[] minimum;

  /** How many of {@link #entering} could count; -1 = all. */
  final int[] markedLimit;

  /** Inputs the condition ran over; meaningful if the minimum is above 0. */
  final long[] candidates;

  /** Inputs that would enter the next level; meaningful if the marked limit is 0 or more. */
  final long[] entering;

  long cost;

  /**
   * Slots visited while nothing was closed to them. What was open to them follows from that and is
   * written down when somebody asks ({@link #complete}): most samples are never scored. Slots above
   * 63 are never among them.
   */
  long unwritten;

  /** Fewest inputs of a role. */
  private final int[] fewest;

  /** Roles that so many possible inputs leave open, by number. */
  private final long[] rolesByInputs;

  private final long everyModel;

  GraphSample(SearchSpace space) {
    this(
        space,
        space.costs().roles().stream().mapToInt(Role::minInputs).toArray(),
        new long[space.slots()]);
    for (int inputs = 0; inputs < slots; inputs++) {
      rolesByInputs[inputs] = rolesWith(inputs, fewest);
    }
  }

  private GraphSample(SearchSpace space, int[] fewest, long[] rolesByInputs) {
    this.space = space;
    this.fewest = fewest;
    this.rolesByInputs = rolesByInputs;
    this.everyModel = GraphRules.low(space.modelCount());
    this.slots = space.slots();
    this.words = (slots + 63) >>> 6;
    this.order = new int[slots];
    this.live = new long[words];
    this.role = new int[slots];
    this.model = new int[slots];
    this.inDegree = new int[slots];
    this.roleMask = new long[slots];
    this.modelMask = new long[slots];
    this.parents = new long[slots * words];
    this.asked = new long[slots * words];
    this.minimum = new int[slots];
    this.markedLimit = new int[slots];
    this.candidates = new long[slots * words];
    this.entering = new long[slots * words];
    for (int slot = 0; slot < slots; slot++) {
      order[slot] = slot;
    }
  }

  /** Writes down what was open to the slots of {@link #unwritten}; to be called before a read. */
  void complete() {
    for (long rest = unwritten; rest != 0; rest &= rest - 1) {
      int v = Long.numberOfTrailingZeros(rest);
      long earlier = GraphRules.low(v);
      roleMask[v] = rolesByInputs[v];
      minimum[v] = fewest[role[v]];
      markedLimit[v] = -1;
      candidates[v] = earlier;
      asked[v] = earlier;
      modelMask[v] = model[v] < 0 ? 0 : everyModel;
    }
    unwritten = 0;
  }

  private static long rolesWith(int inputs, int[] fewest) {
    long mask = 0;
    for (int r = 0; r < fewest.length; r++) {
      mask |= fewest[r] <= inputs ? 1L << r : 0;
    }
    return mask;
  }

  /** An independent copy. */
  public GraphSample copy() {
    complete();
    GraphSample copy = new GraphSample(space, fewest, rolesByInputs);
    copy.firstPlaced = firstPlaced;
    copy.cost = cost;
    System.arraycopy(order, 0, copy.order, 0, slots);
    System.arraycopy(live, 0, copy.live, 0, words);
    System.arraycopy(role, 0, copy.role, 0, slots);
    System.arraycopy(model, 0, copy.model, 0, slots);
    System.arraycopy(inDegree, 0, copy.inDegree, 0, slots);
    System.arraycopy(roleMask, 0, copy.roleMask, 0, slots);
    System.arraycopy(modelMask, 0, copy.modelMask, 0, slots);
    System.arraycopy(minimum, 0, copy.minimum, 0, slots);
    System.arraycopy(markedLimit, 0, copy.markedLimit, 0, slots);
    System.arraycopy(parents, 0, copy.parents, 0, parents.length);
    System.arraycopy(asked, 0, copy.asked, 0, asked.length);
    System.arraycopy(candidates, 0, copy.candidates, 0, candidates.length);
    System.arraycopy(entering, 0, copy.entering, 0, entering.length);
    return copy;
  }

  /** K: number of slots. */
  public int slots() {
    return slots;
  }

  /** Number of nodes, 1 or more. */
  public int size() {
    int count = 0;
    for (long word : live) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** Whether a slot is a node of the graph. */
  public boolean isLive(int slot) {
    return (live[slot >>> 6] >>> slot & 1) != 0;
  }

  /** Role index of a live slot. */
  public int role(int slot) {
    return role[slot];
  }

  /** Model index of a live slot; -1 if its role calls none. */
  public int model(int slot) {
    return model[slot];
  }

  /** Number of inputs of a live slot. */
  public int inDegree(int slot) {
    return inDegree[slot];
  }

  /** Whether the graph has the edge u to v; {@code v} must be live. */
  public boolean hasEdge(int u, int v) {
    return (parents[v * words + (u >>> 6)] >>> u & 1) != 0;
  }

  /**
   * Whether the edge u to v was decided by a draw, not forced by budget, topology or a bound on
   * inputs; {@code v} must be live.
   */
  public boolean wasAsked(int u, int v) {
    complete();
    return (asked[v * words + (u >>> 6)] >>> u & 1) != 0;
  }

  /** Cost as an integer of {@link CostTable#UNIT}. */
  public long cost() {
    return cost;
  }

  /** Cost in units. */
  public double costUnits() {
    return CostTable.units(cost);
  }

  /** Number of edges. */
  public int edges() {
    int count = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (isLive(slot)) {
        count += inDegree[slot];
      }
    }
    return count;
  }

  /** Number of edges that were decided by a draw: asked, and not forced. */
  public int edgesAsked() {
    complete();
    int count = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (isLive(slot)) {
        for (int w = 0; w < words; w++) {
          count += Long.bitCount(asked[slot * words + w]);
        }
      }
    }
    return count;
  }

  /** Number of draws the sample consists of: edges asked, roles and models with a choice. */
  public int decisions() {
    complete();
    int count = edgesAsked();
    for (int slot = 0; slot < slots; slot++) {
      if (isLive(slot)) {
        count += Long.bitCount(roleMask[slot]) > 1 ? 1 : 0;
        count += Long.bitCount(modelMask[slot]) > 1 ? 1 : 0;
      }
    }
    return count;
  }

  /**
   * The graph: nodes in topological order, the sink last, node ids {@code n} and the slot's number.
   *
   * @param space the one it was sampled from
   */
  public CollaborationGraph toGraph(SearchSpace space) {
    List<CollaborationGraph.Node> nodes = new ArrayList<>();
    int[] index = new int[slots];
    int[][] predecessors = new int[size()][];
    for (int position = firstPlaced; position < slots; position++) {
      int v = order[position];
      if (isLive(v)) {
        index[v] = nodes.size();
        int[] inputs = new int[inDegree[v]];
        int count = 0;
        for (int u = 0; u < slots; u++) {
          if (hasEdge(u, v)) {
            inputs[count++] = index[u];
          }
        }
        Arrays.sort(inputs);
        predecessors[nodes.size()] = inputs;
        nodes.add(
            new CollaborationGraph.Node(
                "n" + v,
                space.costs().roles().get(role[v]).name(),
                model[v] < 0 ? null : space.costs().models().get(model[v]).id()));
      }
    }
    return CollaborationGraph.trusted(nodes, predecessors);
  }
}
