package dev.collabgraph.simulated;

import java.nio.charset.StandardCharsets;

/**
 * Counter-based randomness: every number is a pure function of a 64-bit seed and a position, so
 * nothing depends on who asks first. Here and in the rest of the package transcendental functions
 * are those of {@link StrictMath}: equal on every JVM and machine.
 */
final class Mix {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /** A new seed from a seed and a word. SplitMix64 finaliser (Steele, Lea, Flood 2014). */
  static long mix(long state, long word) {
    long z = (state ^ (word * 0xD1342543DE82EF95L)) + GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A seed from a text. */
  static long of(String text) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return mix(hash, text.length());
  }

  /** The number at {@code position} of the stream {@code seed}: uniform in [0, 1). */
  static double unit(long seed, int position) {
    return (mix(seed, position) >>> 11) * 0x1p-53;
  }

  /** Standard normal number from positions {@code position} and {@code position + 1}. */
  static double gaussian(long seed, int position) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - unit(seed, position)));
    return radius * StrictMath.cos(2 * Math.PI * unit(seed, position + 1));
  }
}
