package dev.collabgraph.distribution;

/**
 * Finds the {@link InputConditioning} of a slot, computing it once per state of the distribution
 * where it is the usual one: fixed order, every earlier slot a candidate, no full level. Not
 * thread-safe; a result is valid until the next call.
 */
final class Conditions {
  private final GraphRules rules;
  private final ProbabilityTables tables;
  private final InputConditioning[] usual;
  private final long[] generation;
  private final long[] every = new long[1];
  private final InputConditioning other = new InputConditioning();

  Conditions(GraphRules rules, ProbabilityTables tables) {
    this.rules = rules;
    this.tables = tables;
    this.usual = new InputConditioning[rules.slots * rules.distinctMinima.length];
    this.generation = new long[usual.length];
  }

  /** The condition recorded for a live slot whose minimum is above 0. */
  InputConditioning of(GraphSample sample, int v) {
    return of(
        v,
        sample.minimum[v],
        sample.candidates,
        v * sample.words,
        sample.markedLimit[v],
        sample.entering,
        v * sample.words);
  }

  /**
   * The condition on a slot's inputs.
   *
   * @param candidates words of slot bits from {@code at}
   * @param markedLimit how many of the entering ones may count; -1 = all
   * @param entering words of slot bits from {@code enteringAt}; not read if the limit is -1
   */
  InputConditioning of(
      int v,
      int minimum,
      long[] candidates,
      int at,
      int markedLimit,
      long[] entering,
      int enteringAt) {
    if (markedLimit >= 0 || !rules.fixedOrder || !allEarlier(v, candidates, at)) {
      return fill(other, v, minimum, candidates, at, markedLimit, entering, enteringAt);
    }
    int index = v * rules.distinctMinima.length;
    while (rules.distinctMinima[index - v * rules.distinctMinima.length] != minimum) {
      index++;
    }
    InputConditioning known = usual[index];
    if (known == null) {
      known = new InputConditioning();
      usual[index] = known;
    }
    if (generation[index] != tables.generation()) {
      fill(known, v, minimum, candidates, at, -1, entering, enteringAt);
      generation[index] = tables.generation();
    }
    return known;
  }

  /** The usual condition on a slot's inputs: fixed order, up to 64 slots. */
  InputConditioning ofAll(int v, int minimum) {
    every[0] = GraphRules.low(v);
    return of(v, minimum, every, 0, -1, every, 0);
  }

  private boolean allEarlier(int v, long[] candidates, int at) {
    int count = 0;
    for (int w = 0; w < rules.words; w++) {
      count += Long.bitCount(candidates[at + w]);
    }
    return count == v;
  }

  private InputConditioning fill(
      InputConditioning target,
      int v,
      int minimum,
      long[] candidates,
      int at,
      int markedLimit,
      long[] entering,
      int enteringAt) {
    target.begin(minimum, markedLimit < 0 ? minimum : markedLimit);
    for (int w = 0; w < rules.words; w++) {
      for (long left = candidates[at + w]; left != 0; left &= left - 1) {
        int bit = Long.numberOfTrailingZeros(left);
        int u = w * 64 + bit;
        int pair = GraphDistribution.anyEdge(u, v);
        boolean marked = markedLimit >= 0 && (entering[enteringAt + w] >>> bit & 1) != 0;
        target.add(u, tables.edge[pair], tables.absent[pair], marked);
      }
    }
    target.finish();
    return target;
  }
}
