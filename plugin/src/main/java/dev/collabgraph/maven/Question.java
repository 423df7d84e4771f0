package dev.collabgraph.maven;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.runtime.AskableGraph;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.TaskSuiteLoader;
import java.util.Optional;

/**
 * One question for a graph file. The file holds all that is needed; the suite it was found for,
 * where there is one, says anew where the models are served and how an answer is found in a text.
 *
 * @param document the graph with its roles, models and providers
 * @param suite it was found for, if its file is there
 */
record Question(GraphDocument document, Optional<SuiteDefinition> suite) {

  /**
   * The suite's task with this id or this very question, so that models which know tasks rather
   * than texts can be asked too; otherwise a task made of the text.
   */
  Task task(String text) {
    return KnownTasks.of(suite).task(text);
  }

  /** How to ask models that answer no text of one's own; empty for all others. */
  String hint() {
    if (suite.isEmpty() || !suite.get().tasks().format().equals("simulated")) {
      return "";
    }
    return " Simulated models answer their own tasks only. Ask one by its id: -Dcollabgraph.question="
        + TaskSuiteLoader.load(suite.get()).search().get(0).id();
  }

  /**
   * Asks, and waits for the answer; takes as long as the longest path of calls.
   *
   * @throws IllegalArgumentException if a template of the graph names what the task does not have
   */
  Trace ask(Task task, ModelProvider.Context context) {
    try (AskableGraph graph = AskableGraph.open(document, suite, context)) {
      return graph.trace(task, 0).join();
    }
  }
}
