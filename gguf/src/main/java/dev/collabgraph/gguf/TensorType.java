package dev.collabgraph.gguf;

/** Sizes of the tensor types of ggml: blocks of a number of elements in a number of bytes. */
final class TensorType {
  /** Rows: id, elements of a block, bytes of a block. */
  private static final int[][] BLOCKS = {
    {0, 1, 4}, // F32
    {1, 1, 2}, // F16
    {2, 32, 18}, // Q4_0
    {3, 32, 20}, // Q4_1
    {6, 32, 22}, // Q5_0
    {7, 32, 24}, // Q5_1
    {8, 32, 34}, // Q8_0
    {9, 32, 36}, // Q8_1
    {10, 256, 84}, // Q2_K
    {11, 256, 110}, // Q3_K
    {12, 256, 144}, // Q4_K
    {13, 256, 176}, // Q5_K
    {14, 256, 210}, // Q6_K
    {15, 256, 292}, // Q8_K
    {20, 32, 18}, // IQ4_NL
    {23, 256, 136}, // IQ4_XS
    {24, 1, 1}, // I8
    {25, 1, 2}, // I16
    {26, 1, 4}, // I32
    {27, 1, 8}, // I64
    {28, 1, 8}, // F64
    {30, 1, 2}, // BF16
  };

  private TensorType() {}

  /**
   * Bytes of a tensor. Of a type not listed here it is known only that it has some: then 1, a lower
   * bound.
   */
  static long bytes(long type, long elements) {
    for (int[] block : BLOCKS) {
      if (block[0] == type) {
        long blocks = elements / block[1] + (elements % block[1] == 0 ? 0 : 1);
        return Math.multiplyExact(blocks, (long) block[2]);
      }
    }
    return 1;
  }
}
