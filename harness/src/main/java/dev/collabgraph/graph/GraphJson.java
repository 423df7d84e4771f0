package dev.collabgraph.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A graph as JSON, the same in every file that holds one. */
public final class GraphJson {
  private GraphJson() {}

  /** {@code sink}, {@code nodes} in topological order (no model for a vote) and {@code edges}. */
  public static ObjectNode of(CollaborationGraph graph) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("sink", graph.node(graph.sink()).id());
    ArrayNode nodes = node.putArray("nodes");
    for (CollaborationGraph.Node each : graph.nodes()) {
      ObjectNode item = nodes.addObject().put("id", each.id()).put("role", each.role());
      if (each.model() != null) {
        item.put("model", each.model());
      }
    }
    ArrayNode edges = node.putArray("edges");
    for (CollaborationGraph.Edge edge : graph.edges()) {
      edges.addArray().add(edge.from()).add(edge.to());
    }
    return node;
  }
}
