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
    this.random.start(random.nextLong());
    this.sample = sample;
    sample.unwritten = 0;
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
    int role = mask == rules.allRoles ? anyRole(v) : pickRole(v, mask);
    sample.role[v] = role;
    sample.roleMask[v] = mask;
    bounds = kind * rules.roles + role;
    min = rules.minInputs[bounds];
    inputs = 0;
    freshInputs = 0;
    enteringInputs = 0;
  }

  private long affordableRoles(long allowed, int kind, int available) {
    return affordableRoles(allowed, kind, available, left);
  }

  /** Those of the allowed roles whose fewest inputs are there and can be paid. */
  final long affordableRoles(long allowed, int kind, int available, long left) {
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
    if (enters && enteringInputs + moreEntering >= capacity) {
      return false;
    }
    int held = freshInputs + moreFresh + (fresh ? 1 : 0);
    return rules.oneMore[bounds * rules.slots + inputs + more] + rules.leaf * held <= left;
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
      mask = affordableModels(mask, role, inputs, budget);
    }
    int model = mask == rules.allModels ? anyModel(v) : pickModel(v, mask);
    sample.model[v] = model;
    sample.modelMask[v] = mask;
    committed += rules.cost(role, model, inputs);
  }

  /** Those of the allowed models that a call with so many inputs may take; no branch on costs. */
  final long affordableModels(long allowed, int role, int inputs, long budget) {
    long mask = 0;
    int at = role * rules.models * rules.slots + inputs;
    for (int m = 0; m < rules.models; m++, at += rules.slots) {
      mask |= (rules.cost[at] - budget - 1 >>> 63) << m;
    }
    return mask & allowed;
  }

  /** Budget left for a slot about to be visited and its inputs. */
  final long budgetLeft() {
    return rules.limit - committed - rules.leaf * (liveToVisit - 1);
  }

  /** Draws one of all roles; no word if there is but one. */
  final int anyRole(int v) {
    return rules.roles == 1 ? 0 : select(tables.roleLast, v * tables.roleStride, tables.roleStride);
  }

  /** Draws one of all models; no word if there is but one. */
  final int anyModel(int v) {
    return rules.models == 1
        ? 0
        : select(tables.modelLast, v * tables.modelStride, tables.modelStride);
  }

  /** Draws one of all choices, without a branch on the draw. */
  private int select(long[] last, int from, int stride) {
    long u = random.nextLong() >>> 1;
    long choice = last[from] - u >>> 63; // 1 if u has passed it
    if (stride > 2) {
      choice += (last[from + 1] - u >>> 63) + (last[from + 2] - u >>> 63);
      for (int i = from + 3; i < from + stride - 1; i++) {
        choice += last[i] - u >>> 63;
      }
    }
    return (int) choice;
  }

  /** Draws one of the masked roles; no word if there is but one. */
  final int pickRole(int v, long mask) {
    int only = 63 - Long.numberOfLeadingZeros(mask);
    return mask == 1L << only ? only : pick(anyRole(v), tables.role, v * rules.roles, mask);
  }

  /** Draws one of the masked models; no word if there is but one. */
  final int pickModel(int v, long mask) {
    int only = 63 - Long.numberOfLeadingZeros(mask);
    return mask == 1L << only ? only : pick(anyModel(v), tables.model, v * rules.models, mask);
  }

  /**
   * A draw from all choices that falls into the mask is one from the mask; only one that falls
   * outside is drawn again.
   */
  private int pick(int first, double[] probabilities, int from, long mask) {
    assert mask != 0;
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
    return 63 - Long.numberOfLeadingZeros(mask);
  }

  /** Decides the lanes of one block of 64 edges, each present with its probability. */
  final long drawBlock(int block, long lanes) {
    final long[] planes = tables.planes();
    final int from = block * 64;
    final long[] words = random.words;
    final int word = random.reserve();
    long present = 0;
    long open = lanes;
    // Lanes halve with every plane. Eight planes decide a block four times out of five, and a loop
    // that always draws them is cheaper than the mispredicted exits of one that stops when it can.
    for (int i = 0; i < WordStream.RESERVE; i++) {
      long threshold = planes[from + i];
      long differs = words[word + i] ^ threshold;
      present |= open & differs & threshold;
      open &= ~differs;
    }
    for (int i = from + WordStream.RESERVE; open != 0 && i < from + 64; i++) {
      long threshold = planes[i];
      long differs = random.nextLong() ^ threshold;
      present |= open & differs & threshold;
      open &= ~differs;
    }
    return present;
  }
}
