package dev.collabgraph.distribution;

/** Softmax rows inside larger arrays of logits. */
final class Categorical {
  private Categorical() {}

  static double probability(double[] logits, int from, int count, int index) {
    double max = max(logits, from, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(logits[from + i] - max);
    }
    return Math.exp(logits[from + index] - max) / sum;
  }

  static double[] probabilities(double[] logits, int from, int count) {
    double[] probabilities = new double[count];
    softmax(logits, from, count, probabilities, 0);
    return probabilities;
  }

  /** Writes the softmax of a row into another array. */
  static void softmax(double[] logits, int from, int count, double[] into, int at) {
    double max = max(logits, from, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double weight = Math.exp(logits[from + i] - max);
      into[at + i] = weight;
      sum += weight;
    }
    for (int i = 0; i < count; i++) {
      into[at + i] /= sum;
    }
  }

  private static double max(double[] logits, int from, int count) {
    double max = logits[from];
    for (int i = 1; i < count; i++) {
      max = Math.max(max, logits[from + i]);
    }
    return max;
  }

  static void set(double[] logits, int from, int count, double[] weights, double floor) {
    if (weights.length != count) {
      throw new IllegalArgumentException(
          "Got " + weights.length + " weights, expected " + count + ".");
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Weight " + i + " is " + weights[i] + ", expected a finite number of 0 or more.");
      }
      sum += weights[i];
    }
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The weights sum to " + sum + ", expected more than 0.");
    }
    checkFloor(floor, count);
    for (int i = 0; i < count; i++) {
      logits[from + i] = GraphDistribution.clamp(Math.log(weights[i] / sum));
    }
    project(logits, from, count, floor);
  }

  static void scale(double[] logits, int from, int count, int index, double factor, double floor) {
    checkFactor(factor);
    checkFloor(floor, count);
    logits[from + index] += Math.log(factor);
    normalise(logits, from, count);
    project(logits, from, count, floor);
  }

  /** Turns logits into log-probabilities, clamped. */
  static void normalise(double[] logits, int from, int count) {
    double max = max(logits, from, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(logits[from + i] - max);
    }
    double logSum = max + Math.log(sum);
    for (int i = 0; i < count; i++) {
      logits[from + i] = GraphDistribution.clamp(logits[from + i] - logSum);
    }
  }

  /**
   * Moves a row to the nearest point, in relative entropy, at which every probability is at least
   * the floor: those below it rise to the floor, the others shrink by a common factor. A row that
   * keeps the floor is not touched. Allocates nothing.
   */
  static void project(double[] logits, int from, int count, double floor) {
    if (floor <= 0 || count == 1) {
      return;
    }
    double max = max(logits, from, count);
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double weight = Math.exp(logits[from + i] - max);
      sum += weight;
      least = Math.min(least, weight);
    }
    // The margin keeps a row that was projected before, up to rounding, as it is.
    if (least >= floor * sum * (1 - 1e-9)) {
      return;
    }
    double shift = max + Math.log(sum);
    for (int i = 0; i < count; i++) {
      logits[from + i] -= shift;
    }
    double logFloor = Math.log(floor);
    boolean lifted = true;
    while (lifted) { // at most count rounds: each lifts one row more to the floor
      lifted = false;
      int low = 0;
      double high = 0;
      for (int i = 0; i < count; i++) {
        if (logits[from + i] <= logFloor) {
          low++;
        } else {
          high += Math.exp(logits[from + i]);
        }
      }
      if (low == count) { // floor is 1 / count
        break;
      }
      double scale = Math.log((1 - low * floor) / high);
      for (int i = 0; i < count; i++) {
        if (logits[from + i] > logFloor) {
          logits[from + i] += scale;
          lifted |= logits[from + i] < logFloor;
        }
      }
    }
    for (int i = 0; i < count; i++) {
      logits[from + i] = GraphDistribution.clamp(Math.max(logits[from + i], logFloor));
    }
  }

  static void checkProbability(double value, String name) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected a number from 0 to 1.");
    }
  }

  static void checkFloor(double floor, int count) {
    if (!(floor >= 0 && floor * count <= 1 + 1e-12)) {
      throw new IllegalArgumentException(
          "floor is " + floor + ", expected a number from 0 to 1/" + count + ".");
    }
  }

  static void checkFactor(double factor) {
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("factor is " + factor + ", expected a number above 0.");
    }
  }
}
