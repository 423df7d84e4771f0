package dev.collabgraph.benchmarks.baseline;

import dev.collabgraph.benchmarks.NoOperation;
import dev.collabgraph.benchmarks.Shapes;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.agentic.scope.AgenticScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The rival LangChain4j agentic: sequences and parallel workflows of actions that read the answers
 * of their predecessors from the scope and write their own. The complete graph is its sequence,
 * every action of which reads all answers before it; a layer is a parallel workflow.
 */
public final class AgenticRuns {
  private static final CompletionRequest REQUEST =
      new CompletionRequest(
          Shapes.MODEL,
          "q",
          0,
          0,
          new CompletionRequest.Context(NoOperation.TASK.id(), "assistant", List.of()));

  private final ModelClient client;
  private final UntypedAgent system;

  /** A system of this shape; side branches run on the caller's thread. */
  public AgenticRuns(Shapes shape, ModelClient client) {
    this.client = client;
    int[][] predecessors = shape.predecessors();
    int sink = predecessors.length - 1;
    List<Object> steps = new ArrayList<>();
    switch (shape) {
      case SINGLE, CHAIN_16, COMPLETE_16 ->
          IntStream.range(0, sink).forEach(v -> steps.add(action(v, predecessors[v])));
      case FAN_16 -> steps.add(parallel(predecessors, 0, sink));
      case LAYERED_8X8 -> {
        for (int first = 0; first < sink; first += 8) {
          steps.add(parallel(predecessors, first, first + 8));
        }
      }
    }
    steps.add(action(sink, predecessors[sink]));
    this.system =
        AgenticServices.sequenceBuilder()
            .subAgents(steps)
            .output(scope -> scope.readState(name(sink)))
            .build();
  }

  private static String name(int node) {
    return "n" + node;
  }

  private UntypedAgent parallel(int[][] predecessors, int first, int end) {
    List<Object> branches = new ArrayList<>();
    IntStream.range(first, end).forEach(v -> branches.add(action(v, predecessors[v])));
    return AgenticServices.parallelBuilder().executor(Runnable::run).subAgents(branches).build();
  }

  private Object action(int v, int[] parents) {
    return AgenticServices.agentAction((AgenticScope scope) -> call(scope, v, parents));
  }

  private void call(AgenticScope scope, int v, int[] parents) {
    for (int parent : parents) {
      if (scope.readState(name(parent)) == null) {
        throw new IllegalStateException(name(v) + " did not get " + name(parent));
      }
    }
    scope.writeState(name(v), client.complete(REQUEST).join().text());
  }

  /** One run; gives the sink's answer. */
  public String run() {
    return (String) system.invoke(Map.of());
  }
}
