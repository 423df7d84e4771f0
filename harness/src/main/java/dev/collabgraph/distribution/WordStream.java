package dev.collabgraph.distribution;

import java.util.random.RandomGenerator;

/**
 * The random words of one sample: SplitMix64 (Steele, Lea and Flood 2014, with Stafford's variant
 * 13 of the mixing), started from one word of the caller's generator.
 *
 * <p>Words are made a chunk at a time in a loop without a dependence from one to the next, which
 * the compiler turns into vector instructions: a quarter of the time of one by one where the
 * processor multiplies longs in vectors (decision 0034). Which words come, and in what order, does
 * not depend on that.
 */
final class WordStream implements RandomGenerator {
  /** Words that {@link #reserve} takes. */
  static final int RESERVE = 8;

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final long[] steps;

  /** Words made; {@link #reserve} and {@link #pair} tell where their own stand. */
  final long[] words;

  private int next;
  private int end;

  /** State of the generator after the last word made. */
  private long state;

  /**
   * No words yet.
   *
   * @param chunk how many are made at a time; even, {@link #RESERVE} or more
   */
  WordStream(int chunk) {
    this.steps = new long[chunk];
    this.words = new long[RESERVE + chunk];
    for (int i = 0; i < chunk; i++) {
      steps[i] = (i + 1) * GAMMA;
    }
  }

  /**
   * Another seed, for words beside those of a first: Murmur3's mixing, which SplitMix64 has not.
   */
  static long other(long seed) {
    long z = (seed ^ seed >>> 33) * 0xFF51AFD7ED558CCDL;
    z = (z ^ z >>> 33) * 0xC4CEB9FE1A85EC53L;
    return z ^ z >>> 33;
  }

  /** Starts the words of a seed. */
  void start(long seed) {
    state = seed;
    next = 0;
    end = 0;
  }

  @Override
  public long nextLong() {
    if (next == end) {
      refill();
    }
    return words[next++];
  }

  /**
   * Takes {@link #RESERVE} words at once: they are {@link #words} from the index returned on, until
   * another word is asked for.
   */
  int reserve() {
    if (end - next < RESERVE) {
      refill();
    }
    int from = next;
    next += RESERVE;
    return from;
  }

  /**
   * Takes two words at once, as {@link #reserve} takes more. Of a stream from which only pairs are
   * taken.
   */
  int pair() {
    if (next == end) {
      refill();
    }
    int from = next;
    next += 2;
    return from;
  }

  /**
   * Makes a chunk of words, always at the same place: the compiler vectorises the loop only if its
   * arrays keep step. Words not handed out yet, fewer than a reserve, move up before them.
   */
  private void refill() {
    int kept = end - next;
    for (int i = 0; i < kept; i++) {
      words[RESERVE - kept + i] = words[next + i];
    }
    make(words, steps, state);
    state += steps[steps.length - 1];
    next = RESERVE - kept;
    end = words.length;
  }

  private static void make(long[] into, long[] steps, long state) {
    for (int i = 0; i < steps.length; i++) {
      long z = state + steps[i];
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      into[RESERVE + i] = z ^ z >>> 31;
    }
  }

  /** Uniform on [0, 1) in steps of 2<sup>-53</sup>; uses one word. */
  double unit() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform from 0 to bound - 1, exactly; bound above 0. */
  int below(int bound) {
    return nextInt(bound);
  }
}
