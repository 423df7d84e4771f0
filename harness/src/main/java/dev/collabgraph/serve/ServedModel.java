package dev.collabgraph.serve;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.runtime.AskableGraph;
import dev.collabgraph.suite.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What a front answers with: a graph, or one model of a suite. Closed by whoever opened it. */
public abstract sealed class ServedModel {

  /**
   * What goes back.
   *
   * @param answer the part of the text that the suite's scorer takes for the answer
   * @param calls made for it
   */
  record Reply(
      String text,
      Completion.Finish finish,
      int inputTokens,
      int outputTokens,
      Optional<String> answer,
      int calls) {}

  private final String id;
  private final Function<String, Task> tasks;

  private ServedModel(String id, Function<String, Task> tasks) {
    this.id = Objects.requireNonNull(id, "id");
    this.tasks = Objects.requireNonNull(tasks, "tasks");
  }

  /**
   * A graph. Its sampling parameters are part of what was searched, so those of a request are not
   * applied, and the reply says so.
   *
   * @param id what clients name it
   * @param tasks makes a task of a question
   */
  public static ServedModel graph(String id, AskableGraph graph, Function<String, Task> tasks) {
    return new OfGraph(id, graph, tasks);
  }

  /**
   * A model, asked with the question as it comes, without a role's template.
   *
   * @param tasks makes a task of a question, whose id computing models look at
   */
  public static ServedModel model(
      ModelSpec model, ModelClient client, Function<String, Task> tasks) {
    return new OfClient(model, client, tasks);
  }

  /** What clients name it. */
  public final String id() {
    return id;
  }

  final Task task(String question) {
    return tasks.apply(question);
  }

  /** Asks; completes exceptionally if there is no answer. */
  abstract CompletableFuture<Reply> answer(ChatCall call, String question);

  /** Calls that an answer takes. */
  abstract int calls();

  /** Parameters of a request that have no effect. */
  abstract List<String> ignored(ChatCall call);

  private static final class OfGraph extends ServedModel {
    private final AskableGraph graph;

    OfGraph(String id, AskableGraph graph, Function<String, Task> tasks) {
      super(id, tasks);
      this.graph = graph;
    }

    @Override
    CompletableFuture<Reply> answer(ChatCall call, String question) {
      return graph
          .ask(task(question), call.replicate())
          .thenApply(
              answer ->
                  new Reply(
                      answer.text(),
                      answer.finish(),
                      answer.inputTokens(),
                      answer.outputTokens(),
                      answer.answer(),
                      answer.calls()));
    }

    @Override
    int calls() {
      return graph.calls();
    }

    @Override
    List<String> ignored(ChatCall call) {
      List<String> ignored = new ArrayList<>(call.sampling());
      ignored.addAll(call.unknown());
      return ignored;
    }
  }

  private static final class OfClient extends ServedModel {
    private final ModelSpec model;
    private final ModelClient client;

    OfClient(ModelSpec model, ModelClient client, Function<String, Task> tasks) {
      super(model.id(), tasks);
      this.model = model;
      this.client = client;
    }

    @Override
    CompletableFuture<Reply> answer(ChatCall call, String question) {
      ModelSpec asked =
          new ModelSpec(
              model.id(),
              model.family(),
              model.provider(),
              model.name(),
              model.architecture(),
              model.price(),
              call.over(model.sampling()),
              model.rank());
      CompletionRequest request =
          new CompletionRequest(
              asked,
              question,
              call.replicate(),
              0,
              new CompletionRequest.Context(task(question).id(), "assistant", List.of()));
      return client
          .complete(request)
          .thenApply(
              completion ->
                  new Reply(
                      completion.text(),
                      completion.finish(),
                      completion.inputTokens(),
                      completion.outputTokens(),
                      Optional.empty(),
                      1));
    }

    @Override
    int calls() {
      return 1;
    }

    @Override
    List<String> ignored(ChatCall call) {
      return call.unknown();
    }
  }
}
