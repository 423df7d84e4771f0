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

  /** Words of the present sample, but for those of {@link #choices}. */
  final WordStream random = new WordStream(64);

  /** Two words of the present sample for every slot visited: for its role and for its model. */
  final WordStream choices = new WordStream(32);

  GraphSample sample;

  /** Live slots not yet visited, the present one included. */
  int liveToVisit;

  /** Cost of the slots visited. */
  long committed;

  private long left;
  private int bounds;
  private int min;

  /** Where the present slot's pair of {@link #choices} stands. */
  private int pair;

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
    long seed = random.nextLong();
    this.random.start(seed);
    choices.start(WordStream.other(seed));
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
    pair = choices.pair();
    long word = choices.words[pair];
    int role = mask == rules.allRoles ? anyRole(v, word) : pickRole(v, mask, word);
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

  /** What the present slot and its new inputs may cost. */
  final long left() {
    return left;
  }

  /** Where the present slot's {@link GraphRules#oneMore} begins. */
  final int firstOneMore() {
    return bounds * rules.slots;
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
    long word = choices.words[pair + 1];
    int model = mask == rules.allModels ? anyModel(v, word) : pickModel(v, mask, word);
    sample.model[v] = model;
    sample.modelMask[v] = mask;
    committed += rules.cost(role, model, inputs);
  }

  /** Those of the allowed models that a call with so many inputs may take; no branch on costs. */
  final long affordableModels(long allowed, int role, int inputs, long budget) {
    int stride = rules.modelStride;
    return allowed
        & within(rules.costByModel, (role * rules.slots + inputs) * stride, stride, budget);
  }

  /** Those of a row of costs that are within a budget, as bits; no branch on costs. */
  static long within(long[] cost, int from, int stride, long budget) {
    long more = budget + 1;
    long mask = cost[from] - more >>> 63 | cost[from + 1] - more >>> 63 << 1;
    if (stride > 2) {
      mask |= cost[from + 2] - more >>> 63 << 2 | cost[from + 3] - more >>> 63 << 3;
      for (int i = 4; i < stride; i++) {
        mask |= cost[from + i] - more >>> 63 << i;
      }
    }
    return mask;
  }

  /** Budget left for a slot about to be visited and its inputs. */
  final long budgetLeft() {
    return rules.limit - committed - rules.leaf * (liveToVisit - 1);
  }

  /** One of all roles. */
  final int anyRole(int v, long word) {
    return select(tables.roleLast, v * tables.roleStride, tables.roleStride, word);
  }

  /** One of all models. */
  final int anyModel(int v, long word) {
    return select(tables.modelLast, v * tables.modelStride, tables.modelStride, word);
  }

  /** One of all choices, without a branch on the draw. */
  private static int select(long[] last, int from, int stride, long word) {
    long u = word >>> 1;
    long choice = last[from] - u >>> 63; // 1 if u has passed it
    if (stride > 2) {
      choice += (last[from + 1] - u >>> 63) + (last[from + 2] - u >>> 63);
      for (int i = from + 3; i < from + stride - 1; i++) {
        choice += last[i] - u >>> 63;
      }
    }
    return (int) choice;
  }

  /** One of the masked roles. */
  final int pickRole(int v, long mask, long word) {
    return pick(tables.roleWeight, tables.roleStride, tables.role, rules.roles, v, mask, word);
  }

  /** One of the masked models. */
  final int pickModel(int v, long mask, long word) {
    return pick(tables.modelWeight, tables.modelStride, tables.model, rules.models, v, mask, word);
  }

  /**
   * One of the masked choices: weights outside the mask count 0, and the number of sums of weights
   * that a number below the total has passed is the choice. No branch on mask or draw.
   */
  private static int pick(
      long[] weight, int stride, double[] probability, int choices, int v, long mask, long word) {
    assert mask != 0;
    int from = v * stride;
    if (stride > 4) {
      return pickOfMany(weight, from, stride, probability, v * choices, mask, word);
    }
    long first = weight[from] & -(mask & 1);
    long second = first + (weight[from + 1] & -(mask >>> 1 & 1));
    if (stride == 2) {
      if (second < ProbabilityTables.LEAST_TOTAL) {
        return pickOfFew(probability, v * choices, mask, word);
      }
      return (int) (first - below(second, word) - 1 >>> 63);
    }
    long third = second + (weight[from + 2] & -(mask >>> 2 & 1));
    long total = third + (weight[from + 3] & -(mask >>> 3 & 1));
    if (total < ProbabilityTables.LEAST_TOTAL) {
      return pickOfFew(probability, v * choices, mask, word);
    }
    long passes = below(total, word) + 1;
    return (int) ((first - passes >>> 63) + (second - passes >>> 63) + (third - passes >>> 63));
  }

  private static int pickOfMany(
      long[] weight,
      int from,
      int stride,
      double[] probability,
      int fromProbability,
      long mask,
      long word) {
    long total = 0;
    for (int i = 0; i < stride; i++) {
      total += weight[from + i] & -(mask >>> i & 1);
    }
    if (total < ProbabilityTables.LEAST_TOTAL) {
      return pickOfFew(probability, fromProbability, mask, word);
    }
    long passes = below(total, word) + 1;
    long sum = 0;
    int choice = 0;
    for (int i = 0; i < stride - 1; i++) {
      sum += weight[from + i] & -(mask >>> i & 1);
      choice += (int) (sum - passes >>> 63);
    }
    return choice;
  }

  /** Uniform from 0 to total - 1; the total up to 2^62. */
  private static long below(long total, long word) {
    return Math.multiplyHigh(word >>> 1, total << 1);
  }

  /** Where all the masked choices together are too unlikely for whole weights. */
  private static int pickOfFew(double[] probability, int from, long mask, long word) {
    double total = 0;
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      total += probability[from + Long.numberOfTrailingZeros(rest)];
    }
    double u = (word >>> 11) * 0x1p-53 * total;
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      int choice = Long.numberOfTrailingZeros(rest);
      u -= probability[from + choice];
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
