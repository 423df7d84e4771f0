package dev.collabgraph.distribution;

import java.util.random.RandomGenerator;

/**
 * The random words of one sample: SplitMix64 (Steele, Lea and Flood 2014, with Stafford's variant
 * 13 of the mixing), started from one word of the caller's generator. Its state is a field of a
 * final class, so that a hot loop can hold it in a register.
 */
final class WordStream implements RandomGenerator {
  static final long GAMMA = 0x9E3779B97F4A7C15L;

  long state;

  /** The word for a state; the next state is {@link #GAMMA} further. */
  static long mix(long state) {
    long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    return mix(state);
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
