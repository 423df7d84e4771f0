package dev.collabgraph.graph;

import dev.collabgraph.graph.CollaborationGraph.Edge;
import dev.collabgraph.graph.CollaborationGraph.Node;
import java.util.List;

/** Builds graphs from untrusted parts. */
final class GraphAssembly {
  private GraphAssembly() {}

  static CollaborationGraph assemble(List<Node> nodes, List<Edge> edges, String sink) {
    throw new InvalidGraphException("assembly is being written");
  }

  static boolean isSound(CollaborationGraph graph) {
    return graph.size() > 0;
  }
}
