package dev.collabgraph.report;

import java.util.ArrayList;
import java.util.List;

/** Round numbers for an axis that begins at 0. */
final class Ticks {
  private Ticks() {}

  /**
   * 0 and the multiples, up to {@code most}, of the least of 1, 2 and 5 times a power of ten that
   * leaves at most six of them.
   *
   * @param most above 0 and finite
   */
  static List<Double> upTo(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most)) - 1);
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10, 20}) {
      step = factor * power;
      if (most / step <= 5) {
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= most * (1 + 1e-12); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
