package dev.collabgraph.testing;

import java.util.SplittableRandom;

/**
 * Holds a property against random cases, the same in every run. A failure names the seed of its
 * case, with which {@link #one} repeats it alone; cases are not made smaller.
 */
public final class Cases {
  private Cases() {}

  /** What holds for every case; throws where it does not. */
  @FunctionalInterface
  public interface Property {
    /** Draws a case and looks at it. */
    void check(SplittableRandom random) throws Exception;
  }

  /**
   * Checks so many cases.
   *
   * @param tries 1 or more
   * @param seed chosen before the first run
   * @throws AssertionError naming the first case that fails, with what it threw as its cause
   */
  public static void check(int tries, long seed, Property property) {
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 1; i <= tries; i++) {
      long each = seeds.nextLong();
      try {
        one(each, property);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "Case %s of %s fails (seed %s; alone: Cases.one(%sL, ...)): %s"
                .formatted(i, tries, seed, each, e),
            e);
      }
    }
  }

  /** Checks the one case that a failure named. */
  public static void one(long seedOfCase, Property property) throws Exception {
    property.check(new SplittableRandom(seedOfCase));
  }

  /** A number between two bounds, both of them possible and each one drawn one time in sixteen. */
  public static int between(SplittableRandom random, int least, int most) {
    return switch (random.nextInt(16)) {
      case 0 -> least;
      case 1 -> most;
      default -> (int) random.nextLong(least, most + 1L);
    };
  }

  /** The same for numbers with a point. */
  public static double between(SplittableRandom random, double least, double most) {
    return switch (random.nextInt(16)) {
      case 0 -> least;
      case 1 -> most;
      default -> least + (most - least) * random.nextDouble();
    };
  }
}
