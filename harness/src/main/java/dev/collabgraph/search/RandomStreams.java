package dev.collabgraph.search;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random streams that depend on what they are for, never on which thread asks first.
 *
 * @param rootSeed source of all of them
 */
public record RandomStreams(long rootSeed) {

  /** What a stream is for. The salts are fixed: reordering the constants changes no old run. */
  public enum Purpose {
    /** Drawing graphs. */
    SAMPLE(1),
    /** Choosing the tasks a graph is tried on. */
    TASKS(2),
    /** A strategy's own decisions. */
    DECIDE(3),
    /** The graphs of the random baseline. */
    BASELINE(4),
    /** Bootstrap intervals. */
    INTERVAL(5),
    /** The tasks of the probe that measures tokens. */
    PROBE(6),
    /** The direction towards a front. */
    DIRECTION(7);

    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }

  /** The stream of a purpose and a number (an iteration, a trial), always the same one. */
  public RandomGenerator stream(Purpose purpose, long number) {
    return new SplittableRandom(mix(mix(rootSeed, number), purpose.salt));
  }

  /** The first {@code count} of a random permutation of 0 to {@code size} - 1. */
  public static int[] draw(RandomGenerator random, int size, int count) {
    int[] all = new int[size];
    for (int i = 0; i < size; i++) {
      all[i] = i;
    }
    int drawn = Math.min(count, size);
    for (int i = 0; i < drawn; i++) {
      int j = i + random.nextInt(size - i);
      int swapped = all[i];
      all[i] = all[j];
      all[j] = swapped;
    }
    return java.util.Arrays.copyOf(all, drawn);
  }

  /** SplitMix64's finaliser (Steele, Lea, Flood 2014). */
  private static long mix(long state, long value) {
    long z = state + (value + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
