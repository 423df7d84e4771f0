package dev.collabgraph.gate;

import dev.collabgraph.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** An evaluation in a few lines for people. */
public final class EvaluationText {
  private EvaluationText() {}

  /** Accuracy with its interval, cost, latency, and what is inconclusive. */
  public static List<String> lines(Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    Interval accuracy = Measurements.accuracy(evaluation);
    if (!accuracy.known()) {
      lines.add(
          "accuracy unknown: the %s split has no task".formatted(Json.name(evaluation.split())));
      return lines;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "accuracy %.3f%s, %d tasks x %d",
            Math.floor(1000 * accuracy.value() + 1e-9) / 1000,
            accuracy.bounded()
                ? String.format(
                    Locale.ROOT, " (95 %% interval %.3f to %.3f)", accuracy.low(), accuracy.high())
                : "",
            accuracy.n(),
            evaluation.repeats()));
    lines.add(
        "a query costs %s units (%s declared), %s tokens, %s US dollars, and takes %s seconds"
            .formatted(
                mean(evaluation, task -> task.cost().units(), "%.2f"),
                String.format(Locale.ROOT, "%.2f", evaluation.cost().units()),
                mean(evaluation, task -> task.cost().tokens(), "%.0f"),
                mean(evaluation, task -> task.cost().usd(), "%.6f"),
                mean(evaluation, TaskOutcome::latencySeconds, "%.2f")));
    int missing = evaluation.runs() - evaluation.conclusiveRuns();
    if (missing > 0) {
      lines.add(
          "%s of %s runs gave no score%s"
              .formatted(
                  missing,
                  evaluation.runs(),
                  evaluation.conclusive() ? "" : ", so the evaluation is inconclusive"));
    }
    return lines;
  }

  /** Of the tasks that have a score; unknown if one of them does not know. */
  private static String mean(
      Evaluation evaluation, ToDoubleFunction<TaskOutcome> value, String format) {
    double mean =
        evaluation.tasks().stream()
            .filter(task -> task.conclusive() > 0)
            .mapToDouble(value)
            .average()
            .orElse(Double.NaN);
    return Double.isNaN(mean) ? "unknown" : String.format(Locale.ROOT, format, mean);
  }
}
