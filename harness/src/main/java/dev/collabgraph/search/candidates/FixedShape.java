package dev.collabgraph.search.candidates;

import java.util.Arrays;

/**
 * Topologies nobody has to search for, by size: who reads whom, in topological order, the sink
 * last. Every shape has a graph of every size from 1 on; size 1 is a single call.
 *
 * <p>Public for the sibling packages; not an API.
 */
public enum FixedShape {
  /** Every node reads the one before it. */
  CHAIN("chain") {
    @Override
    int[] inputs(int node, int size) {
      return range(node - 1, node);
    }
  },
  /** A binary tree, filled level by level from the sink. */
  TREE("tree") {
    @Override
    int[] inputs(int node, int size) {
      int left = 2 * (size - 1 - node) + 1;
      return range(size - 1 - (left + 1), size - left);
    }
  },
  /** Leaves read by the sink. */
  STAR("star") {
    @Override
    int[] inputs(int node, int size) {
      return node == size - 1 ? range(0, node) : NONE;
    }
  },
  /** Layers of about as many nodes as there are layers, each read by all of the next. */
  LAYERED("layered") {
    @Override
    int[] inputs(int node, int size) {
      int inner = size - 1;
      int width = Math.max(1, (int) Math.round(Math.sqrt(inner)));
      int first = node == inner ? inner : inner - width * ((inner - 1 - node) / width + 1);
      return range(first - width, first);
    }
  },
  /** Every node reads all before it. */
  COMPLETE("complete") {
    @Override
    int[] inputs(int node, int size) {
      return range(0, node);
    }
  },
  /** Three chains as deep as the size allows, side by side, read by the sink. */
  DEPTH_PARALLEL("depth-parallel") {
    @Override
    int[] inputs(int node, int size) {
      return chains(node, size, Math.min(3, size - 1));
    }
  },
  /** As many chains of two as the size allows, read by the sink. */
  WIDTH_CHAINS("width-chains") {
    @Override
    int[] inputs(int node, int size) {
      return chains(node, size, size / 2);
    }
  };

  private static final int[] NONE = {};

  private final String id;

  FixedShape(String id) {
    this.id = id;
  }

  /** As in {@code fixed:<id>}. */
  public String id() {
    return id;
  }

  /** Indexes of the nodes that one reads, ascending. */
  abstract int[] inputs(int node, int size);

  /** The inputs of all nodes. */
  int[][] inputs(int size) {
    int[][] inputs = new int[size][];
    for (int v = 0; v < size; v++) {
      inputs[v] = inputs(v, size);
    }
    return inputs;
  }

  private static int[] chains(int node, int size, int chains) {
    int inner = size - 1;
    return node == inner
        ? range(inner - chains, inner)
        : range(node - chains, Math.min(node, node - chains + 1));
  }

  /** The indexes from {@code from} to {@code until} - 1 that are not below 0. */
  private static int[] range(int from, int until) {
    int first = Math.max(0, from);
    int[] range = new int[Math.max(0, until - first)];
    Arrays.setAll(range, i -> first + i);
    return range;
  }
}
