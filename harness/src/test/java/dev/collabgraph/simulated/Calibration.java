package dev.collabgraph.simulated;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Measures what the published figures measured, on a simulated landscape. */
final class Calibration {
  private Calibration() {}

  /**
   * Mean accuracy in percent of {@code graphs} random graphs with these workers, each on {@code
   * tasks} tasks of its own: the standard error is about 50 / sqrt(graphs x tasks) points.
   */
  static double mix(
      TrueAccuracy evaluator,
      LatentTask[] tasks,
      Published.Mix mix,
      int graphs,
      int perGraph,
      long seed) {
    return mix(evaluator, tasks, graphs(mix, graphs, seed), perGraph, seed);
  }

  /** As above with the graphs already drawn. */
  static double mix(
      TrueAccuracy evaluator,
      LatentTask[] tasks,
      List<CollaborationGraph> graphs,
      int perGraph,
      long seed) {
    return 100
        * IntStream.range(0, graphs.size())
            .parallel()
            .mapToDouble(
                g -> accuracy(evaluator, graphs.get(g), tasks, g * perGraph, perGraph, seed))
            .sum()
        / graphs.size();
  }

  /** Random graphs in canonical form. */
  static List<CollaborationGraph> graphs(Published.Mix mix, int count, long seed) {
    return IntStream.range(0, count)
        .mapToObj(
            g ->
                Shapes.random(mix.models(), Published.SINK, new SplittableRandom(Mix.mix(seed, g)))
                    .canonical())
        .toList();
  }

  /**
   * Accuracy, 0 to 1, of a canonical graph on {@code count} tasks from {@code first} on, wrapping.
   */
  static double accuracy(
      TrueAccuracy evaluator,
      CollaborationGraph graph,
      LatentTask[] tasks,
      int first,
      int count,
      long seed) {
    CompiledGraph compiled = evaluator.compileCanonical(graph);
    CompiledGraph.Scratch scratch = compiled.scratch();
    int right = 0;
    for (int t = 0; t < count; t++) {
      right += compiled.run(tasks[(first + t) % tasks.length], seed, t, scratch) == 0 ? 1 : 0;
    }
    return (double) right / count;
  }

  /** Accuracy in percent over all tasks, once each. */
  static double percent(TrueAccuracy evaluator, CollaborationGraph graph, LatentTask[] tasks) {
    return 100 * accuracy(evaluator, graph, tasks, 0, tasks.length, 17);
  }

  static LatentTask[] tasks(TrueAccuracy evaluator, int count) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(evaluator::task)
        .toArray(LatentTask[]::new);
  }
}
