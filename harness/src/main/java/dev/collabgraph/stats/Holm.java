package dev.collabgraph.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down correction (1979) for several comparisons. */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p-values in the order given: rejecting those at most alpha errs at all with
   * probability at most alpha, however the tests depend on each other.
   *
   * @param pValues from 0 to 1; NaN is a comparison that was not made: it stays NaN and does not
   *     count
   */
  public static double[] adjust(double[] pValues) {
    for (int i = 0; i < pValues.length; i++) {
      if (pValues[i] < 0 || pValues[i] > 1) {
        throw new IllegalArgumentException(
            "pValues[" + i + "] is " + pValues[i] + ", expected a number from 0 to 1, or NaN.");
      }
    }
    int[] order =
        IntStream.range(0, pValues.length)
            .filter(i -> !Double.isNaN(pValues[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = pValues.clone();
    double running = 0;
    for (int i = 0; i < order.length; i++) {
      running = Math.max(running, Math.min(1, (order.length - i) * pValues[order[i]]));
      adjusted[order[i]] = running;
    }
    return adjusted;
  }
}
