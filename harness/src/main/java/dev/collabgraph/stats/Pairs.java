package dev.collabgraph.stats;

/** Values of two candidates on the same tasks. */
final class Pairs {
  private Pairs() {}

  /** First minus second by task; NaN where either is. */
  static double[] differences(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "There are %s values of the first and %s of the second, expected the same tasks."
              .formatted(first.length, second.length));
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = first[i] - second[i];
    }
    return differences;
  }

  /** Whether every value that is not NaN is 0 or 1. */
  static boolean binary(double[] values) {
    for (double value : values) {
      if (!Double.isNaN(value) && value != 0 && value != 1) {
        return false;
      }
    }
    return true;
  }
}
