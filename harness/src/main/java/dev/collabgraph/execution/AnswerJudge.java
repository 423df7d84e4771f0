package dev.collabgraph.execution;

import dev.collabgraph.execution.Trace.NodeTrace;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.AskingScorer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Grades answers outside of any graph, by a scorer that asks a model: the same question, the same
 * second attempt and the same shared calls as in a search. Safe to use from any number of threads.
 */
public final class AnswerJudge {
  private final AskingScorer scorer;
  private final ModelSpec model;
  private final ModelClient client;
  private final CallSharing.Calls calls;

  /**
   * What came of grading an answer.
   *
   * @param score 0 to 1; NaN if there is none
   * @param failure why not; null if there is one
   * @param reason the judge's own; null if it gave none
   * @param calls those made, in order; equal calls have equal keys
   */
  public record Graded(double score, String failure, String reason, List<NodeTrace> calls) {
    public Graded {
      calls = List.copyOf(calls);
    }
  }

  /**
   * A judge of answers.
   *
   * @param model that the scorer asks
   * @param client of the model's provider; not closed here
   */
  public AnswerJudge(AskingScorer scorer, ModelSpec model, ModelClient client) {
    this.scorer = Objects.requireNonNull(scorer, "scorer");
    this.model = Objects.requireNonNull(model, "model");
    this.client = Objects.requireNonNull(client, "client");
    this.calls = new CallSharing().of(0);
  }

  /**
   * Asks about one answer. Equal questions are one call.
   *
   * @return completes exceptionally only for a defect
   */
  public CompletableFuture<Graded> grade(Task task, String answer) {
    return new Judging(
            (key, request) -> calls.join(key, client, request), scorer, model, task, answer, 0)
        .start();
  }
}
