package dev.collabgraph.search.engine;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.score.ScoreBook.Observation;
import dev.collabgraph.suite.Split;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A finalist or a baseline with what it did on the splits after the search. Several graphs take the
 * tasks in turn. Not thread-safe.
 */
final class Contender {
  private final String name;
  private final List<CollaborationGraph> graphs;
  private final double costUnits;
  private final Map<Split, TreeMap<Integer, Observation>> observations = new EnumMap<>(Split.class);
  private double measuredSum;
  private int measuredTasks;

  Contender(String name, List<CollaborationGraph> graphs, double costUnits) {
    this.name = name;
    this.graphs = List.copyOf(graphs);
    this.costUnits = costUnits;
  }

  String name() {
    return name;
  }

  double costUnits() {
    return costUnits;
  }

  /** Whether this is one graph of one call. */
  boolean isSingle() {
    return graphs.size() == 1 && graphs.get(0).size() == 1;
  }

  /** Whether this is one graph, the given one. */
  boolean isSameAs(CollaborationGraph graph) {
    return graphs.size() == 1 && graphs.get(0).digest().equals(graph.digest());
  }

  /** One or more. */
  List<CollaborationGraph> graphs() {
    return graphs;
  }

  /** The graph that answers a task. */
  int graphOf(int task) {
    return task % graphs.size();
  }

  void add(Trial trial, Objective objective) {
    TreeMap<Integer, Observation> byTask =
        observations.computeIfAbsent(trial.split(), split -> new TreeMap<>());
    double[] rewards = objective.rewards(trial);
    for (int i = 0; i < rewards.length; i++) {
      if (!Double.isNaN(trial.scores()[i])) {
        int task = trial.tasks()[i];
        byTask.put(
            task, new Observation(task, trial.scores()[i], trial.latencies()[i], rewards[i]));
      }
    }
    int conclusive = trial.conclusiveTasks();
    if (conclusive > 0) {
      measuredSum += trial.measuredUnits() * conclusive;
      measuredTasks += conclusive;
    }
  }

  /** The conclusive tasks of a split, ascending. */
  Map<Integer, Observation> on(Split split) {
    return observations.getOrDefault(split, new TreeMap<>());
  }

  /** The scores on a split by ascending task. */
  double[] scores(Split split) {
    return on(split).values().stream().mapToDouble(Observation::score).toArray();
  }

  /** Mean reward on a split; NaN without any. */
  double meanReward(Split split) {
    return on(split).values().stream()
        .mapToDouble(Observation::reward)
        .average()
        .orElse(Double.NaN);
  }

  /** Mean score on a split; NaN without any. */
  double meanScore(Split split) {
    return on(split).values().stream().mapToDouble(Observation::score).average().orElse(Double.NaN);
  }

  /** Mean latency on a split; NaN without any. */
  double meanLatency(Split split) {
    return on(split).values().stream()
        .mapToDouble(Observation::latency)
        .average()
        .orElse(Double.NaN);
  }

  /** Mean cost by the tokens counted on all splits; NaN if unknown. */
  double measuredUnits() {
    return measuredTasks == 0 ? Double.NaN : measuredSum / measuredTasks;
  }
}
