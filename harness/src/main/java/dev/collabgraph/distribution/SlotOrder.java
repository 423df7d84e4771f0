package dev.collabgraph.distribution;

/** How the slots of a sample are put into topological order. */
public enum SlotOrder {
  /** Slot i comes before slot i + 1. */
  FIXED,
  /** A uniformly random order, recorded with the sample. */
  RANDOM,
  /** A Plackett-Luce order with learned logits; its log-probability joins the sample's. */
  LEARNED
}
