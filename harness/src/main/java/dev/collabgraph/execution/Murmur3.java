package dev.collabgraph.execution;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3 x64 128 (Austin Appleby, public domain), with a seed of 128 bits: the published
 * function when both halves of the seed are equal.
 *
 * <p>Cost: O(bytes); allocates the result only.
 */
final class Murmur3 {
  private static final long C1 = 0x87C37B91114253D5L;
  private static final long C2 = 0x4CF5AD432745937FL;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Murmur3() {}

  /** Hash of a whole array. */
  static CallKey hash(byte[] data, long seedHigh, long seedLow) {
    long h1 = seedHigh;
    long h2 = seedLow;
    int length = data.length;
    int body = length & ~15;
    for (int i = 0; i < body; i += 16) {
      h1 ^= mix1((long) LONGS.get(data, i));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52DCE729L;
      h2 ^= mix2((long) LONGS.get(data, i + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495AB5L;
    }
    int rest = length - body;
    if (rest > 8) {
      h2 ^= mix2(partial(data, body + 8, length));
    }
    if (rest > 0) {
      h1 ^= mix1(partial(data, body, Math.min(length, body + 8)));
    }
    return finish(h1, h2, length);
  }

  /** Hash of the sixteen bytes of two longs, low byte first. */
  static CallKey hash(long a, long b, long seedHigh, long seedLow) {
    long h1 = seedHigh ^ mix1(a);
    h1 = (Long.rotateLeft(h1, 27) + seedLow) * 5 + 0x52DCE729L;
    long h2 = seedLow ^ mix2(b);
    h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495AB5L;
    return finish(h1, h2, 16);
  }

  private static CallKey finish(long state1, long state2, int length) {
    long h1 = state1 ^ length;
    long h2 = state2 ^ length;
    h1 += h2;
    h2 += h1;
    h1 = avalanche(h1);
    h2 = avalanche(h2);
    h1 += h2;
    h2 += h1;
    return new CallKey(h1, h2);
  }

  private static long partial(byte[] data, int from, int to) {
    long value = 0;
    for (int i = to - 1; i >= from; i--) {
      value = value << 8 | data[i] & 0xFFL;
    }
    return value;
  }

  private static long mix1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mix2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long avalanche(long value) {
    long z = value;
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }
}
