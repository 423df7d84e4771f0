package dev.collabgraph.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class PairedTestsTest {
  private static final double NAN = Double.NaN;

  // ---- McNemar ----

  /** Oracle: all assignments of the discordant tasks to the two candidates. */
  @Test
  void mcNemarCountsAssignments() {
    for (int n = 0; n <= 14; n++) {
      for (int first = 0; first <= n; first++) {
        int asExtreme = 0;
        int asGreat = 0;
        for (int mask = 0; mask < 1 << n; mask++) {
          int count = Integer.bitCount(mask);
          asExtreme += Math.abs(2 * count - n) >= Math.abs(2 * first - n) ? 1 : 0;
          asGreat += count >= first ? 1 : 0;
        }
        assertThat(McNemar.pValue(first, n - first))
            .isCloseTo((double) asExtreme / (1 << n), within(1e-12));
        assertThat(McNemar.pValueGreater(first, n - first))
            .isCloseTo((double) asGreat / (1 << n), within(1e-12));
      }
    }
  }

  @Test
  void mcNemarReadsScoresAndLeavesOutInconclusiveTasks() {
    double[] first = {1, 1, 1, 0, NAN, 1, 1, 0};
    double[] second = {0, 0, 0, 1, 1, NAN, 1, 0};
    assertThat(McNemar.pValue(first, second)).isEqualTo(McNemar.pValue(3, 1));
    assertThat(McNemar.pValue(new double[0], new double[0])).isEqualTo(1.0);
    assertThatThrownBy(() -> McNemar.pValue(new double[] {0.5}, new double[] {1}))
        .hasMessageContaining("signed-rank");
    assertThatThrownBy(() -> McNemar.pValue(-1, 1)).hasMessageContaining("-1 and 1");
  }

  // ---- Wilcoxon ----

  /** Hollander and Wolfe 1973, page 29 onwards: V = 40 of 9 pairs, one-sided p = 0.0195. */
  @Test
  void signedRankEqualsThePublishedExample() {
    double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    assertThat(SignedRank.pValueGreater(before, after)).isCloseTo(0.01953, within(5e-6));
    assertThat(SignedRank.pValue(before, after)).isCloseTo(0.03906, within(5e-6));
  }

  /** Oracle: all signs of the ranks, ties included. */
  @Test
  void signedRankCountsSigns() {
    SplittableRandom random = new SplittableRandom(61);
    for (int round = 0; round < 60; round++) {
      int n = 1 + random.nextInt(11);
      double[] differences = new double[n];
      for (int i = 0; i < n; i++) {
        differences[i] = random.nextInt(-4, 5);
      }
      assertThat(SignedRank.pValue(differences, new double[n]))
          .isCloseTo(byEnumeration(differences, true), within(1e-12));
      assertThat(SignedRank.pValueGreater(differences, new double[n]))
          .isCloseTo(byEnumeration(differences, false), within(1e-12));
    }
  }

  private static double byEnumeration(double[] all, boolean twoSided) {
    double[] d = Arrays.stream(all).filter(x -> x != 0).toArray();
    double[] rank = new double[d.length];
    double observed = 0;
    for (int i = 0; i < d.length; i++) {
      for (double other : d) {
        rank[i] +=
            Math.abs(other) < Math.abs(d[i]) ? 1 : Math.abs(other) == Math.abs(d[i]) ? 0.5 : 0;
      }
      rank[i] += 0.5;
      observed += d[i] > 0 ? rank[i] : 0;
    }
    int atLeast = 0;
    int atMost = 0;
    for (int signs = 0; signs < 1 << d.length; signs++) {
      double sum = 0;
      for (int i = 0; i < d.length; i++) {
        sum += (signs >>> i & 1) * rank[i];
      }
      atLeast += sum >= observed ? 1 : 0;
      atMost += sum <= observed ? 1 : 0;
    }
    double total = 1 << d.length;
    return twoSided ? Math.min(1, 2 * Math.min(atLeast, atMost) / total) : atLeast / total;
  }

  @Test
  void signedRankAgreesWithTheLibraryWithoutTies() {
    SplittableRandom random = new SplittableRandom(62);
    for (int n : new int[] {2, 10, 60, SignedRank.EXACT, 400}) {
      double[] differences = random.doubles(n, -1, 1.3).toArray();
      for (AlternativeHypothesis side :
          new AlternativeHypothesis[] {
            AlternativeHypothesis.TWO_SIDED, AlternativeHypothesis.GREATER_THAN
          }) {
        double expected =
            WilcoxonSignedRankTest.withDefaults()
                .with(n <= SignedRank.EXACT ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .with(side)
                .test(differences)
                .getPValue();
        double actual =
            side == AlternativeHypothesis.TWO_SIDED
                ? SignedRank.pValue(differences, new double[n])
                : SignedRank.pValueGreater(differences, new double[n]);
        assertThat(actual).isCloseTo(expected, within(1e-9));
      }
    }
  }

  @Test
  void pairsWithoutDifferenceTellNothing() {
    assertThat(SignedRank.pValue(new double[] {0.5, NAN, 1}, new double[] {0.5, 1, NAN}))
        .isEqualTo(1.0);
    assertThat(SignedRank.pValueGreater(new double[0], new double[0])).isEqualTo(1.0);
  }

  // ---- Holm ----

  /** By hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, then not below it. */
  @Test
  void holmStepsDown() {
    assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    assertThat(Holm.adjust(new double[] {0.9, 0.8})).containsExactly(1, 1);
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }

  @Test
  void holmDoesNotCountComparisonsThatWereNotMade() {
    assertThat(Holm.adjust(new double[] {NAN, 0.02, 0.03})).containsExactly(NAN, 0.04, 0.04);
    assertThatThrownBy(() -> Holm.adjust(new double[] {0, 1.5}))
        .hasMessageContaining("pValues[1] is 1.5");
  }
}
