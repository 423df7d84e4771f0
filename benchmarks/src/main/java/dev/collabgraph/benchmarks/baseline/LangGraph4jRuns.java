package dev.collabgraph.benchmarks.baseline;

import dev.collabgraph.benchmarks.NoOperation;
import dev.collabgraph.benchmarks.Shapes;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.state.AgentState;

/**
 * The rival LangGraph4j: a graph whose nodes read the answers of their predecessors from the state
 * and add their own. It joins side branches only where all of them meet in one node, so the
 * complete graph is its chain, every node of which reads all answers before it, and between two
 * layers stands a node that does nothing.
 */
public final class LangGraph4jRuns {
  private static final CompletionRequest REQUEST =
      new CompletionRequest(
          Shapes.MODEL,
          "q",
          0,
          0,
          new CompletionRequest.Context(NoOperation.TASK.id(), "assistant", List.of()));

  private final ModelClient client;
  private final CompiledGraph<AgentState> graph;
  private final String sink;

  /** A compiled graph of this shape. */
  public LangGraph4jRuns(Shapes shape, ModelClient client) {
    this.client = client;
    int[][] predecessors = shape.predecessors();
    this.sink = name(predecessors.length - 1);
    try {
      StateGraph<AgentState> building = new StateGraph<>(AgentState::new);
      for (int v = 0; v < predecessors.length; v++) {
        building.addNode(name(v), node(v, predecessors[v]));
      }
      connect(building, shape, predecessors.length);
      this.graph =
          building.compile(CompileConfig.builder().recursionLimit(4 * predecessors.length).build());
    } catch (GraphStateException e) {
      throw new IllegalStateException(shape + " is refused", e);
    }
  }

  private static String name(int node) {
    return "n" + node;
  }

  private static void connect(StateGraph<AgentState> to, Shapes shape, int size)
      throws GraphStateException {
    switch (shape) {
      case SINGLE, CHAIN_16, COMPLETE_16 -> {
        to.addEdge(StateGraph.START, name(0));
        for (int v = 1; v < size; v++) {
          to.addEdge(name(v - 1), name(v));
        }
      }
      case FAN_16 -> layer(to, StateGraph.START, 0, size - 1, name(size - 1));
      case LAYERED_8X8 -> {
        String from = StateGraph.START;
        for (int first = 0; first < size - 1; first += 8) {
          String joined = first + 8 == size - 1 ? name(size - 1) : "joined" + first;
          if (!joined.equals(name(size - 1))) {
            to.addNode(joined, idle());
          }
          layer(to, from, first, first + 8, joined);
          from = joined;
        }
      }
    }
    to.addEdge(name(size - 1), StateGraph.END);
  }

  private static void layer(
      StateGraph<AgentState> to, String from, int first, int end, String joined)
      throws GraphStateException {
    for (int v = first; v < end; v++) {
      to.addEdge(from, name(v));
      to.addEdge(name(v), joined);
    }
  }

  private static AsyncNodeAction<AgentState> idle() {
    return state -> CompletableFuture.completedFuture(Map.of());
  }

  private AsyncNodeAction<AgentState> node(int v, int[] parents) {
    return state -> {
      for (int parent : parents) {
        if (state.value(name(parent)).isEmpty()) {
          throw new IllegalStateException(name(v) + " did not get " + name(parent));
        }
      }
      return client
          .complete(REQUEST)
          .thenApply(
              answer -> {
                Map<String, Object> change = new HashMap<>();
                change.put(name(v), answer.text());
                return change;
              });
    };
  }

  /** One run; gives the sink's answer. */
  public String run() {
    return graph.invoke(Map.of()).orElseThrow().<String>value(sink).orElseThrow();
  }
}
