package dev.collabgraph.distribution;

/** Square bit matrices in words. */
final class BitMatrix {
  private BitMatrix() {}

  /**
   * Transposes a 64 x 64 bit matrix in place: afterwards bit l of word b is what bit b of word l
   * was.
   *
   * <p>Source: Warren, Hacker's Delight (2nd edition, 2012), section 7-3, by halving blocks.
   *
   * @param words at least 64 from {@code from}
   */
  static void transpose(long[] words, int from) {
    long mask = 0x00000000FFFFFFFFL;
    for (int width = 32; width != 0; width >>>= 1, mask ^= mask << width) {
      for (int row = 0; row < 64; row = ((row | width) + 1) & ~width) {
        long low = words[from + row];
        long high = words[from + (row | width)];
        long swap = ((low >>> width) ^ high) & mask;
        words[from + row] = low ^ (swap << width);
        words[from + (row | width)] = high ^ swap;
      }
    }
  }
}
