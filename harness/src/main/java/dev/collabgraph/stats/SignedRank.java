package dev.collabgraph.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test (1945) of paired graded scores. Differences of 0 are left out, ties
 * share their mean rank. Up to {@link #EXACT} differences the p-value is exact given the ranks,
 * ties included; beyond, it is the normal approximation with corrections for ties and continuity.
 */
public final class SignedRank {
  /** Most differences for which the null distribution is computed. */
  static final int EXACT = 150;

  private SignedRank() {}

  /**
   * Two-sided p-value.
   *
   * @param first finite or NaN by task; a task on which either is NaN is left out
   * @param second of the same tasks
   * @return above 0 and at most 1; 1 if no task tells them apart
   */
  public static double pValue(double[] first, double[] second) {
    return test(Pairs.differences(first, second), AlternativeHypothesis.TWO_SIDED);
  }

  /** One-sided p-value of the first being better. */
  public static double pValueGreater(double[] first, double[] second) {
    return test(Pairs.differences(first, second), AlternativeHypothesis.GREATER_THAN);
  }

  private static double test(double[] all, AlternativeHypothesis alternative) {
    double[] differences = Arrays.stream(all).filter(d -> d != 0 && !Double.isNaN(d)).toArray();
    if (differences.length == 0) {
      return 1;
    }
    return differences.length <= EXACT
        ? exact(differences, alternative)
        : WilcoxonSignedRankTest.withDefaults().with(alternative).test(differences).getPValue();
  }

  private static double exact(double[] differences, AlternativeHypothesis alternative) {
    int[] ranks = doubledRanks(differences);
    int observed = 0;
    int most = 0;
    for (int i = 0; i < ranks.length; i++) {
      observed += differences[i] > 0 ? ranks[i] : 0;
      most += ranks[i];
    }
    double[] probability = new double[most + 1]; // of each sum of positive ranks, signs being fair
    probability[0] = 1;
    for (int rank : ranks) {
      for (int sum = most; sum >= 0; sum--) {
        probability[sum] = 0.5 * (probability[sum] + (sum >= rank ? probability[sum - rank] : 0));
      }
    }
    double atLeast = 0;
    for (int sum = most; sum >= observed; sum--) {
      atLeast += probability[sum];
    }
    if (alternative == AlternativeHypothesis.GREATER_THAN) {
      return Math.min(1, atLeast);
    }
    double atMost = 0;
    for (int sum = 0; sum <= observed; sum++) {
      atMost += probability[sum];
    }
    return Math.min(1, 2 * Math.min(atLeast, atMost));
  }

  /** Twice the mean rank of each absolute difference: whole numbers. */
  private static int[] doubledRanks(double[] differences) {
    int[] order =
        IntStream.range(0, differences.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(differences[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[order.length];
    for (int i = 0; i < order.length; ) {
      int next = i + 1;
      while (next < order.length
          && Math.abs(differences[order[next]]) == Math.abs(differences[order[i]])) {
        next++;
      }
      for (int j = i; j < next; j++) {
        ranks[order[j]] = i + 1 + next;
      }
      i = next;
    }
    return ranks;
  }
}
