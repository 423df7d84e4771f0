package dev.collabgraph.search.agent;

import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.distribution.SlotClass;
import dev.collabgraph.distribution.SlotOrder;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Turns what the agent wants into probabilities, and probabilities into a graph. The agent's wish
 * is never tried itself: it sets the logits, and what the sampler draws from them is tried. Around
 * the wish some probability is left for everything else, so the space stays open.
 *
 * <p>Not thread-safe.
 */
final class Steering {
  private static final double MOST_DOUBT = 0.25;

  private final SearchSpace space;
  private final GraphSampler sampler;
  private final GraphSample sample;
  private final GraphDistribution distribution;

  Steering(SearchSpace space) {
    this.space = space;
    this.sampler = new GraphSampler(space);
    this.sample = sampler.newSample();
    this.distribution = GraphDistribution.initial(space);
  }

  /**
   * Draws a graph from a distribution set around a wish.
   *
   * @param changes expected number of choices that fall otherwise: edges added, edges dropped,
   *     roles and models changed; above 0
   */
  CollaborationGraph draw(CollaborationGraph wish, double changes, RandomGenerator random) {
    set(space, distribution, wish, changes);
    sampler.sample(distribution, random, sample);
    return sample.toGraph(space);
  }

  /** Draws a graph from the probabilities of a blueprint, softened by a few expected changes. */
  CollaborationGraph draw(Blueprint blueprint, double changes, RandomGenerator random) {
    int slots = space.slots();
    int size = blueprint.size();
    int offset = slots - size;
    double each = changes / 4;
    double asked = 1;
    for (int v = 0; v < size; v++) {
      asked += offset + v;
    }
    double stray = Math.min(MOST_DOUBT, each / asked);
    double dropped = Math.min(MOST_DOUBT, each / Math.max(1, blueprint.likely().edgeCount()));
    double swapped = Math.min(MOST_DOUBT, each / size);
    distribution.setEdgeProbabilities(SlotClass.ALL, stray, 0);
    for (int v = 0; v < size; v++) {
      double[] inputs = blueprint.edges()[v];
      for (int u = 0; u < inputs.length; u++) {
        double wished = Math.min(1 - dropped, Math.max(stray, inputs[u]));
        distribution.setEdgeProbability(offset + u, offset + v, wished, 0);
      }
      distribution.setRoleProbabilities(offset + v, softened(blueprint.roles()[v], swapped), 0);
      if (blueprint.models()[v] != null) {
        distribution.setModelProbabilities(offset + v, softened(blueprint.models()[v], swapped), 0);
      }
    }
    order(space, distribution);
    sampler.sample(distribution, random, sample);
    return sample.toGraph(space);
  }

  private static double[] softened(double[] wished, double doubt) {
    double[] weights = wished.clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (1 - doubt) * weights[i] + doubt / weights.length;
    }
    return weights;
  }

  /**
   * Sets the logits of all slots around a wish.
   *
   * @param changes as for {@link #draw}
   */
  static void set(
      SearchSpace space, GraphDistribution distribution, CollaborationGraph wish, double changes) {
    int slots = space.slots();
    int size = wish.size();
    int offset = slots - size;
    double each = changes / 4;
    double asked = 1;
    for (int v = 0; v < size; v++) {
      asked += offset + v;
    }
    double stray = Math.min(MOST_DOUBT, each / asked);
    double dropped = Math.min(MOST_DOUBT, each / Math.max(1, wish.edgeCount()));
    double swapped = Math.min(MOST_DOUBT, each / size);
    distribution.setEdgeProbabilities(SlotClass.ALL, stray, 0);
    List<Role> roles = space.costs().roles();
    List<ModelSpec> models = space.costs().models();
    for (int v = 0; v < size; v++) {
      int slot = offset + v;
      CollaborationGraph.Node node = wish.node(v);
      for (int u : wish.predecessors(v)) {
        distribution.setEdgeProbability(offset + u, slot, 1 - dropped, 0);
      }
      distribution.setRoleProbabilities(
          slot, around(roles.stream().map(Role::name).toList(), node.role(), swapped), 0);
      if (node.model() != null) {
        distribution.setModelProbabilities(
            slot, around(models.stream().map(ModelSpec::id).toList(), node.model(), swapped), 0);
      }
    }
    order(space, distribution);
  }

  private static void order(SearchSpace space, GraphDistribution distribution) {
    int slots = space.slots();
    if (space.order() == SlotOrder.LEARNED) {
      for (int slot = 0; slot < slots; slot++) {
        distribution.setOrderLogit(slot, GraphDistribution.LOGIT_LIMIT * (2.0 * slot / slots - 1));
      }
    }
  }

  /** Weights that put all but a doubt on one name. */
  private static double[] around(List<String> names, String wished, double doubt) {
    double[] weights = new double[names.size()];
    Arrays.fill(weights, names.size() == 1 ? 1 : doubt / (names.size() - 1));
    weights[names.indexOf(wished)] = 1 - (names.size() == 1 ? 0 : doubt);
    return weights;
  }
}
