package dev.collabgraph.distribution;

import java.util.Arrays;

/** A sum of gradients of log-probabilities, and which parameters any of them touched. */
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

  GraphGradient(GraphRules rules) {
    this.slots = rules.slots;
    this.edge = new double[slots * (slots - 1) / 2];
    this.role = new double[slots * rules.roles];
    this.model = new double[slots * rules.models];
    this.order = new double[slots];
    this.edgeTouched = new boolean[edge.length];
    this.roleTouched = new boolean[role.length];
    this.modelTouched = new boolean[model.length];
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
  }
}
