package dev.collabgraph.search.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a graph nobody tried might be worth, from those that were: a Gaussian process over {@link
 * GraphFeatures}, squared-exponential kernel, noise by number of tasks. Length scale and signal are
 * chosen on a small grid by marginal likelihood, so nothing is set for a particular suite.
 *
 * <p>Uses {@link StrictMath}, so that every Java decides alike.
 *
 * <p>Source: Rasmussen and Williams 2006, chapters 2 and 5. Cost: O(n^3) to fit, O(n^2) to ask.
 */
final class Surrogate {
  /** Most graphs a fit uses: the rest says little more and would cost cubic time. */
  static final int MOST = 150;

  private static final double[] LENGTHS = {0.35, 0.6, 1.0, 1.7};
  private static final double[] SIGNALS = {0.06, 0.12, 0.2};

  /**
   * A graph that was tried.
   *
   * @param value its reward with the tasks' difficulty taken out
   * @param tasks how many tasks that is from
   */
  record Point(double[] features, double value, int tasks) {}

  /** A prediction: mean and standard deviation of the graph's true reward. */
  record Guess(double mean, double deviation) {}

  private final List<Point> points;
  private final double[][] factor;
  private final double[] weights;
  private final double mean;
  private final double length;
  private final double signal;

  private Surrogate(
      List<Point> points,
      double[][] factor,
      double[] weights,
      double mean,
      double length,
      double signal) {
    this.points = points;
    this.factor = factor;
    this.weights = weights;
    this.mean = mean;
    this.length = length;
    this.signal = signal;
  }

  /**
   * Fits to one point or more.
   *
   * @param noise variance of one task's reward, above 0
   */
  static Surrogate fit(List<Point> points, double noise) {
    List<Point> used = List.copyOf(points.subList(0, Math.min(MOST, points.size())));
    double mean = 0;
    double total = 0;
    for (Point point : used) {
      mean += point.value * point.tasks;
      total += point.tasks;
    }
    mean /= total;
    double[][] squares = squares(used);
    Surrogate best = null;
    double bestLikelihood = Double.NEGATIVE_INFINITY;
    double[] centred = new double[used.size()];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = used.get(i).value - mean;
    }
    for (double length : LENGTHS) {
      double[][] likeness = likeness(squares, length);
      for (double signal : SIGNALS) {
        double[][] factor = cholesky(covariance(used, likeness, signal, noise));
        double[] weights = solve(factor, centred);
        double likelihood = 0;
        for (int i = 0; i < centred.length; i++) {
          likelihood -= 0.5 * centred[i] * weights[i] + StrictMath.log(factor[i][i]);
        }
        if (likelihood > bestLikelihood) {
          bestLikelihood = likelihood;
          best = new Surrogate(used, factor, weights, mean, length, signal);
        }
      }
    }
    return best;
  }

  /**
   * The same with one point more, as if a graph had been tried and had done as expected: its mean
   * stays, the doubt about its like shrinks.
   *
   * @param noise as for {@link #fit}
   */
  Surrogate imagining(double[] features, int tasks, double noise) {
    int n = points.size();
    List<Point> more = new ArrayList<>(points);
    more.add(new Point(features, guess(features).mean, tasks));
    double[][] grown = Arrays.copyOf(factor, n + 1);
    double[] row = new double[n + 1];
    double left = signal * signal + noise / tasks + 1e-9;
    for (int i = 0; i < n; i++) {
      double sum = kernel(square(points.get(i).features, features), length, signal);
      for (int j = 0; j < i; j++) {
        sum -= factor[i][j] * row[j];
      }
      row[i] = sum / factor[i][i];
      left -= row[i] * row[i];
    }
    row[n] = Math.sqrt(Math.max(1e-12, left));
    grown[n] = row;
    double[] same = Arrays.copyOf(weights, n + 1); // the new point is where it was expected
    return new Surrogate(List.copyOf(more), grown, same, mean, length, signal);
  }

  /** What a graph with these features might be worth. */
  Guess guess(double[] features) {
    int n = points.size();
    double[] kernel = new double[n];
    double value = mean;
    for (int i = 0; i < n; i++) {
      kernel[i] = kernel(square(points.get(i).features, features), length, signal);
      value += kernel[i] * weights[i];
    }
    double explained = 0;
    for (int i = 0; i < n; i++) {
      double sum = kernel[i];
      double[] row = factor[i];
      for (int j = 0; j < i; j++) {
        sum -= row[j] * kernel[j];
      }
      kernel[i] = sum / row[i];
      explained += kernel[i] * kernel[i];
    }
    return new Guess(value, Math.sqrt(Math.max(1e-12, signal * signal - explained)));
  }

  private static double[][] squares(List<Point> points) {
    double[][] squares = new double[points.size()][];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        squares[i][j] = square(points.get(i).features, points.get(j).features);
      }
    }
    return squares;
  }

  private static double square(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double gap = a[i] - b[i];
      sum += gap * gap;
    }
    return sum;
  }

  private static double kernel(double square, double length, double signal) {
    return signal * signal * likeness(square, length);
  }

  /** From 1 for the same features down to 0. */
  private static double likeness(double square, double length) {
    return StrictMath.exp(-square / (2 * length * length));
  }

  private static double[][] likeness(double[][] squares, double length) {
    double[][] likeness = new double[squares.length][];
    for (int i = 0; i < squares.length; i++) {
      likeness[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        likeness[i][j] = likeness(squares[i][j], length);
      }
    }
    return likeness;
  }

  private static double[][] covariance(
      List<Point> points, double[][] likeness, double signal, double noise) {
    double[][] covariance = new double[points.size()][];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        covariance[i][j] = signal * signal * likeness[i][j];
      }
      covariance[i][i] = signal * signal + noise / points.get(i).tasks + 1e-9;
    }
    return covariance;
  }

  /** Lower triangular factor, in place. */
  private static double[][] cholesky(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(Math.max(1e-12, sum)) : sum / a[j][j];
      }
    }
    return a;
  }

  /** Solves L L' x = b. */
  private static double[] solve(double[][] factor, double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        x[i] -= factor[i][j] * x[j];
      }
      x[i] /= factor[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        x[i] -= factor[j][i] * x[j];
      }
      x[i] /= factor[i][i];
    }
    return x;
  }
}
