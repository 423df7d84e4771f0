package dev.collabgraph.distribution;

/** Copies samples into buffers. */
final class Copies {
  private Copies() {}

  static void copy(GraphSample from, GraphSample to) {
    System.arraycopy(from.live, 0, to.live, 0, from.words);
    System.arraycopy(from.role, 0, to.role, 0, from.slots);
    System.arraycopy(from.model, 0, to.model, 0, from.slots);
    System.arraycopy(from.parents, 0, to.parents, 0, from.parents.length);
    System.arraycopy(from.inDegree, 0, to.inDegree, 0, from.slots);
    to.cost = from.cost;
  }
}
