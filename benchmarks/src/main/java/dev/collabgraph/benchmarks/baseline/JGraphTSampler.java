package dev.collabgraph.benchmarks.baseline;

import java.util.random.RandomGenerator;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DirectedAcyclicGraph;

/**
 * The library rival: JGraphT's graph that keeps a topological order as edges come and refuses one
 * that would close a cycle; every ordered pair of nodes asked.
 */
public final class JGraphTSampler {
  private final int slots;
  private final double probability;

  /** A sampler of graphs over {@code slots} nodes, each ordered pair with one probability. */
  public JGraphTSampler(int slots, double probability) {
    this.slots = slots;
    this.probability = probability;
  }

  /** A new acyclic graph. */
  public DirectedAcyclicGraph<Integer, DefaultEdge> sample(RandomGenerator random) {
    DirectedAcyclicGraph<Integer, DefaultEdge> graph =
        new DirectedAcyclicGraph<>(DefaultEdge.class);
    for (int id = 0; id < slots; id++) {
      graph.addVertex(id);
    }
    for (int from = 0; from < slots; from++) {
      for (int to = 0; to < slots; to++) {
        if (from != to && random.nextDouble() < probability) {
          try {
            graph.addEdge(from, to);
          } catch (IllegalArgumentException closesCycle) {
            continue; // how the library says no
          }
        }
      }
    }
    return graph;
  }
}
