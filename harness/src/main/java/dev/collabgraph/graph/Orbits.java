package dev.collabgraph.graph;

/** Which nodes known automorphisms exchange, and which of those orbits were tried (union-find). */
final class Orbits {
  private final int[] parent;
  private final boolean[] tried;

  Orbits(int size) {
    parent = new int[size];
    tried = new boolean[size];
    for (int v = 0; v < size; v++) {
      parent[v] = v;
    }
  }

  /** Representative of the orbit of a node. */
  int find(int v) {
    int root = v;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  /** Joins the orbits that an automorphism maps to each other; whether any were apart. */
  boolean join(int[] automorphism) {
    boolean changed = false;
    for (int v = 0; v < automorphism.length; v++) {
      changed |= join(v, automorphism[v]);
    }
    return changed;
  }

  /** Joins the orbits of two nodes; whether they were apart. */
  boolean join(int v, int w) {
    int a = find(v);
    int b = find(w);
    if (a == b) {
      return false;
    }
    parent[b] = a;
    tried[a] |= tried[b];
    return true;
  }

  void markTried(int v) {
    tried[find(v)] = true;
  }

  boolean tried(int v) {
    return tried[find(v)];
  }
}
