package dev.collabgraph.distribution;

import java.util.Arrays;

/**
 * The walk for up to 64 slots where any DAG is admitted: no level to keep, every earlier slot a
 * candidate. It makes the samples of {@link NarrowWalk} from the same words, but holds what it
 * counts in local variables, compares with tables of what one more input needs, and compares with
 * nothing while the budget left exceeds the dearest choice.
 *
 * <p>See decisions 0007 and 0034 for what was measured.
 */
final class PlainWalk extends NarrowWalk {

  PlainWalk(GraphRules rules, ProbabilityTables tables, Conditions conditions, SlotOrders orders) {
    super(rules, tables, conditions, orders);
  }

  @Override
  void walkSlots() {
    int sink = rules.slots - 1;
    live = 1L << sink;
    blocksDrawn = 0;
    if (rules.fixedOrder) {
      sample.firstPlaced = 0;
      if (rules.sinkIsLikeOthers) {
        walkFixed(live);
      } else {
        visit(sink, GraphRules.SINK, live - 1);
        walkFixed(live & (1L << sink) - 1);
      }
    } else {
      visit(sink, GraphRules.SINK, live - 1);
      walkInner((1L << sink) - 1);
    }
    sample.live[0] = live;
  }

  /**
   * Visits live slots in the fixed order. While the budget left exceeds the dearest choice of a
   * slot nothing is compared with it; once it allows no choice, the slots left are leaves.
   *
   * @param first live slots to visit
   */
  private void walkFixed(long first) {
    final GraphRules rules = this.rules;
    final GraphSample sample = this.sample;
    final int[] roleOf = sample.role;
    final int[] modelOf = sample.model;
    final int[] inDegree = sample.inDegree;
    final long[] parents = sample.parents;
    final long[] asked = sample.asked;
    final long[] cost = rules.costByModel;
    final long[] words = choices.words;
    final long[] needs = rules.anythingNeeds;
    final int fewest = rules.anyRoleInputs[GraphRules.INNER];
    final int slots = rules.slots;
    final int stride = rules.modelStride;
    final long leaf = rules.leaf;
    long left = budgetLeft();
    long live = this.live;
    long visited = 0;
    long next = first;
    while (next != 0) {
      int v = 63 - Long.numberOfLeadingZeros(next);
      long earlier = (1L << v) - 1;
      int role;
      long drawn;
      int model = -1;
      int taken;
      int takenFresh;
      int pair = choices.pair();
      if (left >= needs[v]) {
        visited |= earlier + 1;
        role =
            v < fewest ? pickRole(v, rules.rolesByInputs[v], words[pair]) : anyRole(v, words[pair]);
        int min = rules.minInputs[role];
        drawn = v == 0 ? 0 : row(v) & earlier;
        taken = Long.bitCount(drawn);
        if (taken < min) {
          drawn = drawConditioned(v, min, earlier, -1);
          taken = Long.bitCount(drawn);
        }
        takenFresh = Long.bitCount(drawn & ~live);
        if (rules.calls[role]) {
          model = anyModel(v, words[pair + 1]);
        }
      } else {
        if (left < rules.choiceNeeds) {
          fillLeaves(v);
          break;
        }
        long roles = rules.rolesByInputs[v] & within(rules.innerNeeds, 0, rules.roleStride, left);
        role = pickRole(v, roles, words[pair]);
        int min = rules.minInputs[role];
        sample.roleMask[v] = roles;
        sample.minimum[v] = min;
        sample.candidates[v] = earlier;
        sample.markedLimit[v] = -1;
        long fresh = earlier & ~live;
        long open = openAtFirst(earlier, fresh, role * slots, left);
        drawn = 0;
        if (open != 0) {
          drawn = row(v) & open;
          if (Long.bitCount(drawn) < min) {
            drawn = drawConditioned(v, min, open, -1);
          }
          open = askByBudget(open, drawn, fresh, role * slots, left);
          drawn &= open;
        }
        asked[v] = open;
        taken = Long.bitCount(drawn);
        takenFresh = Long.bitCount(drawn & fresh);
        long models = 0;
        if (rules.calls[role]) {
          models = affordableModels(rules.allModels, role, taken, left - leaf * takenFresh);
          model = pickModel(v, models, words[pair + 1]);
        }
        sample.modelMask[v] = models;
      }
      live |= drawn;
      next = live & earlier;
      roleOf[v] = role;
      parents[v] = drawn;
      inDegree[v] = taken;
      modelOf[v] = model;
      left -= leaf * (takenFresh - 1);
      if (model >= 0) {
        left -= cost[(role * slots + taken) * stride + model];
      }
    }
    sample.unwritten |= visited;
    this.live = live;
    liveToVisit = 0;
    committed = rules.limit + leaf - left;
  }

  /**
   * Candidates that can be paid as the first input: all of them if there is a minimum, for which a
   * role that could not be paid was masked. No branch.
   */
  private long openAtFirst(long earlier, long fresh, int from, long left) {
    long room = left - rules.oneMore[from];
    return (earlier & ~fresh & ~(room >> 63)) | (fresh & ~(room - rules.leaf >> 63));
  }

  /** Makes leaves, for want of choice, of all slots up to one, live or not. */
  private void fillLeaves(int last) {
    int end = last + 1;
    Arrays.fill(sample.role, 0, end, rules.leafRole);
    Arrays.fill(sample.model, 0, end, rules.leafModel);
    Arrays.fill(sample.inDegree, 0, end, 0);
    Arrays.fill(sample.minimum, 0, end, 0);
    Arrays.fill(sample.parents, 0, end, 0L);
    Arrays.fill(sample.asked, 0, end, 0L);
    Arrays.fill(sample.roleMask, 0, end, 1L << rules.leafRole);
    Arrays.fill(sample.modelMask, 0, end, 1L << rules.leafModel);
  }

  @Override
  void visit(int v, int kind, long earlier) {
    final GraphRules rules = this.rules;
    final GraphSample sample = this.sample;
    final long leaf = rules.leaf;
    final long left = budgetLeft();
    long roles = rules.roleMask[kind];
    int count = Long.bitCount(earlier);
    if (left < rules.anyRoleNeeds[kind] || count < rules.anyRoleInputs[kind]) {
      roles = affordableRoles(roles, kind, count, left);
    }
    int pair = choices.pair();
    long word = choices.words[pair];
    int role = roles == rules.allRoles ? anyRole(v, word) : pickRole(v, roles, word);
    int bounds = kind * rules.roles + role;
    int min = rules.minInputs[bounds];
    sample.role[v] = role;
    sample.roleMask[v] = roles;
    sample.minimum[v] = min;

    final int from = bounds * rules.slots;
    long fresh = earlier & ~live;
    long candidates = openAtFirst(earlier, fresh, from, left);
    long drawn = 0;
    if (candidates != 0) {
      drawn = row(v) & candidates;
      if (min > 0) {
        sample.candidates[v] = candidates;
        sample.markedLimit[v] = -1;
        if (Long.bitCount(drawn) < min) {
          drawn = drawConditioned(v, min, candidates, -1);
        }
      }
      candidates = askByBudget(candidates, drawn, fresh, from, left);
      drawn &= candidates;
    }
    int inputs = Long.bitCount(drawn);
    int freshInputs = Long.bitCount(drawn & fresh);
    assert inputs >= min;
    sample.parents[v] = drawn;
    sample.asked[v] = candidates;
    sample.inDegree[v] = inputs;
    live |= drawn;
    liveToVisit += freshInputs - 1;
    if (!rules.calls[role]) {
      sample.model[v] = -1;
      sample.modelMask[v] = 0;
      return;
    }
    long budget = left - leaf * freshInputs;
    long models = rules.modelMask[kind];
    if (rules.most[from + inputs] > budget) {
      models = affordableModels(models, role, inputs, budget);
    }
    word = choices.words[pair + 1];
    int model = models == rules.allModels ? anyModel(v, word) : pickModel(v, models, word);
    sample.model[v] = model;
    sample.modelMask[v] = models;
    committed += rules.cost(role, model, inputs);
  }
}
