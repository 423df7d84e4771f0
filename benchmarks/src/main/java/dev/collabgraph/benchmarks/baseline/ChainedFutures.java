package dev.collabgraph.benchmarks.baseline;

import dev.collabgraph.benchmarks.NoOperation;
import dev.collabgraph.benchmarks.Shapes;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The hand-written rival of the executor: a future per node, chained to those of its predecessors.
 * It asks the same client, but renders no prompt, shares no call, extracts, scores and records
 * nothing, and does not survive a failure.
 */
public final class ChainedFutures {
  private static final CompletionRequest REQUEST =
      new CompletionRequest(
          Shapes.MODEL,
          "q",
          0,
          0,
          new CompletionRequest.Context(NoOperation.TASK.id(), "assistant", List.of()));

  private final int[][] predecessors;
  private final ModelClient client;

  /** A program for the graph with these predecessors, the last node its sink. */
  public ChainedFutures(int[][] predecessors, ModelClient client) {
    this.predecessors = predecessors;
    this.client = client;
  }

  /** Starts one run; gives the sink's answer. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public CompletableFuture<Completion> run() {
    CompletableFuture<Completion>[] nodes = new CompletableFuture[predecessors.length];
    for (int v = 0; v < nodes.length; v++) {
      int[] parents = predecessors[v];
      if (parents.length == 0) {
        nodes[v] = client.complete(REQUEST);
      } else if (parents.length == 1) {
        nodes[v] = nodes[parents[0]].thenCompose(answer -> client.complete(REQUEST));
      } else {
        CompletableFuture[] awaited = new CompletableFuture[parents.length];
        for (int i = 0; i < parents.length; i++) {
          awaited[i] = nodes[parents[i]];
        }
        nodes[v] = CompletableFuture.allOf(awaited).thenCompose(done -> client.complete(REQUEST));
      }
    }
    return nodes[nodes.length - 1];
  }
}
