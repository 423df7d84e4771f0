package dev.collabgraph.distribution;

import java.util.Arrays;

/**
 * A sum of gradients of log-probabilities, and which parameters any of them touched.
 *
 * <p>What many samples have in common is kept as one weight for a whole row, to be spread over the
 * row once: minus the row's probabilities where every input, role or model of a slot was open, and
 * the conditional means of a minimum. {@link SampleScore#spread} does that.
 */
final class GraphGradient {
  final int slots;
  final double[] edge;
  final double[] role;
  final double[] model;
  final double[] order;

  final boolean[] edgeTouched;
  final boolean[] roleTouched;
  final boolean[] modelTouched;
  boolean orderTouched;

  /** Weight of samples that asked every earlier slot, by slot; fixed order. */
  final double[] rowWeight;

  /** Weight of samples to which every role was open, by slot. */
  final double[] roleWeight;

  /** Weight of samples to which every model was open, by slot. */
  final double[] modelWeight;

  /** Of those of {@link #rowWeight}, the ones under a minimum, [slot * minima + minimum]. */
  final double[] minimumWeight;

  /** Bits: {@link #ROW}, {@link #ROLE}, {@link #MODEL}, by slot; what was kept as a weight. */
  final byte[] pending;

  static final byte ROW = 1;
  static final byte ROLE = 2;
  static final byte MODEL = 4;

  GraphGradient(GraphRules rules) {
    this.slots = rules.slots;
    this.edge = new double[slots * (slots - 1) / 2];
    this.role = new double[slots * rules.roles];
    this.model = new double[slots * rules.models];
    this.order = new double[slots];
    this.edgeTouched = new boolean[edge.length];
    this.roleTouched = new boolean[role.length];
    this.modelTouched = new boolean[model.length];
    this.rowWeight = new double[slots];
    this.roleWeight = new double[slots];
    this.modelWeight = new double[slots];
    this.minimumWeight = new double[slots * rules.distinctMinima.length];
    this.pending = new byte[slots];
  }

  void clear() {
    Arrays.fill(edge, 0.0);
    Arrays.fill(role, 0.0);
    Arrays.fill(model, 0.0);
    Arrays.fill(order, 0.0);
    Arrays.fill(edgeTouched, false);
    Arrays.fill(roleTouched, false);
    Arrays.fill(modelTouched, false);
    orderTouched = false;
    clearWeights();
  }

  void clearWeights() {
    Arrays.fill(rowWeight, 0.0);
    Arrays.fill(roleWeight, 0.0);
    Arrays.fill(modelWeight, 0.0);
    Arrays.fill(minimumWeight, 0.0);
    Arrays.fill(pending, (byte) 0);
  }
}
