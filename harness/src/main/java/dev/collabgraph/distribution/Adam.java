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
    first[index] = beta1 * first[index] + (1 - beta1) * gradient;
    second[index] = beta2 * second[index] + (1 - beta2) * gradient * gradient;
    power1[index] *= beta1;
    power2[index] *= beta2;
    double mean = first[index] / (1 - power1[index]);
    double spread = Math.sqrt(second[index] / (1 - power2[index]));
    return GraphDistribution.clamp(value + rate * mean / (spread + epsilon));
  }
}
