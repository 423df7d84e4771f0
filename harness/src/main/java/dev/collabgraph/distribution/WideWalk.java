package dev.collabgraph.distribution;

import java.util.Arrays;

/**
 * The walk for any number of slots: sets of slots are arrays of words.
 *
 * <p>Inputs are drawn 64 at a time and only then put into an asking order, and only as far as it
 * matters. The order is that of independent uniform keys, one per candidate, whose bits are drawn
 * when needed: a set of candidates that fits whole needs none; else one random bit per candidate
 * splits it into those asked sooner and those asked later. Budget, in-degree or width then close
 * the question at the candidate where they would in the full order, after about log2(candidates)
 * random words.
 */
final class WideWalk extends SampleWalk {
  private final int words;
  private final long[] earlier;
  private final long[] candidates;
  private final long[] fresh;
  private final long[] settled;
  private final long[] drawn;
  private final int[] level;
  private final int[] levelSize;

  /** Parts of the candidates still to ask, the next on top. */
  private long[][] parts = new long[16][];

  private int candidateCount;

  WideWalk(GraphRules rules, ProbabilityTables tables, Conditions conditions, SlotOrders orders) {
    super(rules, tables, conditions, orders);
    this.words = rules.words;
    this.earlier = new long[words];
    this.candidates = new long[words];
    this.fresh = new long[words];
    this.settled = new long[words];
    this.drawn = new long[words];
    this.level = new int[rules.slots];
    this.levelSize = new int[rules.slots + 1];
    Arrays.setAll(parts, i -> new long[words]);
  }

  @Override
  void walkSlots() {
    int sink = rules.slots - 1;
    Arrays.fill(sample.live, 0L);
    for (int w = 0; w < words; w++) {
      earlier[w] = GraphRules.low(Math.min(64, rules.slots - w * 64));
    }
    remove(earlier, sink);
    add(sample.live, 0, sink);
    if (rules.tracksLevels) {
      Arrays.fill(levelSize, 0);
      level[sink] = 0;
      levelSize[0] = 1;
    }
    visit(sink, GraphRules.SINK);
    if (rules.fixedOrder) {
      sample.firstPlaced = 0;
      for (int v = sink - 1; liveToVisit > 0; v--) {
        pass(v);
      }
    } else {
      orders.begin(sample);
      while (liveToVisit > 0) {
        pass(orders.next(random, sample));
      }
      orders.end(sample);
    }
  }

  private void pass(int v) {
    remove(earlier, v);
    if (contains(sample.live, 0, v)) {
      visit(v, GraphRules.INNER);
    }
  }

  private void visit(int v, int kind) {
    findCandidates(v, kind);
    int settledCount = rules.maxWidth > 0 ? count(settled) : candidateCount;
    int available = settledCount + Math.min(candidateCount - settledCount, capacity);
    chooseRole(v, kind, available);
    int at = v * words;
    Arrays.fill(sample.parents, at, at + words, 0L);
    Arrays.fill(sample.asked, at, at + words, 0L);
    sample.minimum[v] = minimum();
    if (candidateCount > 0 && open(0, 0, 0, false, false)) {
      draw(v, settledCount);
      ask(at);
    }
    assert inputs >= minimum();
    if (rules.tracksLevels) {
      moveLevels(v);
    }
    for (int w = 0; w < words; w++) {
      sample.live[w] |= sample.parents[at + w];
    }
    chooseModel(v, kind);
  }

  private void findCandidates(int v, int kind) {
    Topology.Shape shape = rules.shape;
    boolean none =
        (shape == Topology.Shape.STAR && kind == GraphRules.INNER)
            || (rules.maxDepth > 0 && level[v] + 1 >= rules.maxDepth);
    boolean freshOnly = shape == Topology.Shape.TREE || shape == Topology.Shape.CHAIN;
    candidateCount = 0;
    for (int w = 0; w < words; w++) {
      long before = none ? 0 : earlier[w];
      long live = before & sample.live[w];
      fresh[w] = before & ~live;
      settled[w] = 0;
      if (rules.tracksLevels) {
        live = keepByLevel(w, live, level[v] + 1);
      }
      candidates[w] = freshOnly ? fresh[w] : fresh[w] | live;
      settled[w] &= candidates[w];
      candidateCount += Long.bitCount(candidates[w]);
    }
    capacity = rules.maxWidth > 0 ? rules.maxWidth - levelSize[level[v] + 1] : UNBOUNDED;
  }

  /**
   * Marks the live candidates that are on the next level or beyond; layered graphs need equality.
   */
  private long keepByLevel(int w, long live, int next) {
    long kept = live;
    for (long rest = live; rest != 0; rest &= rest - 1) {
      int u = w * 64 + Long.numberOfTrailingZeros(rest);
      if (level[u] >= next) {
        settled[w] |= rest & -rest;
      }
      if (rules.shape == Topology.Shape.LAYERED && level[u] != next) {
        kept &= ~(rest & -rest);
      }
    }
    return kept;
  }

  private void draw(int v, int settledCount) {
    Arrays.fill(drawn, 0L);
    drawFrom(v, 0);
    int min = minimum();
    if (min > 0) {
      condition(v, min);
    }
  }

  /** Records the condition and, if the draw does not meet it, draws from the conditional law. */
  private void condition(int v, int min) {
    int at = v * words;
    int limit = capacity < min ? capacity : -1;
    int counted = 0;
    int entering = 0;
    for (int w = 0; w < words; w++) {
      sample.candidates[at + w] = candidates[w];
      sample.entering[at + w] = candidates[w] & ~settled[w];
      counted += Long.bitCount(drawn[w]);
      entering += Long.bitCount(drawn[w] & ~settled[w]);
    }
    sample.markedLimit[v] = limit;
    if (limit >= 0) {
      counted += Math.min(entering, limit) - entering;
    }
    if (counted < min) {
      Arrays.fill(drawn, 0L);
      int decided =
          conditions.of(v, min, candidates, 0, limit, sample.entering, at).draw(random, drawn);
      drawFrom(v, decided);
    }
  }

  /** Draws the candidates from a slot on, unconditionally. */
  private void drawFrom(int v, int from) {
    int lane = v * tables.stride;
    for (int w = from >>> 6; w < words; w++) {
      long lanes = w == from >>> 6 ? candidates[w] & -1L << (from & 63) : candidates[w];
      int first = lane + w * 64;
      int shift = first & 63;
      if (lanes != 0) {
        drawn[w] |= drawBlock(first >>> 6, lanes << shift) >>> shift;
      }
    }
  }

  /** Goes through the candidates in a random order; see the class comment. */
  private void ask(int at) {
    System.arraycopy(candidates, 0, parts[0], 0, words);
    int top = 0;
    while (top >= 0) {
      long[] part = parts[top];
      if (!closeQuestions(part)) {
        top--;
        continue;
      }
      int size = 0;
      int yes = 0;
      int yesFresh = 0;
      int yesEntering = 0;
      int anyFresh = 0;
      int anyEntering = 0;
      for (int w = 0; w < words; w++) {
        long set = part[w] & drawn[w];
        size += Long.bitCount(part[w]);
        yes += Long.bitCount(set);
        yesFresh += Long.bitCount(set & fresh[w]);
        yesEntering += Long.bitCount(set & ~settled[w]);
        anyFresh += Long.bitCount(part[w] & fresh[w]);
        anyEntering += Long.bitCount(part[w] & ~settled[w]);
      }
      if (size == 1 || open(yes, yesFresh, yesEntering, anyFresh > 0, anyEntering > 0)) {
        for (int w = 0; w < words; w++) {
          sample.asked[at + w] |= part[w];
          sample.parents[at + w] |= part[w] & drawn[w];
        }
        inputs += yes;
        freshInputs += yesFresh;
        enteringInputs += yesEntering;
        top--;
      } else if (split(top)) {
        top++;
      }
    }
  }

  /** Removes the candidates to whom the question is closed; returns whether any is left. */
  private boolean closeQuestions(long[] part) {
    if (!open(0, 0, 0, false, false)) {
      return false;
    }
    boolean freshOpen = open(0, 0, 0, true, false);
    boolean entryOpen = enteringInputs < capacity;
    long any = 0;
    for (int w = 0; w < words; w++) {
      if (!freshOpen) {
        part[w] &= ~fresh[w];
      }
      if (!entryOpen) {
        part[w] &= settled[w];
      }
      any |= part[w];
    }
    return any != 0;
  }

  /** Puts a random half of the top part above it; returns false if one half came out empty. */
  private boolean split(int top) {
    if (top + 1 == parts.length) {
      parts = Arrays.copyOf(parts, 2 * parts.length);
      for (int i = top + 1; i < parts.length; i++) {
        parts[i] = new long[words];
      }
    }
    long[] later = parts[top];
    long[] sooner = parts[top + 1];
    long anySooner = 0;
    long anyLater = 0;
    for (int w = 0; w < words; w++) {
      sooner[w] = later[w] == 0 ? 0 : later[w] & random.nextLong();
      anySooner |= sooner[w];
      anyLater |= later[w] & ~sooner[w];
    }
    if (anySooner == 0 || anyLater == 0) {
      return false;
    }
    for (int w = 0; w < words; w++) {
      later[w] &= ~sooner[w];
    }
    return true;
  }

  private void moveLevels(int v) {
    int next = level[v] + 1;
    int at = v * words;
    for (int w = 0; w < words; w++) {
      for (long rest = sample.parents[at + w]; rest != 0; rest &= rest - 1) {
        int u = w * 64 + Long.numberOfTrailingZeros(rest);
        if (!contains(sample.live, 0, u)) {
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

  private static int count(long[] set) {
    int count = 0;
    for (long word : set) {
      count += Long.bitCount(word);
    }
    return count;
  }

  private static boolean contains(long[] set, int at, int slot) {
    return (set[at + (slot >>> 6)] >>> slot & 1) != 0;
  }

  private static void add(long[] set, int at, int slot) {
    set[at + (slot >>> 6)] |= 1L << slot;
  }

  private static void remove(long[] set, int slot) {
    set[slot >>> 6] &= ~(1L << slot);
  }
}
