package dev.collabgraph.maven;

import dev.collabgraph.execution.CallSharing;
import dev.collabgraph.execution.ExecutionPlan;
import dev.collabgraph.execution.GraphExecutor;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.Clients;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.PromptTemplate;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.TaskSuite;
import dev.collabgraph.suite.TaskSuiteLoader;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
    return suite.flatMap(of -> known(of, text)).orElseGet(() -> new Task("question", text, ""));
  }

  private static Optional<Task> known(SuiteDefinition suite, String text) {
    try {
      TaskSuite tasks = TaskSuiteLoader.load(suite);
      return Arrays.stream(Split.values())
          .flatMap(split -> tasks.tasks(split).stream())
          .filter(task -> task.id().equals(text) || task.question().equals(text))
          .findFirst();
    } catch (SuiteException e) {
      return Optional
          .empty(); // a question of one's own needs no tasks, so missing ones are no error
    }
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
    checkTemplates(task);
    ExecutionPlan plan =
        ExecutionPlan.compile(document.graph(), document.roles(), document.models());
    Map<String, ModelClient> clients = Clients.open(providers(), document.models(), context);
    try {
      Scorer scorer = new Unjudged(Scorers.create(scoring(), context.baseDirectory()));
      return new GraphExecutor(clients, scorer, new CallSharing(), Runnable::run)
          .run(plan, task, 0, 0)
          .join();
    } finally {
      Clients.close(clients.values());
    }
  }

  /** A graph file may have been written by hand, so nobody has looked at its templates yet. */
  private void checkTemplates(Task task) {
    for (Role role : document.roles()) {
      Stream.of(role.prompt(), role.promptWithInputs())
          .filter(Objects::nonNull)
          .forEach(
              template -> PromptTemplate.compile(role.name(), template, task.fields().keySet()));
    }
  }

  private List<ProviderSpec> providers() {
    if (suite.isPresent()) {
      return List.copyOf(suite.get().providers().values());
    }
    return document.providers().entrySet().stream()
        .map(
            each ->
                new ProviderSpec(each.getKey(), each.getValue().type(), each.getValue().options()))
        .toList();
  }

  private SuiteDefinition.Scoring scoring() {
    if (suite.isPresent()) {
      return suite.get().scorer();
    }
    GraphDocument.Equality equality = document.equality();
    return equality == null
        ? new SuiteDefinition.Scoring("exact", Map.of())
        : new SuiteDefinition.Scoring(equality.type(), equality.options());
  }
}
