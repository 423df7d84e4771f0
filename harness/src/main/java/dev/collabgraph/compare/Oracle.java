package dev.collabgraph.compare;

import dev.collabgraph.graph.CollaborationGraph;

/**
 * Knows how good a graph truly is, which only a simulation can: for judging what strategies
 * returned, never for guiding them. Pure and thread-safe.
 */
public interface Oracle {
  /** What it is the truth of, for people and for identities: equal texts give equal scores. */
  String identity();

  /**
   * The score of a graph on each of a number of tasks no search has seen.
   *
   * @param tasks 2 or more; the first tasks of a longer row are those of a shorter one
   * @param seed of the noise
   * @return 0 to 1 by task
   */
  double[] scores(CollaborationGraph graph, int tasks, long seed);
}
