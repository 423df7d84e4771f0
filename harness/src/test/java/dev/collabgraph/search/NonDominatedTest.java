package dev.collabgraph.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NonDominatedTest {

  @Test
  void aPointDominatesOnlyIfItIsNowhereWorseAndSomewhereBetter() {
    assertThat(NonDominated.dominates(new double[] {1, 2}, new double[] {1, 1})).isTrue();
    assertThat(NonDominated.dominates(new double[] {1, 1}, new double[] {1, 1})).isFalse();
    assertThat(NonDominated.dominates(new double[] {2, 0}, new double[] {1, 1})).isFalse();
  }

  /** The rank is the longest chain of dominating points: an oracle by recursion. */
  @Test
  void ranksAreTheLongestChainOfDominators() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 200; trial++) {
      double[][] points = new double[1 + random.nextInt(20)][];
      int axes = 1 + random.nextInt(3);
      for (int p = 0; p < points.length; p++) {
        points[p] = random.ints(axes, 0, 6).asDoubleStream().toArray();
      }
      int[] expected = new int[points.length];
      for (int p = 0; p < points.length; p++) {
        expected[p] = chain(points, p);
      }
      assertThat(NonDominated.ranks(points)).isEqualTo(expected);
    }
  }

  private static int chain(double[][] points, int p) {
    int longest = 0;
    for (double[] q : points) {
      if (NonDominated.dominates(q, points[p])) {
        longest = Math.max(longest, 1 + chain(points, Arrays.asList(points).indexOf(q)));
      }
    }
    return longest;
  }

  @Test
  void theEndsOfAFrontAndItsLonelyPointsComeFirst() {
    double[][] points = {{0, 10}, {1, 9.5}, {1.2, 9.4}, {6, 5}, {10, 0}, {0, 0}};

    List<Integer> order = NonDominated.order(points);

    assertThat(order.subList(0, 2)).containsExactlyInAnyOrder(0, 4);
    assertThat(order.get(2)).isEqualTo(3);
    assertThat(order.get(5)).isEqualTo(5);
  }
}
