package dev.collabgraph.execution;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import java.util.List;

/**
 * What happened when a graph ran on a task.
 *
 * @param taskId id of the task
 * @param status whether there is a score
 * @param answer the sink's extracted answer; null if it gave none or the run is inconclusive
 * @param score 0 to 1; NaN if inconclusive
 * @param latencySeconds longest path of node service times, queueing excluded
 * @param nodes one entry per node that ran, in topological order
 * @param failure why the run is inconclusive; null if conclusive
 * @param reason why the answer got less than 1, in the scorer's words, which may quote the answer;
 *     null if it has nothing to say
 * @param judging calls of a scorer that asks a model, in order; empty for all others. They are no
 *     part of the graph, but on the bill
 */
public record Trace(
    String taskId,
    ExecutionStatus status,
    String answer,
    double score,
    double latencySeconds,
    List<NodeTrace> nodes,
    String failure,
    String reason,
    List<NodeTrace> judging) {

  public Trace {
    nodes = List.copyOf(nodes);
    judging = List.copyOf(judging);
  }

  /** A trace without the scorer's words. */
  public Trace(
      String taskId,
      ExecutionStatus status,
      String answer,
      double score,
      double latencySeconds,
      List<NodeTrace> nodes,
      String failure) {
    this(taskId, status, answer, score, latencySeconds, nodes, failure, null, List.of());
  }

  /** Whether there is a score. */
  public boolean conclusive() {
    return status == ExecutionStatus.CONCLUSIVE;
  }

  /**
   * One node.
   *
   * @param id of the node
   * @param role name of the role
   * @param model id of the model; null for a vote
   * @param prompt the rendered prompt; null for a vote
   * @param completion what it answered; for a vote the winning text with 0 tokens; null if it
   *     failed or never ran
   * @param answer the extracted answer; null if it gave none
   * @param callKey identity of the call; equal for calls that are one; null for a vote
   * @param failure what went wrong; null if nothing
   */
  public record NodeTrace(
      String id,
      String role,
      String model,
      String prompt,
      Completion completion,
      String answer,
      CallKey callKey,
      ModelCallException failure) {}
}
