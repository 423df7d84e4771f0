package dev.collabgraph.search.engine;

import dev.collabgraph.search.SearchResult.Difference;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.stats.Bootstrap;
import dev.collabgraph.stats.Interval;
import dev.collabgraph.stats.McNemar;
import dev.collabgraph.stats.Rates;
import dev.collabgraph.stats.SignedRank;
import java.util.Arrays;
import java.util.Map;

/**
 * Means and paired differences with 95 % intervals: Wilson's for right-or-wrong scores, the
 * bootstrap by task for graded ones and for differences.
 */
final class Estimates {
  private static final double CONFIDENCE = 0.95;

  private final boolean graded;
  private final long seed;

  /**
   * @param graded whether scores between 0 and 1 occur
   * @param seed of the bootstrap
   */
  Estimates(boolean graded, long seed) {
    this.graded = graded;
    this.seed = seed;
  }

  /** The mean of one score per task. */
  Estimate of(double[] scores) {
    if (scores.length == 0) {
      return Estimate.NONE;
    }
    boolean rates = !graded && Arrays.stream(scores).allMatch(each -> each == 0 || each == 1);
    Interval interval =
        rates
            ? Rates.wilson((int) Arrays.stream(scores).sum(), scores.length)
            : Bootstrap.mean(scores, CONFIDENCE, seed);
    return new Estimate(interval.value(), interval.low(), interval.high(), interval.n());
  }

  /** How two contenders are told apart: exactly if scores are right or wrong, else by ranks. */
  record Test(String name, double pValue) {
    /** Nothing to tell apart. */
    static final Test NONE = new Test(null, Double.NaN);
  }

  /** Two-sided test of a against b over the tasks both have. */
  Test test(Map<Integer, Double> a, Map<Integer, Double> b) {
    int[] shared = a.keySet().stream().filter(b::containsKey).mapToInt(task -> task).toArray();
    if (shared.length == 0) {
      return Test.NONE;
    }
    double[] first = Arrays.stream(shared).mapToDouble(a::get).toArray();
    double[] second = Arrays.stream(shared).mapToDouble(b::get).toArray();
    boolean binary =
        !graded
            && Arrays.stream(first).allMatch(each -> each == 0 || each == 1)
            && Arrays.stream(second).allMatch(each -> each == 0 || each == 1);
    return binary
        ? new Test("mcnemar", McNemar.pValue(first, second))
        : new Test("wilcoxon", SignedRank.pValue(first, second));
  }

  /** Difference of means, a minus b, over the tasks both have. */
  Difference difference(Map<Integer, Double> a, Map<Integer, Double> b) {
    int[] shared = a.keySet().stream().filter(b::containsKey).mapToInt(task -> task).toArray();
    if (shared.length == 0) {
      return Difference.NONE;
    }
    Interval interval =
        Bootstrap.difference(
            Arrays.stream(shared).mapToDouble(a::get).toArray(),
            Arrays.stream(shared).mapToDouble(b::get).toArray(),
            CONFIDENCE,
            seed);
    return new Difference(interval.value(), interval.low(), interval.high());
  }
}
