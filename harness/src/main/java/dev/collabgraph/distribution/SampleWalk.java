package dev.collabgraph.distribution;

import java.util.random.RandomGenerator;

/**
 * The walk from the sink backwards that makes a sample: what is the same for any number of slots.
 *
 * <p>The budget is spent in a fixed manner: {@link #left} is what a slot and its new inputs may
 * cost after what was spent already and after one cheapest leaf for every other live slot still to
 * be visited. While inputs are missing to a minimum, a leaf is held for each, so that every
 * candidate stays affordable until the minimum is reached.
 *
 * <p>A question once closed to a kind of candidate stays closed: inputs and cost only grow.
 */
abstract class SampleWalk {
  static final int UNBOUNDED = Integer.MAX_VALUE;

  final GraphRules rules;
  final ProbabilityTables tables;
  final Conditions conditions;
  final SlotOrders orders;

  /** Words of the present sample. */
  final WordStream random = new WordStream();

  GraphSample sample;

  /** Live slots not yet visited, the present one included. */
  int liveToVisit;

  /** Cost of the slots visited. */
  long committed;

  private long left;
  private int bounds;
  private int min;
  private int max;

  /** How many more slots the next level takes. */
  int capacity;

  int inputs;
  int freshInputs;
  int enteringInputs;

  SampleWalk(GraphRules rules, ProbabilityTables tables, Conditions conditions, SlotOrders orders) {
    this.rules = rules;
    this.tables = tables;
    this.conditions = conditions;
    this.orders = orders;
  }

  /** Fills a sample; takes one word from the generator. */
  final void walk(RandomGenerator random, GraphSample sample) {
    this.random.state = random.nextLong();
    this.sample = sample;
    committed = 0;
    liveToVisit = 1;
    tables.prepareDraws();
    walkSlots();
    sample.cost = committed;
    assert committed <= rules.limit : committed + " of " + rules.limit;
  }

  /** Visits the sink and then every live slot in the sample's order, backwards. */
  abstract void walkSlots();

  /** Chooses the role; to be called first for a slot. */
  final void chooseRole(int v, int kind, int available) {
    left = budgetLeft();
    long mask = rules.roleMask[kind];
    if (left < rules.anyRoleNeeds[kind] || available < rules.anyRoleInputs[kind]) {
      mask = affordableRoles(mask, kind, available);
    }
    int role =
        mask == rules.allRoles
            ? select(tables.roleCuts, v * rules.roles, rules.roles)
            : pick(tables.role, tables.roleCuts, v * rules.roles, rules.roles, mask);
    sample.role[v] = role;
    sample.roleMask[v] = mask;
    bounds = kind * rules.roles + role;
    min = rules.minInputs[bounds];
    max = rules.maxInputs[bounds];
    inputs = 0;
    freshInputs = 0;
    enteringInputs = 0;
  }

  private long affordableRoles(long allowed, int kind, int available) {
    long mask = 0;
    for (long rest = allowed; rest != 0; rest &= rest - 1) {
      int i = kind * rules.roles + Long.numberOfTrailingZeros(rest);
      if (rules.minInputs[i] <= available && rules.needs[i] <= left) {
        mask |= rest & -rest;
      }
    }
    return mask;
  }

  /** Fewest inputs of the role chosen. */
  final int minimum() {
    return min;
  }

  /**
   * Whether one more input may be asked.
   *
   * @param more inputs supposed to be taken before it
   * @param moreFresh of these, inputs that were not live
   * @param moreEntering of these, inputs that enter the next level
   * @param fresh whether the one to ask may be one that is not live
   * @param enters whether it may be one that enters the next level
   */
  final boolean open(int more, int moreFresh, int moreEntering, boolean fresh, boolean enters) {
    int taken = inputs + more;
    if (taken >= max || (enters && enteringInputs + moreEntering >= capacity)) {
      return false;
    }
    int grown = taken + 1;
    int held = freshInputs + moreFresh + (fresh ? 1 : 0);
    if (grown < min) {
      held += min - grown;
      grown = min;
    }
    return rules.least[bounds * rules.slots + grown] + rules.leaf * held <= left;
  }

  /** Chooses the model and closes the slot; to be called last for it. */
  final void chooseModel(int v, int kind) {
    int role = sample.role[v];
    sample.inDegree[v] = inputs;
    liveToVisit += freshInputs - 1;
    if (!rules.calls[role]) {
      sample.model[v] = -1;
      sample.modelMask[v] = 0;
      return;
    }
    long budget = left - rules.leaf * freshInputs;
    long mask = rules.modelMask[kind];
    if (rules.most[bounds * rules.slots + inputs] > budget) {
      mask = affordableModels(mask, role, budget);
    }
    int model =
        mask == rules.allModels
            ? select(tables.modelCuts, v * rules.models, rules.models)
            : pick(tables.model, tables.modelCuts, v * rules.models, rules.models, mask);
    sample.model[v] = model;
    sample.modelMask[v] = mask;
    committed += rules.cost(role, model, inputs);
  }

  private long affordableModels(long allowed, int role, long budget) {
    long mask = 0;
    for (long rest = allowed; rest != 0; rest &= rest - 1) {
      if (rules.cost(role, Long.numberOfTrailingZeros(rest), inputs) <= budget) {
        mask |= rest & -rest;
      }
    }
    return mask;
  }

  /** Budget left for a slot about to be visited and its inputs. */
  final long budgetLeft() {
    return rules.limit - committed - rules.leaf * (liveToVisit - 1);
  }

  /** Draws one of all choices by their cumulative probabilities, without a branch on the draw. */
  final int select(long[] cuts, int from, int count) {
    if (count == 1) {
      return 0;
    }
    long u = random.nextLong() >>> 1;
    int choice = 0;
    for (int i = from; i < from + count - 1; i++) {
      choice += (int) (cuts[i] - 1 - u >>> 63); // 1 if u has reached the cut
    }
    return choice;
  }

  /**
   * Draws one of the masked choices; a single one is no draw. A draw from all choices that falls
   * into the mask is one; only one that falls outside is drawn again, from the mask.
   */
  private int pick(double[] probabilities, long[] cuts, int from, int count, long mask) {
    assert mask != 0;
    int last = 63 - Long.numberOfLeadingZeros(mask);
    if (mask == 1L << last) {
      return last;
    }
    int first = select(cuts, from, count);
    if ((mask >>> first & 1) != 0) {
      return first;
    }
    double total = 0;
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      total += probabilities[from + Long.numberOfTrailingZeros(rest)];
    }
    double u = random.unit() * total;
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      int choice = Long.numberOfTrailingZeros(rest);
      u -= probabilities[from + choice];
      if (u < 0) {
        return choice;
      }
    }
    return last;
  }

  /** Decides the lanes of one block of 64 edges, each present with its probability. */
  final long drawBlock(int block, long lanes) {
    final long[] planes = tables.planes();
    final int from = block * 64;
    long state = random.state;
    long present = 0;
    long open = lanes;
    // Lanes halve with every plane. Eight planes decide a block four times out of five, and a loop
    // that always draws them is cheaper than the mispredicted exits of one that stops when it can.
    for (int i = from; i < from + 8; i++) {
      long threshold = planes[i];
      state += WordStream.GAMMA;
      long differs = WordStream.mix(state) ^ threshold;
      present |= open & differs & threshold;
      open &= ~differs;
    }
    for (int i = from + 8; open != 0 && i < from + 64; i++) {
      long threshold = planes[i];
      state += WordStream.GAMMA;
      long differs = WordStream.mix(state) ^ threshold;
      present |= open & differs & threshold;
      open &= ~differs;
    }
    random.state = state;
    return present;
  }
}
