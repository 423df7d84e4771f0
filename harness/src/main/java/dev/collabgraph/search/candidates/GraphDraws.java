package dev.collabgraph.search.candidates;

import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.RandomStreams;
import dev.collabgraph.search.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws of whole graphs from the untrained distribution. Public for the sibling packages; not an
 * API.
 */
public final class GraphDraws {
  private GraphDraws() {}

  /** The graphs of the random baseline, the same ones for a seed whatever was searched. */
  public static List<CollaborationGraph> baseline(
      SearchSpace space, RandomStreams random, int count) {
    return untrained(space, random.stream(Purpose.BASELINE, 0), count);
  }

  /** Independent graphs from the distribution every search begins with. */
  public static List<CollaborationGraph> untrained(
      SearchSpace space, RandomGenerator random, int count) {
    GraphDistribution distribution = GraphDistribution.initial(space);
    GraphSampler sampler = new GraphSampler(space);
    List<CollaborationGraph> graphs = new ArrayList<>(count);
    GraphSample sample = sampler.newSample();
    for (int i = 0; i < count; i++) {
      sampler.sample(distribution, random, sample);
      graphs.add(sample.toGraph(space));
    }
    return graphs;
  }
}
