package dev.collabgraph.search.score;

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

  /** 20,000 points of a grid say within 0.02 what share is dominated. */
  @Test
  void volumeIsTheShareOfTheBoxThatPointsDominate() {
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 20; trial++) {
      int axes = 1 + random.nextInt(3);
      double[][] points = new double[1 + random.nextInt(8)][];
      for (int p = 0; p < points.length; p++) {
        points[p] = random.doubles(axes, -0.2, 1).toArray();
      }
      int dominated = 0;
      for (int i = 0; i < 20_000; i++) {
        double[] at = random.doubles(axes).toArray();
        boolean under = false;
        for (double[] point : points) {
          boolean below = true;
          for (int axis = 0; axis < axes; axis++) {
            below &= at[axis] <= point[axis];
          }
          under |= below;
        }
        dominated += under ? 1 : 0;
      }
      assertThat(NonDominated.volume(points))
          .isCloseTo(dominated / 20_000.0, org.assertj.core.api.Assertions.within(0.02));
    }
    assertThat(NonDominated.volume(new double[0][])).isZero();
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
