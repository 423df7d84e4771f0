package dev.collabgraph.distribution;

import java.util.Arrays;

/**
 * The probabilistic graph: a logit for every slot pair (theta), for every role of a slot (pi), for
 * every model of a slot (psi) and for every slot's place in a learned order.
 *
 * <p>Slots are numbered 0 to K - 1; the sink is always slot K - 1. An edge joins the earlier slot
 * of a pair to the later one: u to v for u below v when the order is {@link SlotOrder#FIXED}, else
 * in the direction of the sample's order. What is stored is what is sampled: no probability is
 * shifted on the way, and a floor given to a setter changes the stored logits themselves.
 *
 * <p>Logits are kept within &#177;{@link #LOGIT_LIMIT}, so every probability is above 0. Mutable,
 * not thread-safe; {@link #copy()} for another thread. Changing a value allocates nothing.
 */
public final class GraphDistribution {

  /** Logits are clamped to plus or minus this; an edge probability is then at least 9e-14. */
  public static final double LOGIT_LIMIT = 30.0;

  /** Expected number of inputs of a slot at the start, as far as the probability 0.5 allows. */
  public static final double DENSITY = 2.0;

  final int slots;
  final int roles;
  final int models;
  final double[] edgeLogits;
  final double[] roleLogits;
  final double[] modelLogits;
  final double[] orderLogits;
  private long version;

  private GraphDistribution(int slots, int roles, int models) {
    this.slots = slots;
    this.roles = roles;
    this.models = models;
    this.edgeLogits = new double[slots * (slots - 1) / 2];
    this.roleLogits = new double[slots * roles];
    this.modelLogits = new double[slots * models];
    this.orderLogits = new double[slots];
  }

  /** The start of a search: {@link #initial(SearchSpace, double)} at {@link #DENSITY}. */
  public static GraphDistribution initial(SearchSpace space) {
    return initial(space, DENSITY);
  }

  /**
   * Uniform roles, models and order; an edge has probability min(0.5, density / number of earlier
   * slots). In a random or learned order the number of slots before an inner slot is its mean, (K -
   * 2) / 2.
   *
   * @param density expected number of inputs of a slot, above 0
   */
  public static GraphDistribution initial(SearchSpace space, double density) {
    if (!(density > 0 && density < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("density is " + density + ", expected a number above 0.");
    }
    GraphDistribution distribution =
        new GraphDistribution(space.slots(), space.roleCount(), space.modelCount());
    for (int v = 1; v < space.slots(); v++) {
      double logit =
          logit(
              initialEdgeProbability(space.slots(), v, space.order() == SlotOrder.FIXED, density));
      int row = edge(0, v);
      Arrays.fill(distribution.edgeLogits, row, row + v, logit);
    }
    return distribution;
  }

  private static double initialEdgeProbability(
      int slots, int later, boolean fixed, double density) {
    double earlier = fixed || later == slots - 1 ? later : Math.max(1.0, (slots - 2) / 2.0);
    return Math.min(0.5, density / earlier);
  }

  /**
   * The least probability the floor of an update leaves to an edge: the floor itself, but no more
   * than a quarter of where the edge started, so that a large space does not fill up with edges.
   */
  static double edgeFloor(int slots, int later, boolean fixed, double floor) {
    return Math.min(floor, initialEdgeProbability(slots, later, fixed, DENSITY) / 4);
  }

  /** An independent copy. */
  public GraphDistribution copy() {
    GraphDistribution copy = new GraphDistribution(slots, roles, models);
    copy.set(this);
    return copy;
  }

  /**
   * Takes over all values of another distribution.
   *
   * @throws IllegalArgumentException if it has other numbers of slots, roles or models
   */
  public void set(GraphDistribution other) {
    if (other.slots != slots || other.roles != roles || other.models != models) {
      throw new IllegalArgumentException(
          "A distribution over %s slots, %s roles and %s models cannot take over one over %s, %s and %s."
              .formatted(slots, roles, models, other.slots, other.roles, other.models));
    }
    System.arraycopy(other.edgeLogits, 0, edgeLogits, 0, edgeLogits.length);
    System.arraycopy(other.roleLogits, 0, roleLogits, 0, roleLogits.length);
    System.arraycopy(other.modelLogits, 0, modelLogits, 0, modelLogits.length);
    System.arraycopy(other.orderLogits, 0, orderLogits, 0, orderLogits.length);
    changed();
  }

  /** K: number of slots. */
  public int slots() {
    return slots;
  }

  /** Number of roles. */
  public int roles() {
    return roles;
  }

  /** Number of models. */
  public int models() {
    return models;
  }

  /** The sink's slot. */
  public int sink() {
    return slots - 1;
  }

  /** Probability of the edge between two different slots, asked and not constrained. */
  public double edgeProbability(int u, int v) {
    return sigmoid(edgeLogits[pair(u, v)]);
  }

  /** Logit of {@link #edgeProbability}. */
  public double edgeLogit(int u, int v) {
    return edgeLogits[pair(u, v)];
  }

  /** Probability of a role where no role is masked. */
  public double roleProbability(int slot, int role) {
    return Categorical.probability(roleLogits, row(slot, roles), roles, checked(role, roles));
  }

  /** Probability of a model where no model is masked. */
  public double modelProbability(int slot, int model) {
    return Categorical.probability(modelLogits, row(slot, models), models, checked(model, models));
  }

  /** Probabilities of a slot's roles, by role index; a new array. */
  public double[] roleProbabilities(int slot) {
    return Categorical.probabilities(roleLogits, row(slot, roles), roles);
  }

  /** Probabilities of a slot's models, by model index; a new array. */
  public double[] modelProbabilities(int slot) {
    return Categorical.probabilities(modelLogits, row(slot, models), models);
  }

  /** Plackett-Luce logit of a slot: the higher, the nearer to the sink. The sink's is unused. */
  public double orderLogit(int slot) {
    return orderLogits[checked(slot, slots)];
  }

  /** Sets a Plackett-Luce logit. */
  public void setOrderLogit(int slot, double logit) {
    if (Double.isNaN(logit)) {
      throw new IllegalArgumentException("The order logit of slot " + slot + " is NaN.");
    }
    orderLogits[checked(slot, slots)] = clamp(logit);
    changed();
  }

  /**
   * Sets an edge's probability.
   *
   * @param probability from 0 to 1; values outside [floor, 1 - floor] are moved to its ends
   * @param floor from 0 to 0.5
   */
  public void setEdgeProbability(int u, int v, double probability, double floor) {
    Categorical.checkProbability(probability, "The probability of edge " + u + " -> " + v);
    Categorical.checkFloor(floor, 2);
    edgeLogits[pair(u, v)] = logit(Math.min(1 - floor, Math.max(floor, probability)));
    changed();
  }

  /**
   * Multiplies an edge's odds.
   *
   * @param factor above 0; 1 changes nothing
   * @param floor from 0 to 0.5
   */
  public void scaleEdgeOdds(int u, int v, double factor, double floor) {
    Categorical.checkFactor(factor);
    setEdgeProbability(u, v, sigmoid(edgeLogits[pair(u, v)] + Math.log(factor)), floor);
  }

  /**
   * Sets the probabilities of a slot's roles.
   *
   * @param weights one per role, 0 or more with a sum above 0; they are normalised
   * @param floor least probability of a role, from 0 to 1 / roles
   */
  public void setRoleProbabilities(int slot, double[] weights, double floor) {
    Categorical.set(roleLogits, row(slot, roles), roles, weights, floor);
    changed();
  }

  /** Multiplies one role's weight by a factor above 0 and normalises. */
  public void scaleRole(int slot, int role, double factor, double floor) {
    Categorical.scale(roleLogits, row(slot, roles), roles, checked(role, roles), factor, floor);
    changed();
  }

  /**
   * Sets the probabilities of a slot's models.
   *
   * @param weights one per model, 0 or more with a sum above 0; they are normalised
   * @param floor least probability of a model, from 0 to 1 / models
   */
  public void setModelProbabilities(int slot, double[] weights, double floor) {
    Categorical.set(modelLogits, row(slot, models), models, weights, floor);
    changed();
  }

  /** Multiplies one model's weight by a factor above 0 and normalises. */
  public void scaleModel(int slot, int model, double factor, double floor) {
    Categorical.scale(
        modelLogits, row(slot, models), models, checked(model, models), factor, floor);
    changed();
  }

  /** {@link #setRoleProbabilities(int, double[], double)} for every slot of a class. */
  public void setRoleProbabilities(SlotClass slotClass, double[] weights, double floor) {
    for (int slot = slotClass.first(slots); slot < slotClass.end(slots); slot++) {
      setRoleProbabilities(slot, weights, floor);
    }
  }

  /** {@link #scaleRole(int, int, double, double)} for every slot of a class. */
  public void scaleRole(SlotClass slotClass, int role, double factor, double floor) {
    for (int slot = slotClass.first(slots); slot < slotClass.end(slots); slot++) {
      scaleRole(slot, role, factor, floor);
    }
  }

  /** {@link #setModelProbabilities(int, double[], double)} for every slot of a class. */
  public void setModelProbabilities(SlotClass slotClass, double[] weights, double floor) {
    for (int slot = slotClass.first(slots); slot < slotClass.end(slots); slot++) {
      setModelProbabilities(slot, weights, floor);
    }
  }

  /** {@link #scaleModel(int, int, double, double)} for every slot of a class. */
  public void scaleModel(SlotClass slotClass, int model, double factor, double floor) {
    for (int slot = slotClass.first(slots); slot < slotClass.end(slots); slot++) {
      scaleModel(slot, model, factor, floor);
    }
  }

  /** Sets the probability of every edge whose later slot is in the class. */
  public void setEdgeProbabilities(SlotClass later, double probability, double floor) {
    for (int v = later.first(slots); v < later.end(slots); v++) {
      for (int u = 0; u < v; u++) {
        setEdgeProbability(u, v, probability, floor);
      }
    }
  }

  /** Multiplies the odds of every edge whose later slot is in the class. */
  public void scaleEdgeOdds(SlotClass later, double factor, double floor) {
    for (int v = later.first(slots); v < later.end(slots); v++) {
      for (int u = 0; u < v; u++) {
        scaleEdgeOdds(u, v, factor, floor);
      }
    }
  }

  /** Counts changes, so that tables compiled from the logits know when they are stale. */
  long version() {
    return version;
  }

  /** To be called after the logit arrays were written. */
  void changed() {
    version++;
  }

  /** Index of the pair u below v. */
  static int edge(int u, int v) {
    return v * (v - 1) / 2 + u;
  }

  /** Index of a pair in any order. */
  static int anyEdge(int a, int b) {
    return a < b ? edge(a, b) : edge(b, a);
  }

  private int pair(int a, int b) {
    if (a == b) {
      throw new IllegalArgumentException("Slot " + a + " has no edge to itself.");
    }
    return anyEdge(checked(a, slots), checked(b, slots));
  }

  private int row(int slot, int width) {
    return checked(slot, slots) * width;
  }

  private static int checked(int index, int bound) {
    if (index < 0 || index >= bound) {
      throw new IndexOutOfBoundsException(
          "Index " + index + " is outside 0 to " + (bound - 1) + ".");
    }
    return index;
  }

  static double clamp(double logit) {
    return Math.max(-LOGIT_LIMIT, Math.min(LOGIT_LIMIT, logit));
  }

  static double sigmoid(double logit) {
    return 1.0 / (1.0 + Math.exp(-logit));
  }

  /** Clamped logit of a probability from 0 to 1. */
  static double logit(double probability) {
    return clamp(Math.log(probability) - Math.log1p(-probability));
  }
}
