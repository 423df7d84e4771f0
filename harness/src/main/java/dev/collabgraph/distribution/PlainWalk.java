package dev.collabgraph.distribution;

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
      long next = live;
      if (!rules.sinkIsLikeOthers) {
        visit(sink, GraphRules.SINK, live - 1);
        next = live & (1L << sink) - 1;
      }
      while (next != 0) {
        next = walkFreely(next);
        if (next != 0) {
          int v = 63 - Long.numberOfLeadingZeros(next);
          long earlier = (1L << v) - 1;
          visit(v, v == sink ? GraphRules.SINK : GraphRules.INNER, earlier);
          next = live & earlier;
        }
      }
    } else {
      visit(sink, GraphRules.SINK, live - 1);
      walkInner((1L << sink) - 1);
    }
    sample.live[0] = live;
  }

  /**
   * Visits live slots for as long as nothing can be closed to them, so that nothing has to be
   * compared with the budget.
   *
   * @param first live slots to visit
   * @return live slots still to visit
   */
  private long walkFreely(long first) {
    final GraphRules rules = this.rules;
    final int[] roleOf = sample.role;
    final int[] modelOf = sample.model;
    final int[] inDegree = sample.inDegree;
    final long[] parents = sample.parents;
    final long[] cost = rules.cost;
    final long[] needs = rules.anythingNeeds;
    final int fewest = rules.anyRoleInputs[GraphRules.INNER];
    final int slots = rules.slots;
    final int models = rules.models;
    final long leaf = rules.leaf;
    long room = rules.limit - committed + leaf * (1 - liveToVisit);
    long live = this.live;
    long visited = 0;
    long next = first;
    while (next != 0) {
      int v = 63 - Long.numberOfLeadingZeros(next);
      if (room < needs[v]) {
        break;
      }
      long earlier = (1L << v) - 1;
      int role = v < fewest ? pickRole(v, rules.rolesByInputs[v]) : anyRole(v);
      int min = rules.minInputs[role];
      long drawn = v == 0 ? 0 : row(v) & earlier;
      int taken = Long.bitCount(drawn);
      if (taken < min) {
        drawn = drawConditioned(v, min, earlier, -1);
        taken = Long.bitCount(drawn);
      }
      room -= leaf * (Long.bitCount(drawn & ~live) - 1);
      live |= drawn;
      next = live & earlier;
      visited |= earlier + 1;
      roleOf[v] = role;
      parents[v] = drawn;
      inDegree[v] = taken;
      int model = -1;
      if (rules.calls[role]) {
        model = anyModel(v);
        room -= cost[(role * models + model) * slots + taken];
      }
      modelOf[v] = model;
    }
    sample.unwritten |= visited;
    liveToVisit += Long.bitCount(live) - Long.bitCount(this.live) - Long.bitCount(visited);
    committed = rules.limit - room + leaf * (1 - liveToVisit);
    this.live = live;
    return next;
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
    int role = roles == rules.allRoles ? anyRole(v) : pickRole(v, roles);
    int bounds = kind * rules.roles + role;
    int min = rules.minInputs[bounds];
    sample.role[v] = role;
    sample.roleMask[v] = roles;
    sample.minimum[v] = min;

    final long[] oneMore = rules.oneMore;
    final int from = bounds * rules.slots;
    long fresh = earlier & ~live;
    long candidates = earlier;
    if (min == 0) {
      long first = oneMore[from];
      candidates = first > left ? 0 : first + leaf > left ? earlier & ~fresh : earlier;
    }
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
      int all = Long.bitCount(drawn);
      int allFresh = Long.bitCount(drawn & fresh);
      if (oneMore[from + all] + leaf * (allFresh + 1) > left) {
        candidates = ask(candidates, drawn, fresh, from, left);
        drawn &= candidates;
      }
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
    int model = models == rules.allModels ? anyModel(v) : pickModel(v, models);
    sample.model[v] = model;
    sample.modelMask[v] = models;
    committed += rules.cost(role, model, inputs);
  }

  /**
   * Goes through the candidates in a random order, see {@link WideWalk}; once none that is live
   * already can be paid, all are closed.
   *
   * @return the candidates asked
   */
  private long ask(long candidates, long drawn, long fresh, int from, long left) {
    final long[] oneMore = rules.oneMore;
    final long[] parts = this.parts;
    final long leaf = rules.leaf;
    long asked = 0;
    int inputs = 0;
    long held = 0; // for the fresh ones among the inputs
    int top = 0;
    parts[0] = candidates;
    while (top >= 0) {
      long known = oneMore[from + inputs] + held;
      if (known > left) {
        break;
      }
      long part = known + leaf > left ? parts[top] & ~fresh : parts[top];
      long set = part & drawn;
      int more = Long.bitCount(set);
      long moreHeld = leaf * Long.bitCount(set & fresh);
      long another = (part & fresh) != 0 ? leaf : 0;
      if ((part & part - 1) == 0
          || oneMore[from + inputs + more] + held + moreHeld + another <= left) {
        asked |= part;
        inputs += more;
        held += moreHeld;
        top--;
        continue;
      }
      long sooner = part & random.nextLong();
      parts[top] = part & ~sooner;
      if (sooner != 0 && sooner != part) {
        top++; // at most as deep as there are candidates: both halves have some
      }
      parts[top] = sooner != 0 ? sooner : part;
    }
    return asked;
  }
}
