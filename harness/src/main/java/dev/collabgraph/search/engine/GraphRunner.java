package dev.collabgraph.search.engine;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.suite.Task;
import java.util.concurrent.CompletableFuture;

/** Runs a graph on a task. Safe to use from any number of threads. */
interface GraphRunner extends AutoCloseable {

  /**
   * Starts a run.
   *
   * @param graph in canonical form, so that isomorphic graphs give the same answers
   * @return completes with the trace, failures of calls included; exceptionally only by a defect
   */
  CompletableFuture<Trace> run(CollaborationGraph graph, Task task, int replicate, int repeat);

  /** Ends what is in flight and frees connections. */
  @Override
  void close();
}
