package dev.collabgraph.distribution;

import java.util.Arrays;

/**
 * Independent Bernoulli inputs conditioned on reaching a minimum, exactly: the tail of the
 * Poisson-binomial distribution over the inputs still to ask. Optionally only so many of a marked
 * kind (those that would enter a full level) count.
 *
 * <p>State (k, c): k inputs are missing, c more of the marked kind may come. From the last input
 * backwards, R<sub>i</sub>(k, c) is the probability that inputs i, i + 1, ... bring the k missing
 * ones; all terms are positive, so nothing cancels. Above {@link #LINEAR_MINIMUM} missing inputs R
 * is kept as a logarithm, since a product of that many least probabilities leaves the range of a
 * double.
 *
 * <p>Cost: O(inputs x minimum x marked limit). Reusable; allocates only when it has to grow. Not
 * thread-safe.
 */
final class InputConditioning {

  /** (9e-14)^16 is 2e-209: still a normal double. */
  private static final int LINEAR_MINIMUM = 16;

  private int minimum;
  private boolean limited;
  private int columns;
  private int startColumn;
  private int count;
  private int[] slot = new int[8];
  private double[] yes = new double[8];
  private double[] no = new double[8];
  private boolean[] marked = new boolean[8];
  private double[] mean = new double[8];
  private double[] conditional = new double[64];
  private double[] ahead = new double[16];
  private double[] here = new double[16];
  private double logReach;
  private boolean meanKnown;

  /**
   * Starts anew.
   *
   * @param minimum inputs to reach, 1 or more
   * @param markedLimit how many marked inputs may count; at least {@code minimum} = all
   */
  void begin(int minimum, int markedLimit) {
    this.minimum = minimum;
    this.startColumn = markedLimit >= minimum ? 0 : markedLimit;
    this.columns = startColumn + 1;
    this.limited = markedLimit < minimum;
    this.count = 0;
    this.meanKnown = false;
  }

  /** Adds an input with its probability and the complement of that. */
  void add(int slot, double probability, double complement, boolean marked) {
    if (count == this.slot.length) {
      int length = 2 * count;
      this.slot = Arrays.copyOf(this.slot, length);
      yes = Arrays.copyOf(yes, length);
      no = Arrays.copyOf(no, length);
      this.marked = Arrays.copyOf(this.marked, length);
      mean = Arrays.copyOf(mean, length);
    }
    this.slot[count] = slot;
    yes[count] = probability;
    no[count] = complement;
    this.marked[count] = marked && limited;
    count++;
  }

  /** Computes the tails for the inputs added. */
  void finish() {
    int states = (minimum + 1) * columns;
    if (conditional.length < count * states) {
      conditional = new double[Math.max(count * states, 2 * conditional.length)];
    }
    if (ahead.length < states) {
      ahead = new double[states];
      here = new double[states];
    }
    if (minimum <= LINEAR_MINIMUM) {
      fillLinear(states);
      logReach = Math.log(ahead[minimum * columns + startColumn]);
    } else {
      fillLogarithmic(states);
      logReach = ahead[minimum * columns + startColumn];
    }
  }

  private void fillLinear(int states) {
    Arrays.fill(ahead, 0, states, 0.0);
    Arrays.fill(ahead, 0, columns, 1.0);
    for (int i = count - 1; i >= 0; i--) {
      double p = yes[i];
      double q = no[i];
      int row = i * states;
      for (int c = 0; c < columns; c++) {
        here[c] = 1.0;
        conditional[row + c] = p;
      }
      for (int k = 1; k <= minimum; k++) {
        for (int c = 0; c < columns; c++) {
          int state = k * columns + c;
          if (marked[i] && c == 0) {
            here[state] = ahead[state];
            conditional[row + state] = p;
          } else {
            double take = p * ahead[state - columns - (marked[i] ? 1 : 0)];
            double reach = take + q * ahead[state];
            here[state] = reach;
            conditional[row + state] = reach > 0 ? take / reach : 0.0;
          }
        }
      }
      swap();
    }
  }

  private void fillLogarithmic(int states) {
    Arrays.fill(ahead, 0, states, Double.NEGATIVE_INFINITY);
    Arrays.fill(ahead, 0, columns, 0.0);
    for (int i = count - 1; i >= 0; i--) {
      double p = Math.log(yes[i]);
      double q = Math.log(no[i]);
      int row = i * states;
      for (int c = 0; c < columns; c++) {
        here[c] = 0.0;
        conditional[row + c] = yes[i];
      }
      for (int k = 1; k <= minimum; k++) {
        for (int c = 0; c < columns; c++) {
          int state = k * columns + c;
          if (marked[i] && c == 0) {
            here[state] = ahead[state];
            conditional[row + state] = yes[i];
          } else {
            double take = p + ahead[state - columns - (marked[i] ? 1 : 0)];
            double skip = q + ahead[state];
            double high = Math.max(take, skip);
            double reach =
                high == Double.NEGATIVE_INFINITY
                    ? high
                    : high + Math.log1p(Math.exp(Math.min(take, skip) - high));
            here[state] = reach;
            conditional[row + state] =
                take == Double.NEGATIVE_INFINITY ? 0.0 : Math.exp(take - reach);
          }
        }
      }
      swap();
    }
  }

  private void swap() {
    double[] previous = ahead;
    ahead = here;
    here = previous;
  }

  /** Log-probability that the minimum is reached. */
  double logReach() {
    return logReach;
  }

  /** Number of inputs. */
  int count() {
    return count;
  }

  /** Slot of an input. */
  int slot(int index) {
    return slot[index];
  }

  /** Probability of an input given that the minimum is reached, budget left aside. */
  double mean(int index) {
    return means()[index];
  }

  /** The same of all inputs; not a copy, and longer than there are inputs. */
  double[] means() {
    if (!meanKnown) {
      fillMean();
      meanKnown = true;
    }
    return mean;
  }

  private void fillMean() {
    int states = (minimum + 1) * columns;
    Arrays.fill(here, 0, states, 0.0);
    here[minimum * columns + startColumn] = 1.0;
    for (int i = 0; i < count; i++) {
      double sum = 0;
      int row = i * states;
      // A taken input leads to a lower state, so ascending states are read before they are added
      // to.
      for (int state = 0; state < states; state++) {
        double taken = here[state] * conditional[row + state];
        sum += taken;
        int next = afterTaking(i, state);
        if (next != state) {
          here[state] -= taken;
          here[next] += taken;
        }
      }
      mean[i] = sum;
    }
  }

  /** An input counts unless nothing is missing any more or it is marked and no more of those do. */
  private int afterTaking(int input, int state) {
    if (state < columns || (marked[input] && state % columns == 0)) {
      return state;
    }
    return state - columns - (marked[input] ? 1 : 0);
  }

  /**
   * Draws inputs, one word each, given that the minimum is reached, until it is reached; those
   * after that are free of the condition and left to the caller. Marked inputs above their limit
   * are drawn too: which of them count is for the asking order to say.
   *
   * @param into words of slot bits; the drawn slots are set, the others left as they are
   * @return the slot above the last one decided; inputs were added by ascending slot
   */
  int draw(WordStream words, long[] into) {
    int states = (minimum + 1) * columns;
    int state = states - columns + startColumn;
    for (int i = 0; i < count; i++) {
      if (words.unit() < conditional[i * states + state]) {
        into[slot[i] >>> 6] |= 1L << slot[i];
        state = afterTaking(i, state);
        if (state < columns) {
          return slot[i] + 1;
        }
      }
    }
    throw new IllegalStateException("The minimum " + minimum + " is out of reach.");
  }
}
