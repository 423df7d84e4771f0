package dev.collabgraph.search.agent;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph as numbers that say what the three insights speak of: which models in which place, width,
 * depth, how much a node must read. Counts enter by logarithm: the tenth leaf matters less than the
 * first. Every feature lies roughly between 0 and 1.
 */
final class GraphFeatures {
  private final SearchSpace space;
  private final Map<String, Integer> roles = new HashMap<>();
  private final Map<String, Integer> models = new HashMap<>();
  private final double scale;

  GraphFeatures(SearchSpace space) {
    this.space = space;
    List<Role> allRoles = space.costs().roles();
    for (int r = 0; r < allRoles.size(); r++) {
      roles.put(allRoles.get(r).name(), r);
    }
    for (int m = 0; m < space.modelCount(); m++) {
      models.put(space.costs().models().get(m).id(), m);
    }
    scale = 1 / StrictMath.log1p(space.slots());
  }

  /** Number of features. */
  int size() {
    return space.modelCount() * (2 + space.roleCount()) + 2 * space.roleCount() + 6;
  }

  /** The features of a graph. */
  double[] of(CollaborationGraph graph) {
    int modelCount = space.modelCount();
    int roleCount = space.roleCount();
    double[] features = new double[size()];
    double reads = 0;
    int inner = 0;
    int sinkBase = modelCount * (1 + roleCount);
    int roleBase = sinkBase + modelCount;
    for (int v = 0; v < graph.size(); v++) {
      CollaborationGraph.Node node = graph.node(v);
      int role = roles.get(node.role());
      Integer model = node.model() == null ? null : models.get(node.model());
      if (v == graph.sink()) {
        features[roleBase + role] = 1;
        if (model != null) {
          features[sinkBase + model] = 1;
        }
      } else if (graph.inDegree(v) == 0) {
        features[model]++;
      } else {
        inner++;
        reads += graph.inDegree(v);
        if (model == null) {
          features[roleBase + roleCount + role]++;
        } else {
          features[modelCount * (1 + role) + model]++;
        }
      }
    }
    for (int i = 0; i < sinkBase; i++) {
      features[i] = StrictMath.log1p(features[i]) * 2 * scale;
    }
    for (int i = roleBase + roleCount; i < roleBase + 2 * roleCount; i++) {
      features[i] = StrictMath.log1p(features[i]) * 2 * scale;
    }
    int next = roleBase + 2 * roleCount;
    features[next++] = Math.min(1.5, (graph.depth() - 1) / 3.0);
    features[next++] = StrictMath.log(graph.width()) * scale;
    features[next++] = StrictMath.log1p(graph.inDegree(graph.sink())) * scale;
    features[next++] = inner == 0 ? 0 : StrictMath.log1p(reads / inner) * scale;
    features[next++] = StrictMath.log1p(inner) * scale;
    features[next] = space.costs().cost(graph) / (double) Math.max(CostTable.UNIT, space.limit());
    return features;
  }
}
