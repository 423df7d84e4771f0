package dev.collabgraph.execution;

import dev.collabgraph.execution.Trace.NodeTrace;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.AskingScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a model about one answer, once more if its reply cannot be read. No thread waits. The calls
 * belong to the run's replicate, so equal answers to a task are graded once.
 */
final class Judging {
  private static final String ROLE = "judge";

  /**
   * What came of it.
   *
   * @param score NaN if there is none
   * @param failure why not; null if there is one
   * @param reason the judge's own; null if it gave none
   * @param calls those made, in order
   */
  record Judged(double score, String failure, String reason, List<NodeTrace> calls) {}

  private final GraphExecutor executor;
  private final AskingScorer scorer;
  private final ModelSpec model;
  private final Task task;
  private final String answer;
  private final int replicate;
  private final List<NodeTrace> calls = new ArrayList<>();

  Judging(
      GraphExecutor executor,
      AskingScorer scorer,
      ModelSpec model,
      Task task,
      String answer,
      int replicate) {
    this.executor = executor;
    this.scorer = scorer;
    this.model = model;
    this.task = task;
    this.answer = answer;
    this.replicate = replicate;
  }

  /** Asks; completes exceptionally only for a defect. */
  CompletableFuture<Judged> start() {
    return ask(null);
  }

  private CompletableFuture<Judged> ask(String fault) {
    String prompt = scorer.question(task, answer, fault);
    CallKey key =
        CallKey.of(
            CallKey.identity(model, ROLE, 0),
            CallKey.occasion(task.id(), replicate, 0),
            CallKey.prompt(prompt));
    CompletionRequest.Context context =
        new CompletionRequest.Context(task.id(), ROLE, List.of(answer));
    return executor
        .ask(key, new CompletionRequest(model, prompt, replicate, 0, context))
        .handle((completion, failure) -> heard(prompt, key, completion, failure))
        .thenCompose(next -> next);
  }

  private CompletableFuture<Judged> heard(
      String prompt, CallKey key, Completion completion, Throwable thrown) {
    ModelCallException failure = thrown == null ? null : GraphExecutor.classified(model, thrown);
    String reply = completion == null ? "" : completion.text();
    calls.add(new NodeTrace(ROLE, ROLE, model.id(), prompt, completion, reply, key, failure));
    if (failure != null) {
      return ended(Double.NaN, "the judge (" + model.id() + "): " + failure.getMessage(), null);
    }
    OptionalDouble score = scorer.read(reply);
    if (score.isPresent()) {
      return ended(score.getAsDouble(), null, scorer.because(reply));
    }
    String fault = scorer.fault(reply);
    return calls.size() < AskingScorer.CALLS
        ? ask(fault)
        : ended(Double.NaN, "the judge (" + model.id() + ") gave no verdict twice: " + fault, null);
  }

  private CompletableFuture<Judged> ended(double score, String failure, String reason) {
    return CompletableFuture.completedFuture(
        new Judged(score, failure, reason, List.copyOf(calls)));
  }
}
