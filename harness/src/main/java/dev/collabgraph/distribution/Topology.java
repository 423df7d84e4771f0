package dev.collabgraph.distribution;

import java.util.Objects;

/**
 * Structural constraints, kept by construction.
 *
 * @param shape which graphs are allowed at all
 * @param maxDepth most levels, 1 or more; 0 = unlimited
 * @param maxWidth most nodes on a level, 1 or more; 0 = unlimited
 * @param maxInDegree most predecessors of a node, 1 or more; 0 = unlimited
 * @param sinkRole name of the sink's role; null = free
 * @param sinkModel id of the sink's model; null = free
 * @param sinkMinInputs least predecessors of the sink, 0 or more; default 0, so that a single call
 *     is a graph
 */
public record Topology(
    Shape shape,
    int maxDepth,
    int maxWidth,
    int maxInDegree,
    String sinkRole,
    String sinkModel,
    int sinkMinInputs) {

  /** Families of graphs. */
  public enum Shape {
    /** Any DAG whose nodes all reach the sink. */
    FREE,
    /** Every node has at most one predecessor and one successor. */
    CHAIN,
    /** Every node but the sink has exactly one successor. */
    TREE,
    /** Edges join neighbouring levels only. */
    LAYERED,
    /** The sink and leaves that feed it. */
    STAR
  }

  public Topology {
    Objects.requireNonNull(shape, "shape");
    atLeastZero(maxDepth, "maxDepth");
    atLeastZero(maxWidth, "maxWidth");
    atLeastZero(maxInDegree, "maxInDegree");
    atLeastZero(sinkMinInputs, "sinkMinInputs");
  }

  private static void atLeastZero(int value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more.");
    }
  }

  /** No constraint. */
  public static Topology free() {
    return of(Shape.FREE);
  }

  /** A shape without further limits. */
  public static Topology of(Shape shape) {
    return new Topology(shape, 0, 0, 0, null, null, 0);
  }
}
