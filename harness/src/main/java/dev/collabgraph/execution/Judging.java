package dev.collabgraph.execution;

import dev.collabgraph.execution.AnswerJudge.Graded;
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

  /** Makes the one call with a key. */
  interface Calls {
    /** Its completion, or why it failed. */
    CompletableFuture<Completion> ask(CallKey key, CompletionRequest request);
  }

  private final Calls to;
  private final AskingScorer scorer;
  private final ModelSpec model;
  private final Task task;
  private final String answer;
  private final int replicate;
  private final List<NodeTrace> calls = new ArrayList<>();

  Judging(Calls to, AskingScorer scorer, ModelSpec model, Task task, String answer, int replicate) {
    this.to = to;
    this.scorer = scorer;
    this.model = model;
    this.task = task;
    this.answer = answer;
    this.replicate = replicate;
  }

  /** Asks; completes exceptionally only for a defect. */
  CompletableFuture<Graded> start() {
    return ask(null);
  }

  private CompletableFuture<Graded> ask(String fault) {
    String prompt = scorer.question(task, answer, fault);
    CallKey key =
        CallKey.of(
            CallKey.identity(model, ROLE, 0),
            CallKey.occasion(task.id(), replicate, 0),
            CallKey.prompt(prompt));
    CompletionRequest.Context context =
        new CompletionRequest.Context(task.id(), ROLE, List.of(answer));
    return to.ask(key, new CompletionRequest(model, prompt, replicate, 0, context))
        .handle((completion, failure) -> heard(prompt, key, completion, failure))
        .thenCompose(next -> next);
  }

  private CompletableFuture<Graded> heard(
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

  private CompletableFuture<Graded> ended(double score, String failure, String reason) {
    return CompletableFuture.completedFuture(
        new Graded(score, failure, reason, List.copyOf(calls)));
  }
}
