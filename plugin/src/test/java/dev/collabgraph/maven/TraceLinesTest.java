package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.execution.ExecutionStatus;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.execution.Trace.NodeTrace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Edge;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceLinesTest {
  private static final CollaborationGraph PAIR =
      CollaborationGraph.of(
          List.of(new Node("n0", "assistant", "small"), new Node("n1", "fuser", "large")),
          List.of(new Edge("n0", "n1")),
          "n1");

  @Test
  void showsWhatEveryNodeReadAndWroteAndWhatItCost() {
    Trace trace =
        new Trace(
            "question",
            ExecutionStatus.CONCLUSIVE,
            "16",
            0,
            1.75,
            List.of(
                node("n0", "assistant", "small", "8 and 7\nmake 15", 60, 1_200, "15"),
                node("n1", "fuser", "large", "It is 16.", 90, 20, "16")),
            null);
    assertThat(TraceLines.of(PAIR, trace))
        .containsExactly(
            "n0 assistant small, 0.75 s: 15",
            "    8 and 7",
            "    make 15",
            "n1 fuser large reads n0, 0.75 s: 16",
            "    It is 16.",
            "",
            "Answer: 16",
            "2 calls, 150 tokens in, 1,220 tokens out, 1.75 s on the longest path");
  }

  @Test
  void failedCallIsNamedAndThereIsNoAnswerLine() {
    NodeTrace failed =
        new NodeTrace(
            "n1",
            "fuser",
            "large",
            "prompt",
            null,
            null,
            null,
            new ModelCallException(ModelCallException.Kind.DEADLINE, "no reply within 60 s"));
    Trace trace =
        new Trace(
            "question",
            ExecutionStatus.INCONCLUSIVE,
            null,
            Double.NaN,
            0.75,
            List.of(node("n0", "assistant", "small", "15", -1, -1, "15"), failed),
            "no reply within 60 s");
    assertThat(TraceLines.of(PAIR, trace))
        .contains("n1 fuser large reads n0: no answer, the call failed", "    no reply within 60 s")
        .contains("1 call, tokens unknown, 0.75 s on the longest path")
        .noneMatch(line -> line.startsWith("Answer"));
  }

  private static NodeTrace node(
      String id, String role, String model, String text, int in, int out, String answer) {
    Completion completion = new Completion(text, null, in, out, 0.75, Completion.Finish.STOP);
    return new NodeTrace(id, role, model, "prompt", completion, answer, null, null);
  }
}
