package dev.collabgraph.gate;

import dev.collabgraph.budget.CostModels;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is kept of one run of the graph on a task.
 *
 * @param score 0 to 1; NaN = inconclusive
 * @param latencySeconds longest path of node service times; NaN = inconclusive
 * @param cost as counted; NaN where unknown
 * @param failure why it is inconclusive; null if it is not
 * @param fatal whether a provider refused for good
 */
record RunRecord(
    double score, double latencySeconds, TaskOutcome.Cost cost, String failure, boolean fatal) {

  /** A run that was not begun. */
  static RunRecord notRun(String reason) {
    return new RunRecord(Double.NaN, Double.NaN, TaskOutcome.Cost.UNKNOWN, reason, false);
  }

  /**
   * What to keep of a trace.
   *
   * @param unitCost cost of the cheapest leaf in the metric's own unit; NaN if unknown
   */
  static RunRecord of(Trace trace, Map<String, ModelSpec> models, String metric, double unitCost) {
    if (!trace.conclusive()) {
      boolean fatal =
          Stream.concat(trace.nodes().stream(), trace.judging().stream())
              .anyMatch(node -> node.failure() != null && node.failure().fatal());
      return new RunRecord(
          Double.NaN, Double.NaN, cost(trace, models, metric, unitCost), trace.failure(), fatal);
    }
    return new RunRecord(
        trace.score(), trace.latencySeconds(), cost(trace, models, metric, unitCost), null, false);
  }

  private static TaskOutcome.Cost cost(
      Trace trace, Map<String, ModelSpec> models, String metric, double unitCost) {
    double measured = 0;
    double usd = 0;
    double tokens = 0;
    for (Trace.NodeTrace node : trace.nodes()) {
      if (node.model() == null) {
        continue;
      }
      Completion completion = node.completion();
      if (completion == null || !completion.usageKnown()) {
        return TaskOutcome.Cost.UNKNOWN;
      }
      ModelSpec model = models.get(node.model());
      int in = completion.inputTokens();
      int out = completion.outputTokens();
      tokens += (double) in + out;
      usd += model.price() == null ? Double.NaN : model.price().of(in, out);
      measured += measured(metric, model, in, out, unitCost);
    }
    return new TaskOutcome.Cost(measured / unitCost, usd, tokens);
  }

  /** Cost of a call by its own tokens; a count of 0 stands for the smallest the models take. */
  private static double measured(String metric, ModelSpec model, int in, int out, double unitCost) {
    return Double.isNaN(unitCost)
        ? Double.NaN
        : CostModels.of(metric, Math.max(1, in), Math.max(1, out)).cost(model, 0);
  }
}
