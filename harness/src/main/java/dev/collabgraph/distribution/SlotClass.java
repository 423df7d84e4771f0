package dev.collabgraph.distribution;

/** A set of slots that can be spoken of at once. */
public enum SlotClass {
  /** Every slot. */
  ALL,
  /** The slot that gives the final answer. */
  SINK,
  /** Every slot but the sink. */
  INNER;

  /** First slot of the class among {@code slots}. */
  public int first(int slots) {
    return this == SINK ? slots - 1 : 0;
  }

  /** One past the last slot of the class among {@code slots}. */
  public int end(int slots) {
    return this == INNER ? slots - 1 : slots;
  }
}
