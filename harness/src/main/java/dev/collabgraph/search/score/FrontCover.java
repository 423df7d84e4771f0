package dev.collabgraph.search.score;

import dev.collabgraph.search.Measure;
import dev.collabgraph.search.SearchResult.FrontPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The front of points of one search, or of searches at several budgets, and what it covers.
 *
 * @param front points that no other dominates, by rising cost; of equal ones the first
 * @param searched share of the box, 0 to 1, that the searched points dominate; NaN without any
 * @param baselines the same of the baselines
 */
public record FrontCover(List<FrontPoint> front, double searched, double baselines) {
  public FrontCover {
    front = List.copyOf(front);
  }

  /**
   * The box lies between the worst (score 0, the whole budget, the longest latency of all points)
   * and the best (score 1, no cost, no latency). Cost: O(points squared), with three measures times
   * points once more.
   *
   * @param measures axes of the box
   * @param units the budget, the largest of several
   */
  public static FrontCover of(List<Measure> measures, double units, List<FrontPoint> points) {
    double longest = points.stream().mapToDouble(FrontPoint::latencySeconds).max().orElse(0);
    return new FrontCover(
        front(measures, points),
        volume(measures, units, longest, points.stream().filter(FrontPoint::searched).toList()),
        volume(
            measures, units, longest, points.stream().filter(each -> !each.searched()).toList()));
  }

  private static List<FrontPoint> front(List<Measure> measures, List<FrontPoint> points) {
    List<FrontPoint> byCost = new ArrayList<>(points);
    byCost.sort(Comparator.comparingDouble(FrontPoint::costUnits)); // stable
    double[][] gains = gains(measures, byCost);
    int[] ranks = NonDominated.ranks(gains);
    List<FrontPoint> front = new ArrayList<>();
    List<double[]> taken = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      double[] own = gains[i];
      if (ranks[i] == 0 && taken.stream().noneMatch(other -> Arrays.equals(other, own))) {
        taken.add(own);
        front.add(byCost.get(i));
      }
    }
    return front;
  }

  private static double[][] gains(List<Measure> measures, List<FrontPoint> points) {
    double[][] gains = new double[points.size()][measures.size()];
    for (int i = 0; i < gains.length; i++) {
      FrontPoint each = points.get(i);
      for (int m = 0; m < measures.size(); m++) {
        gains[i][m] = measures.get(m).gain(each.score(), each.latencySeconds(), each.costUnits());
      }
    }
    return gains;
  }

  private static double volume(
      List<Measure> measures, double units, double longest, List<FrontPoint> points) {
    if (points.isEmpty()) {
      return Double.NaN;
    }
    double[][] gains = gains(measures, points);
    for (double[] point : gains) {
      for (int m = 0; m < point.length; m++) {
        point[m] =
            switch (measures.get(m)) {
              case ACCURACY -> point[m];
              case COST -> 1 + point[m] / units;
              case LATENCY -> longest > 0 ? 1 + point[m] / longest : 1;
            };
      }
    }
    return NonDominated.volume(gains);
  }
}
