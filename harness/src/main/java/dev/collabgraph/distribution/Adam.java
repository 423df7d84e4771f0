package dev.collabgraph.distribution;

import java.util.Arrays;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), ascending, over one array of parameters.
 *
 * <p>Departs from the source: a parameter that no sample touched is skipped altogether, its moments
 * and its step count included, so that bias correction counts the steps a parameter took.
 */
final class Adam {
  private final double rate;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double[] first;
  private final double[] second;

  /** beta1 and beta2 to the power of a parameter's steps. */
  private final double[] power1;

  private final double[] power2;

  Adam(int parameters, PolicyGradient.Settings settings) {
    this.rate = settings.learningRate();
    this.beta1 = settings.beta1();
    this.beta2 = settings.beta2();
    this.epsilon = settings.epsilon();
    this.first = new double[parameters];
    this.second = new double[parameters];
    this.power1 = new double[parameters];
    this.power2 = new double[parameters];
    Arrays.fill(power1, 1.0);
    Arrays.fill(power2, 1.0);
  }

  /** The new value of a touched parameter. */
  double step(int index, double value, double gradient) {
    double mean = beta1 * first[index] + (1 - beta1) * gradient;
    double square = beta2 * second[index] + (1 - beta2) * gradient * gradient;
    double left1 = power1[index] * beta1;
    double left2 = power2[index] * beta2;
    first[index] = mean;
    second[index] = square;
    power1[index] = left1;
    power2[index] = left2;
    return GraphDistribution.clamp(
        value + rate * (mean / (1 - left1)) / (Math.sqrt(square / (1 - left2)) + epsilon));
  }

  /**
   * Steps the touched ones of some parameters and keeps them within bounds.
   *
   * @param from first of {@code count} parameters, the same in all arrays
   * @return whether any was touched
   */
  boolean stepTouched(
      double[] values,
      double[] gradient,
      boolean[] touched,
      int from,
      int count,
      double low,
      double high) {
    int stepped = 0;
    for (int i = from; i < from + count; i++) {
      stepped += touched[i] ? 1 : 0;
    }
    if (stepped == count) {
      stepAll(values, gradient, from, from + count, low, high);
    } else if (stepped > 0) {
      for (int i = from; i < from + count; i++) {
        if (touched[i]) {
          values[i] = Math.max(low, Math.min(high, step(i, values[i], gradient[i])));
        }
      }
    }
    return stepped > 0;
  }

  /** As {@link #step} for all of a range: no branch, so the compiler makes vectors of it. */
  private void stepAll(
      double[] values, double[] gradient, int from, int to, double low, double high) {
    final double[] first = this.first;
    final double[] second = this.second;
    final double[] power1 = this.power1;
    final double[] power2 = this.power2;
    for (int i = from; i < to; i++) {
      double slope = gradient[i];
      double mean = beta1 * first[i] + (1 - beta1) * slope;
      double square = beta2 * second[i] + (1 - beta2) * slope * slope;
      double left1 = power1[i] * beta1;
      double left2 = power2[i] * beta2;
      first[i] = mean;
      second[i] = square;
      power1[i] = left1;
      power2[i] = left2;
      double value =
          values[i] + rate * (mean / (1 - left1)) / (Math.sqrt(square / (1 - left2)) + epsilon);
      values[i] = Math.max(low, Math.min(high, value));
    }
  }
}
