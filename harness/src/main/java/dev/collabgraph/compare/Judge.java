package dev.collabgraph.compare;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks graphs up with an oracle, each once. Thread-safe. */
final class Judge {
  /** Noise by which strategies are judged. */
  static final long SEED = 99;

  private final Oracle oracle;
  private final int tasks;
  private final Map<String, Double> known = new ConcurrentHashMap<>();

  Judge(Oracle oracle, int tasks) {
    this.oracle = oracle;
    this.tasks = tasks;
  }

  /** True score of a canonical graph. */
  double score(CollaborationGraph graph) {
    Double found = known.get(graph.digest());
    if (found == null) {
      found = mean(graph, tasks, SEED);
      known.put(graph.digest(), found);
    }
    return found;
  }

  /** True score on another number of tasks with another noise. */
  double mean(CollaborationGraph graph, int ofTasks, long seed) {
    double sum = 0;
    for (double score : oracle.scores(graph, ofTasks, seed)) {
      sum += score;
    }
    return sum / ofTasks;
  }

  int tasks() {
    return tasks;
  }
}
