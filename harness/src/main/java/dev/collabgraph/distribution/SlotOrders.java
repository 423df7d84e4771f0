package dev.collabgraph.distribution;

/**
 * Random and learned slot orders, drawn from the sink backwards, one position at a time and only as
 * long as a live slot is left.
 *
 * <p>The next slot before the last placed one is uniform among the rest, or, learned, slot s with
 * probability exp(logit s) over the sum of the rest: a Plackett-Luce model read from the sink.
 * Positions that were never drawn need no probability; they sum to 1.
 */
final class SlotOrders {
  private final boolean learned;
  private final int slots;
  private final ProbabilityTables tables;
  private final int[] rest;
  private final double[] remaining;
  private int left;

  SlotOrders(GraphRules rules, ProbabilityTables tables) {
    this.learned = rules.space.order() == SlotOrder.LEARNED;
    this.slots = rules.slots;
    this.tables = tables;
    this.rest = new int[rules.slots];
    this.remaining = new double[rules.slots];
  }

  /** Puts the sink last and forgets the rest. */
  void begin(GraphSample sample) {
    left = slots - 1;
    for (int slot = 0; slot < left; slot++) {
      rest[slot] = slot;
    }
    sample.order[left] = left;
    sample.firstPlaced = left;
  }

  /** Draws the slot before those placed. */
  int next(WordStream words, GraphSample sample) {
    int index = learned ? weighted(words) : words.below(left);
    int slot = rest[index];
    left--;
    rest[index] = rest[left];
    sample.firstPlaced--;
    sample.order[sample.firstPlaced] = slot;
    return slot;
  }

  private int weighted(WordStream words) {
    double total = 0;
    for (int i = 0; i < left; i++) {
      total += tables.orderWeight[rest[i]];
    }
    double u = words.unit() * total;
    for (int i = 0; i < left - 1; i++) {
      u -= tables.orderWeight[rest[i]];
      if (u < 0) {
        return i;
      }
    }
    return left - 1;
  }

  /** Lists the slots that were never placed at the positions before the placed ones. */
  void end(GraphSample sample) {
    System.arraycopy(rest, 0, sample.order, 0, left);
  }

  /** Log-probability of the placed part of a learned order; 0 for a random one. */
  double logProbability(GraphDistribution distribution, GraphSample sample) {
    if (!learned) {
      return 0;
    }
    sumRemaining(sample);
    double sum = 0;
    for (int position = sample.firstPlaced; position < slots - 1; position++) {
      sum += distribution.orderLogits[sample.order[position]] - Math.log(remaining[position]);
    }
    return sum;
  }

  /** Adds weight times the gradient of {@link #logProbability}. */
  void addGradient(GraphSample sample, double weight, GraphGradient gradient) {
    if (!learned || sample.firstPlaced == slots - 1) {
      return;
    }
    sumRemaining(sample);
    double inverse = 0; // a slot was a candidate at every draw from the sink's side up to its own
    for (int position = slots - 2; position >= 0; position--) {
      int slot = sample.order[position];
      boolean placed = position >= sample.firstPlaced;
      if (placed) {
        inverse += 1 / remaining[position];
      }
      double expected = tables.orderWeight[slot] * inverse;
      gradient.order[slot] += weight * ((placed ? 1 : 0) - expected);
    }
    gradient.orderTouched = true;
  }

  /** remaining[position] = weight of all slots at or before a placed position. */
  private void sumRemaining(GraphSample sample) {
    double sum = 0;
    for (int position = 0; position < slots - 1; position++) {
      sum += tables.orderWeight[sample.order[position]];
      remaining[position] = sum;
    }
  }
}
