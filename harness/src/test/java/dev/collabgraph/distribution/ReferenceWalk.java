package dev.collabgraph.distribution;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sampling procedure of DESIGN section 4 written as plainly as possible: sets of integers,
 * every quantity computed anew when it is needed, one Bernoulli question after the other in a full
 * asking order. It shares nothing with the sampler but the buffer it writes its result to.
 */
final class ReferenceWalk {

  /** Answers the questions of a walk. */
  interface Chooser {
    /** Whether a candidate is taken; {@code probability} is its conditional probability. */
    boolean take(int u, int v, double probability);

    /** Which of the open choices; the others have probability 0. */
    int choose(int v, boolean role, double[] probabilities);
  }

  /** The full asking order of a slot: the earlier slots in any order. */
  interface AskingOrder {
    List<Integer> of(int v, Set<Integer> earlier);
  }

  private final SearchSpace space;
  private final CostTable costs;
  private final GraphDistribution distribution;
  private final int slots;
  private final int sink;
  private final long leaf;

  private Chooser chooser;
  private double probability;
  private Map<Integer, Set<Integer>> parents;
  private Set<Integer> live;
  private Set<Integer> visited;
  private long spent;

  ReferenceWalk(SearchSpace space, GraphDistribution distribution) {
    this.space = space;
    this.costs = space.costs();
    this.distribution = distribution;
    this.slots = space.slots();
    this.sink = slots - 1;
    long cheapest = Long.MAX_VALUE;
    for (int r = 0; r < space.roleCount(); r++) {
      Role role = costs.roles().get(r);
      if (role.calls() && role.minInputs() == 0) {
        for (int m = 0; m < space.modelCount(); m++) {
          cheapest = Math.min(cheapest, costs.cost(r, m, 0));
        }
      }
    }
    this.leaf = cheapest;
  }

  /** Product of the probabilities of all answers of the last walk. */
  double probability() {
    return probability;
  }

  /**
   * One walk.
   *
   * @param order slots by position, the sink last
   */
  GraphSample run(int[] order, AskingOrder askingOrder, Chooser chooser) {
    this.chooser = chooser;
    this.probability = 1;
    this.parents = new LinkedHashMap<>();
    this.live = new TreeSet<>(Set.of(sink));
    this.visited = new TreeSet<>();
    this.spent = 0;
    GraphSample sample = new GraphSample(space);
    System.arraycopy(order, 0, sample.order, 0, slots);
    Set<Integer> earlier = new TreeSet<>();
    for (int slot : order) {
      earlier.add(slot);
    }
    sample.firstPlaced = slots;
    for (int position = slots - 1; position >= 0 && !visited.containsAll(live); position--) {
      sample.firstPlaced = position;
      int v = order[position];
      if (v != sink && space.order() == SlotOrder.LEARNED) {
        double total = 0;
        for (int u : earlier) {
          total += u == sink ? 0 : Math.exp(distribution.orderLogit(u));
        }
        probability *= Math.exp(distribution.orderLogit(v)) / total;
      }
      earlier.remove(v);
      if (live.contains(v)) {
        visit(v, earlier, askingOrder.of(v, earlier), sample);
      }
    }
    if (space.order() == SlotOrder.FIXED) {
      sample.firstPlaced = 0;
    }
    for (int v : live) {
      sample.live[v >>> 6] |= 1L << v;
    }
    sample.cost = spent;
    return sample;
  }

  private void visit(int v, Set<Integer> earlier, List<Integer> asking, GraphSample sample) {
    Topology topology = space.topology();
    boolean isSink = v == sink;
    int level = level(v);
    Set<Integer> candidates = new TreeSet<>();
    Set<Integer> entering = new TreeSet<>();
    for (int u : earlier) {
      boolean isLive = live.contains(u);
      boolean allowed =
          switch (topology.shape()) {
            case FREE -> true;
            case TREE, CHAIN -> !isLive;
            case STAR -> isSink;
            case LAYERED -> !isLive || level(u) == level + 1;
          };
      if (topology.maxDepth() > 0 && level + 2 > topology.maxDepth()) {
        allowed = false;
      }
      if (allowed) {
        candidates.add(u);
        if (!isLive || level(u) < level + 1) {
          entering.add(u);
        }
      }
    }
    int room = Integer.MAX_VALUE;
    if (topology.maxWidth() > 0) {
      room = topology.maxWidth();
      for (int u : live) {
        room -= level(u) == level + 1 ? 1 : 0;
      }
    }

    double[] roleProbabilities = new double[space.roleCount()];
    for (int r = 0; r < roleProbabilities.length; r++) {
      int min = minInputs(r, isSink);
      boolean open =
          min <= maxInputs(r)
              && min <= candidates.size() - entering.size() + Math.min(room, entering.size())
              && roleAllowed(r, isSink)
              && reserve(v) + spent + min * leaf + leastCost(r, min, isSink) <= space.limit();
      roleProbabilities[r] = open ? distribution.roleProbability(v, r) : 0;
    }
    int role = choose(v, true, roleProbabilities);
    sample.role[v] = role;
    sample.roleMask[v] = mask(roleProbabilities);

    int min = minInputs(role, isSink);
    sample.minimum[v] = min;
    sample.markedLimit[v] = room < min ? room : -1;
    Set<Integer> taken = new TreeSet<>();
    List<Integer> toAsk = new ArrayList<>(asking);
    toAsk.retainAll(candidates);
    Map<List<Integer>, Double> known = new HashMap<>();
    for (int i = 0; i < toAsk.size(); i++) {
      int u = toAsk.get(i);
      int takenEntering = (int) taken.stream().filter(entering::contains).count();
      boolean forcedAbsent =
          taken.size() >= maxInputs(role)
              || (entering.contains(u) && takenEntering >= room)
              || costIfTaken(v, role, isSink, taken, u, min) > space.limit();
      if (forcedAbsent) {
        continue;
      }
      int missing = Math.max(0, min - taken.size());
      int roomLeft = room == Integer.MAX_VALUE ? slots : room - takenEntering;
      double p = distribution.edgeProbability(u, v);
      double reach = reach(v, toAsk, entering, i, missing, roomLeft, known);
      int roomAfter = roomLeft - (entering.contains(u) ? 1 : 0);
      double conditional =
          p * reach(v, toAsk, entering, i + 1, Math.max(0, missing - 1), roomAfter, known) / reach;
      boolean yes = chooser.take(u, v, conditional);
      probability *= yes ? conditional : 1 - conditional;
      sample.asked[v * sample.words + (u >>> 6)] |= 1L << u;
      if (yes) {
        taken.add(u);
        sample.parents[v * sample.words + (u >>> 6)] |= 1L << u;
      }
    }
    for (int u : candidates) {
      sample.candidates[v * sample.words + (u >>> 6)] |= 1L << u;
    }
    for (int u : entering) {
      sample.entering[v * sample.words + (u >>> 6)] |= 1L << u;
    }
    parents.put(v, taken);
    live.addAll(taken);
    sample.inDegree[v] = taken.size();

    visited.add(v);
    if (!costs.roles().get(role).calls()) {
      sample.model[v] = -1;
      return;
    }
    double[] modelProbabilities = new double[space.modelCount()];
    long held = leaf * live.stream().filter(u -> !visited.contains(u)).count();
    for (int m = 0; m < modelProbabilities.length; m++) {
      boolean open =
          modelAllowed(m, isSink)
              && spent + held + costs.cost(role, m, taken.size()) <= space.limit();
      modelProbabilities[m] = open ? distribution.modelProbability(v, m) : 0;
    }
    int model = choose(v, false, modelProbabilities);
    sample.model[v] = model;
    sample.modelMask[v] = mask(modelProbabilities);
    spent += costs.cost(role, model, taken.size());
  }

  /** Everything that is certain to be spent once u is an input of v. */
  private long costIfTaken(int v, int role, boolean isSink, Set<Integer> taken, int u, int min) {
    Set<Integer> grown = new TreeSet<>(taken);
    grown.add(u);
    Set<Integer> toVisit = new TreeSet<>(live);
    toVisit.addAll(grown);
    toVisit.removeAll(visited);
    toVisit.remove(v);
    int missing = Math.max(0, min - grown.size());
    return spent
        + leaf * toVisit.size()
        + leaf * missing
        + leastCost(role, grown.size() + missing, isSink);
  }

  private long reserve(int v) {
    return leaf * live.stream().filter(u -> u != v && !visited.contains(u)).count();
  }

  /** Probability that the candidates from i on bring the missing inputs, by definition. */
  private double reach(
      int v,
      List<Integer> toAsk,
      Set<Integer> entering,
      int i,
      int missing,
      int room,
      Map<List<Integer>, Double> known) {
    if (missing == 0) {
      return 1;
    }
    if (i == toAsk.size()) {
      return 0;
    }
    List<Integer> key = List.of(i, missing, room);
    Double before = known.get(key);
    if (before != null) {
      return before;
    }
    int u = toAsk.get(i);
    double result;
    if (entering.contains(u) && room == 0) {
      result = reach(v, toAsk, entering, i + 1, missing, room, known);
    } else {
      double p = distribution.edgeProbability(u, v);
      int roomAfter = room - (entering.contains(u) ? 1 : 0);
      result =
          p * reach(v, toAsk, entering, i + 1, missing - 1, roomAfter, known)
              + (1 - p) * reach(v, toAsk, entering, i + 1, missing, room, known);
    }
    known.put(key, result);
    return result;
  }

  private int choose(int v, boolean role, double[] probabilities) {
    double total = Arrays.stream(probabilities).sum();
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= total;
    }
    int choice = chooser.choose(v, role, probabilities);
    probability *= probabilities[choice];
    return choice;
  }

  private static long mask(double[] probabilities) {
    long mask = 0;
    for (int i = 0; i < probabilities.length; i++) {
      mask |= probabilities[i] > 0 ? 1L << i : 0;
    }
    return mask;
  }

  private int minInputs(int role, boolean isSink) {
    int min = costs.roles().get(role).minInputs();
    return isSink ? Math.max(min, space.topology().sinkMinInputs()) : min;
  }

  private int maxInputs(int role) {
    int max = costs.roles().get(role).maxInputs();
    Topology topology = space.topology();
    if (topology.maxInDegree() > 0) {
      max = Math.min(max, topology.maxInDegree());
    }
    return topology.shape() == Topology.Shape.CHAIN ? Math.min(max, 1) : max;
  }

  private boolean roleAllowed(int role, boolean isSink) {
    Topology topology = space.topology();
    Role spec = costs.roles().get(role);
    return !isSink
        || ((topology.sinkRole() == null || topology.sinkRole().equals(spec.name()))
            && (topology.sinkModel() == null || spec.calls()));
  }

  private boolean modelAllowed(int model, boolean isSink) {
    String fixed = space.topology().sinkModel();
    return !isSink || fixed == null || costs.models().get(model).id().equals(fixed);
  }

  private long leastCost(int role, int inputs, boolean isSink) {
    long least = Long.MAX_VALUE;
    for (int m = 0; m < space.modelCount(); m++) {
      if (modelAllowed(m, isSink)) {
        least = Math.min(least, costs.cost(role, m, inputs));
      }
    }
    return least;
  }

  /**
   * Longest path to the sink over the edges known so far. Slots are kept in the order of their
   * visits, so a slot's level is final when its inputs are looked at.
   */
  private int level(int slot) {
    int[] levels = new int[slots];
    parents.forEach(
        (v, inputs) -> inputs.forEach(u -> levels[u] = Math.max(levels[u], levels[v] + 1)));
    return levels[slot];
  }
}
