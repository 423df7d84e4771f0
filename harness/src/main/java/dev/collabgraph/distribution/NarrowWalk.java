package dev.collabgraph.distribution;

import java.util.Arrays;

/**
 * The walk for up to 64 slots: a set of slots is one word. It does what {@link WideWalk} does, with
 * the same law but other random words: rows of up to 32 slots share a block of 64 lanes, and a
 * block is drawn once, when the first of its rows is visited. Where every DAG is admitted, {@link
 * PlainWalk} does the same with less work.
 *
 * <p>See decision 0007 for what was measured.
 */
class NarrowWalk extends SampleWalk {
  private final int stride;
  private final int rowShift;
  private final long rowMask;

  /**
   * Lanes that can be an edge at all: earlier slots in a fixed order, else all but a slot itself.
   */
  private final long[] lanes;

  private final long[] blocks;
  long blocksDrawn;

  long live;
  private long fresh;

  /** Live candidates that are on the next level or beyond already; none if the width is free. */
  private long settled;

  private final int[] level;
  private final int[] levelSize;
  private final long[] condition = new long[1];

  /** Parts of the candidates still to ask, the next on top. */
  final long[] parts = new long[64];

  private long accepted;
  private long asked;

  NarrowWalk(GraphRules rules, ProbabilityTables tables, Conditions conditions, SlotOrders orders) {
    super(rules, tables, conditions, orders);
    this.stride = tables.stride;
    this.rowShift = Integer.numberOfTrailingZeros(stride);
    this.rowMask = GraphRules.low(rules.slots);
    this.lanes = new long[(rules.slots * stride + 63) >>> 6];
    this.blocks = new long[lanes.length];
    this.level = new int[rules.slots];
    this.levelSize = new int[rules.slots + 1];
    for (int v = 0; v < rules.slots; v++) {
      long row = rules.fixedOrder ? (1L << v) - 1 : rowMask & ~(1L << v);
      lanes[v * stride >>> 6] |= row << (v * stride & 63);
    }
  }

  @Override
  void walkSlots() {
    int sink = rules.slots - 1;
    live = 1L << sink;
    blocksDrawn = 0;
    if (rules.tracksLevels) {
      Arrays.fill(levelSize, 0);
      level[sink] = 0;
      levelSize[0] = 1;
    }
    visit(sink, GraphRules.SINK, live - 1);
    walkInner((1L << sink) - 1);
    sample.live[0] = live;
  }

  /** Visits the live slots before the sink. */
  final void walkInner(long beforeSink) {
    long earlier = beforeSink;
    if (rules.fixedOrder) {
      sample.firstPlaced = 0;
      for (long next = live & earlier; next != 0; next = live & earlier) {
        int v = 63 - Long.numberOfLeadingZeros(next);
        earlier = (1L << v) - 1;
        visit(v, GraphRules.INNER, earlier);
      }
      return;
    }
    orders.begin(sample);
    while (liveToVisit > 0) {
      int v = orders.next(random, sample);
      earlier &= ~(1L << v);
      if ((live >>> v & 1) != 0) {
        visit(v, GraphRules.INNER, earlier);
      }
    }
    orders.end(sample);
  }

  /** Inputs given that they reach the minimum. */
  final long drawConditioned(int v, int min, long candidates, int limit) {
    sample.candidates[v] = candidates;
    condition[0] = 0;
    int decided =
        conditions
            .of(v, min, sample.candidates, v, limit, sample.entering, v)
            .draw(random, condition);
    long free = decided == 64 ? 0 : candidates & -1L << decided;
    int first = v << rowShift;
    int shift = first & 63;
    return free == 0
        ? condition[0]
        : condition[0] | drawBlock(first >>> 6, free << shift) >>> shift;
  }

  /** Makes the choices of a live slot. */
  void visit(int v, int kind, long earlier) {
    long candidates = constrained(v, kind, earlier);
    int count = Long.bitCount(candidates);
    int settledCount = rules.maxWidth > 0 ? Long.bitCount(settled) : count;
    chooseRole(v, kind, settledCount + Math.min(count - settledCount, capacity));
    accepted = 0;
    asked = 0;
    int min = minimum();
    sample.minimum[v] = min;
    if (min == 0) {
      candidates = stillOpen(candidates);
    }
    if (candidates != 0) {
      long drawn = row(v) & candidates;
      if (min > 0) {
        drawn = conditioned(v, min, candidates, drawn);
      }
      if (rules.maxWidth > 0) {
        ask(candidates, drawn);
      } else {
        asked = askByBudget(candidates, drawn, fresh, firstOneMore(), left());
        accepted = drawn & asked;
        inputs = Long.bitCount(accepted);
        freshInputs = Long.bitCount(accepted & fresh);
      }
    }
    assert inputs >= min;
    sample.parents[v] = accepted;
    sample.asked[v] = asked;
    if (rules.tracksLevels) {
      moveLevels(level[v] + 1);
    }
    live |= accepted;
    chooseModel(v, kind);
  }

  private long constrained(int v, int kind, long earlier) {
    Topology.Shape shape = rules.shape;
    int next = level[v] + 1;
    capacity = rules.maxWidth > 0 ? rules.maxWidth - levelSize[next] : UNBOUNDED;
    settled = 0;
    fresh = 0;
    if ((shape == Topology.Shape.STAR && kind == GraphRules.INNER)
        || (rules.maxDepth > 0 && next >= rules.maxDepth)) {
      return 0;
    }
    fresh = earlier & ~live;
    if (shape == Topology.Shape.TREE || shape == Topology.Shape.CHAIN) {
      return fresh;
    }
    long known = earlier & live;
    if (rules.tracksLevels) {
      for (long rest = known; rest != 0; rest &= rest - 1) {
        int u = Long.numberOfTrailingZeros(rest);
        if (level[u] >= next) {
          settled |= rest & -rest;
        }
        if (shape == Topology.Shape.LAYERED && level[u] != next) {
          known &= ~(rest & -rest);
        }
      }
    }
    settled &= known;
    return fresh | known;
  }

  /** The drawn bits of a slot's row; they are drawn with the first row of their block. */
  final long row(int v) {
    int first = v << rowShift;
    int block = first >>> 6;
    if ((blocksDrawn >>> block & 1) == 0) {
      blocksDrawn |= 1L << block;
      blocks[block] = drawBlock(block, lanes[block]);
    }
    return blocks[block] >>> (first & 63) & rowMask;
  }

  /** Records the condition and, if the draw does not meet it, draws from the conditional law. */
  private long conditioned(int v, int min, long candidates, long drawn) {
    int limit = capacity < min ? capacity : -1;
    long entering = candidates & ~settled;
    sample.candidates[v] = candidates;
    sample.entering[v] = entering;
    sample.markedLimit[v] = limit;
    int counted = Long.bitCount(drawn);
    if (limit >= 0) {
      int enters = Long.bitCount(drawn & entering);
      counted += Math.min(enters, limit) - enters;
    }
    if (counted >= min) {
      return drawn;
    }
    return drawConditioned(v, min, candidates, limit);
  }

  /**
   * Those of the candidates that are asked, in a random order, before budget or in-degree close the
   * question: first to fresh ones, for which a leaf is held, then to all. Each time the asked are
   * the shortest beginning of the order that closes it. It is found by halving the part it ends in:
   * one random bit per candidate says who comes sooner, and the sooner half belongs to it if it
   * does not close the question. Only the number of halvings is unpredictable to a processor. The
   * order of those after the beginning is independent of it, so theirs is drawn anew.
   *
   * @param from where {@link GraphRules#oneMore} of the slot's kind and role begins
   * @param left budget of the slot and its new inputs
   */
  final long askByBudget(long candidates, long drawn, long fresh, int from, long left) {
    final long[] oneMore = rules.oneMore;
    final long leaf = rules.leaf;
    int all = Long.bitCount(drawn);
    if (oneMore[from + all] + leaf * (Long.bitCount(drawn & fresh) + 1) <= left) {
      return candidates;
    }
    long asked = 0;
    if (oneMore[from] + leaf <= left) {
      asked = beginning(candidates, 0, drawn, fresh, from, left - leaf);
    }
    long known = candidates & ~fresh & ~asked;
    if (known != 0) {
      long taken = drawn & asked;
      long room = left - leaf * Long.bitCount(taken & fresh);
      if (oneMore[from + Long.bitCount(taken)] <= room) {
        asked |=
            oneMore[from + Long.bitCount(taken | drawn & known)] <= room
                ? known
                : beginning(known, taken, drawn, 0, from, room);
      }
    }
    return asked;
  }

  /** The shortest beginning of a random order of some candidates that closes the question. */
  private long beginning(long candidates, long taken, long drawn, long fresh, int from, long room) {
    final long[] oneMore = rules.oneMore;
    final long leaf = rules.leaf;
    long part = candidates;
    long asked = 0;
    while ((part & part - 1) != 0) {
      long sooner = part & random.nextLong();
      long inputs = (asked | sooner) & drawn;
      long needed =
          oneMore[from + Long.bitCount(taken | inputs)] + leaf * Long.bitCount(inputs & fresh);
      long fits = ~(room - needed >> 63);
      asked |= sooner & fits;
      part = part & (sooner ^ fits);
    }
    return asked | part;
  }

  /** Goes through the candidates in a random order, see {@link WideWalk}. */
  private void ask(long candidates, long drawn) {
    int top = 0;
    parts[0] = candidates;
    while (top >= 0) {
      long part = stillOpen(parts[top]);
      if (part == 0) {
        top--;
        continue;
      }
      long set = part & drawn;
      int yes = Long.bitCount(set);
      int yesFresh = Long.bitCount(set & fresh);
      int yesEntering = Long.bitCount(set & ~settled);
      if ((part & (part - 1)) == 0
          || open(yes, yesFresh, yesEntering, (part & fresh) != 0, (part & ~settled) != 0)) {
        asked |= part;
        accepted |= set;
        inputs += yes;
        freshInputs += yesFresh;
        enteringInputs += yesEntering;
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
  }

  /** The candidates to whom the question is not closed. */
  private long stillOpen(long part) {
    if (!open(0, 0, 0, false, false)) {
      return 0;
    }
    long open = part;
    if (!open(0, 0, 0, true, false)) {
      open &= ~fresh;
    }
    if (enteringInputs >= capacity) {
      open &= settled;
    }
    return open;
  }

  private void moveLevels(int next) {
    for (long rest = accepted; rest != 0; rest &= rest - 1) {
      int u = Long.numberOfTrailingZeros(rest);
      if ((live >>> u & 1) == 0) {
        level[u] = next;
        levelSize[next]++;
      } else if (level[u] < next) {
        levelSize[level[u]]--;
        levelSize[next]++;
        level[u] = next;
      }
    }
  }
}
