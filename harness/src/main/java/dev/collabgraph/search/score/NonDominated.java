package dev.collabgraph.search.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Non-dominated sorting with crowding distance over points of which more is better on every axis.
 *
 * <p>Cost: O(points^2 x axes). Source: Deb et al. 2002 (NSGA-II), sections III.A and III.B.
 *
 * <p>Public for the sibling packages; not an API.
 */
public final class NonDominated {
  private NonDominated() {}

  /** Whether a is nowhere worse than b and somewhere better. */
  static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int i = 0; i < a.length; i++) {
      if (a[i] < b[i]) {
        return false;
      }
      better |= a[i] > b[i];
    }
    return better;
  }

  /** The front every point lies on; 0 = dominated by none. */
  public static int[] ranks(double[][] points) {
    int[] ranks = new int[points.length];
    Arrays.fill(ranks, -1);
    int left = points.length;
    for (int rank = 0; left > 0; rank++) {
      List<Integer> front = new ArrayList<>();
      for (int p = 0; p < points.length; p++) {
        if (ranks[p] < 0 && undominated(points, ranks, p)) {
          front.add(p);
        }
      }
      for (int p : front) {
        ranks[p] = rank;
      }
      left -= front.size();
    }
    return ranks;
  }

  private static boolean undominated(double[][] points, int[] ranks, int p) {
    for (int q = 0; q < points.length; q++) {
      if (ranks[q] < 0 && q != p && dominates(points[q], points[p])) {
        return false;
      }
    }
    return true;
  }

  /** How alone every point is on its front; infinite at the ends of an axis. */
  static double[] crowding(double[][] points, int[] ranks) {
    double[] crowding = new double[points.length];
    int last = Arrays.stream(ranks).max().orElse(-1);
    for (int rank = 0; rank <= last; rank++) {
      List<Integer> front = new ArrayList<>();
      for (int p = 0; p < points.length; p++) {
        if (ranks[p] == rank) {
          front.add(p);
        }
      }
      for (int axis = 0; axis < points[front.get(0)].length; axis++) {
        add(points, front, axis, crowding);
      }
    }
    return crowding;
  }

  private static void add(double[][] points, List<Integer> front, int axis, double[] crowding) {
    List<Integer> sorted = new ArrayList<>(front);
    sorted.sort(Comparator.comparingDouble(p -> points[p][axis]));
    int last = sorted.size() - 1;
    double range = points[sorted.get(last)][axis] - points[sorted.get(0)][axis];
    crowding[sorted.get(0)] = Double.POSITIVE_INFINITY;
    crowding[sorted.get(last)] = Double.POSITIVE_INFINITY;
    for (int i = 1; i < last && range > 0; i++) {
      crowding[sorted.get(i)] +=
          (points[sorted.get(i + 1)][axis] - points[sorted.get(i - 1)][axis]) / range;
    }
  }

  /**
   * Volume that points dominate above the origin, exact, by slicing along the last axis; what lies
   * below 0 on an axis adds nothing. Cost: O(points^axes), for few axes.
   */
  static double volume(double[][] points) {
    return points.length == 0 ? 0 : volume(List.of(points), points[0].length);
  }

  private static double volume(List<double[]> points, int axes) {
    if (axes == 1) {
      return points.stream().mapToDouble(point -> Math.max(0, point[0])).max().orElse(0);
    }
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble((double[] point) -> -point[axes - 1]));
    double volume = 0;
    for (int p = 0; p < sorted.size(); p++) {
      double top = Math.max(0, sorted.get(p)[axes - 1]);
      double below = p + 1 < sorted.size() ? Math.max(0, sorted.get(p + 1)[axes - 1]) : 0;
      if (top > below) {
        volume += (top - below) * volume(sorted.subList(0, p + 1), axes - 1);
      }
    }
    return volume;
  }

  /** Indexes of the points by rank and then by crowding, the most wanted first; ties by index. */
  static List<Integer> order(double[][] points) {
    int[] ranks = ranks(points);
    double[] crowding = crowding(points, ranks);
    List<Integer> order = new ArrayList<>();
    for (int p = 0; p < points.length; p++) {
      order.add(p);
    }
    order.sort(
        Comparator.comparingInt((Integer p) -> ranks[p]).thenComparingDouble(p -> -crowding[p]));
    return order;
  }
}
