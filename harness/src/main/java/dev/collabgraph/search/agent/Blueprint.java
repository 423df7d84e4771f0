package dev.collabgraph.search.agent;

import dev.collabgraph.graph.CollaborationGraph;

/**
 * Probabilities an agent asks for, node by node in topological order, the sink last. Arrays are
 * shared, not copied: do not write into them.
 *
 * @param likely the graph of the most probable choices, within budget and topology
 * @param roles probability of every role of the space, by node
 * @param models probability of every model, by node; null where the likely role asks none
 * @param edges probability that a node (first index) reads an earlier one (second)
 */
record Blueprint(CollaborationGraph likely, double[][] roles, double[][] models, double[][] edges) {

  /** Number of nodes that may become part of a graph. */
  int size() {
    return roles.length;
  }
}
