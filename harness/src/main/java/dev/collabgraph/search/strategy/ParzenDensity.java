package dev.collabgraph.search.strategy;

import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A Parzen estimator over graphs: for every choice the share of the observed samples that made it,
 * smoothed by the untrained distribution. A choice counts only where it was live: roles and models
 * of live slots, edges that were asked. Draws go through the sampler, so every one keeps the
 * budget, and probabilities are exact. Not thread-safe.
 */
final class ParzenDensity {
  private final SearchSpace space;
  private final double priorWeight;
  private final GraphDistribution prior;
  private final GraphDistribution density;
  private final GraphSampler sampler;

  /**
   * @param priorWeight how many observations the untrained distribution counts for, above 0
   */
  ParzenDensity(SearchSpace space, double priorWeight) {
    this.space = space;
    this.priorWeight = priorWeight;
    this.prior = GraphDistribution.initial(space);
    this.density = prior.copy();
    this.sampler = new GraphSampler(space);
  }

  /** Replaces what was observed. */
  void fit(List<GraphSample> samples) {
    for (int v = 0; v < space.slots(); v++) {
      fitSlot(v, samples);
      for (int u = 0; u < v; u++) {
        fitEdge(u, v, samples);
      }
    }
  }

  private void fitSlot(int slot, List<GraphSample> samples) {
    double[] roles = weights(space.roleCount());
    double[] models = weights(space.modelCount());
    for (GraphSample sample : samples) {
      if (sample.isLive(slot)) {
        roles[sample.role(slot)]++;
        if (sample.model(slot) >= 0) {
          models[sample.model(slot)]++;
        }
      }
    }
    density.setRoleProbabilities(slot, roles, 0);
    density.setModelProbabilities(slot, models, 0);
  }

  private double[] weights(int choices) {
    double[] weights = new double[choices];
    java.util.Arrays.fill(weights, priorWeight / choices);
    return weights;
  }

  private void fitEdge(int u, int v, List<GraphSample> samples) {
    double asked = priorWeight;
    double chosen = priorWeight * prior.edgeProbability(u, v);
    for (GraphSample sample : samples) {
      // Under a random or learned order a pair may be asked in either direction.
      if (sample.isLive(v) && sample.wasAsked(u, v)) {
        asked++;
        chosen += sample.hasEdge(u, v) ? 1 : 0;
      } else if (sample.isLive(u) && sample.wasAsked(v, u)) {
        asked++;
        chosen += sample.hasEdge(v, u) ? 1 : 0;
      }
    }
    density.setEdgeProbability(u, v, chosen / asked, 0);
  }

  /** Draws a sample. */
  GraphSample draw(RandomGenerator random) {
    GraphSample sample = sampler.newSample();
    sampler.sample(density, random, sample);
    return sample;
  }

  /** Natural logarithm of a sample's probability, given its asking order. */
  double logProbability(GraphSample sample) {
    return sampler.logProbability(density, sample);
  }
}
