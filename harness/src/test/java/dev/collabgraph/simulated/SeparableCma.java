package dev.collabgraph.simulated;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Minimises a noisy function of numbers in [0, 1] with the separable covariance matrix adaptation
 * of Ros and Hansen (PPSN 2008): a normal distribution with its own width per coordinate moves
 * towards the better half of its samples. Samples outside are clipped.
 */
final class SeparableCma {
  private SeparableCma() {}

  static double[] minimise(
      ToDoubleFunction<double[]> loss,
      double[] start,
      double width,
      int population,
      int generations,
      long seed,
      ToDoubleFunction<double[]> observer) {
    int n = start.length;
    int parents = population / 2;
    double[] weights = new double[parents];
    Arrays.setAll(weights, i -> Math.log(parents + 0.5) - Math.log(i + 1));
    double total = Arrays.stream(weights).sum();
    Arrays.setAll(weights, i -> weights[i] / total);
    double effective = 1 / Arrays.stream(weights).map(w -> w * w).sum();
    double cs = (effective + 2) / (n + effective + 5);
    double damping = 1 + cs + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1);
    double cc = (4 + effective / n) / (n + 4 + 2 * effective / n);
    double c1 = (n + 2) / 3.0 * 2 / (Math.pow(n + 1.3, 2) + effective);
    double cmu =
        Math.min(
            1 - c1,
            (n + 2) / 3.0 * 2 * (effective - 2 + 1 / effective) / (Math.pow(n + 2, 2) + effective));
    double expected = Math.sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n));

    double[] mean = start.clone();
    double[] variance = new double[n];
    Arrays.fill(variance, 1);
    double[] pathSigma = new double[n];
    double[] pathC = new double[n];
    double sigma = width;
    SplittableRandom random = new SplittableRandom(seed);
    for (int g = 0; g < generations; g++) {
      double[][] steps = new double[population][n];
      double[][] points = new double[population][n];
      for (int k = 0; k < population; k++) {
        for (int i = 0; i < n; i++) {
          double wanted =
              mean[i] + sigma * Math.sqrt(variance[i]) * Mix.gaussian(random.nextLong(), 0);
          points[k][i] = Math.min(1, Math.max(0, wanted));
          steps[k][i] = (points[k][i] - mean[i]) / sigma;
        }
      }
      double[] losses =
          IntStream.range(0, population)
              .parallel()
              .mapToDouble(k -> loss.applyAsDouble(points[k]))
              .toArray();
      Integer[] order = IntStream.range(0, population).boxed().toArray(Integer[]::new);
      Arrays.sort(order, Comparator.comparingDouble(k -> losses[k]));
      double norm = 0;
      for (int i = 0; i < n; i++) {
        double step = 0;
        double squares = 0;
        for (int k = 0; k < parents; k++) {
          step += weights[k] * steps[order[k]][i];
          squares += weights[k] * steps[order[k]][i] * steps[order[k]][i];
        }
        mean[i] += sigma * step;
        pathSigma[i] =
            (1 - cs) * pathSigma[i]
                + Math.sqrt(cs * (2 - cs) * effective) * step / Math.sqrt(variance[i]);
        pathC[i] = (1 - cc) * pathC[i] + Math.sqrt(cc * (2 - cc) * effective) * step;
        variance[i] = (1 - c1 - cmu) * variance[i] + c1 * pathC[i] * pathC[i] + cmu * squares;
        norm += pathSigma[i] * pathSigma[i];
      }
      sigma *= Math.exp(cs / damping * (Math.sqrt(norm) / expected - 1));
      sigma = Math.min(sigma, 0.5);
      if (g % 10 == 9) {
        observer.applyAsDouble(mean);
      }
    }
    return mean;
  }
}
