package dev.collabgraph.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.suite.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code evaluation.json}: a sealed format. Fields may be added; none changes its meaning without a
 * new format version. What is unknown or inconclusive is null, never 0.
 */
final class EvaluationJson {
  private EvaluationJson() {}

  static String write(Evaluation evaluation) {
    ObjectNode root = Json.object();
    root.put("formatVersion", Evaluation.FORMAT_VERSION);
    header(root, evaluation);
    root.put("runs", evaluation.runs());
    root.put("conclusiveRuns", evaluation.conclusiveRuns());
    ArrayNode tasks = root.putArray("tasks");
    evaluation.tasks().forEach(task -> task(tasks.addObject(), task));
    return Json.text(root);
  }

  /** What an evaluation and a baseline have in common. */
  static void header(ObjectNode root, Evaluation evaluation) {
    root.put("suite", evaluation.suite());
    root.put("engine", evaluation.engine());
    root.put("split", Json.name(evaluation.split()));
    root.put("repeats", evaluation.repeats());
    root.put("replicate", evaluation.replicate());
    root.put("graphDigest", evaluation.graphDigest());
    ObjectNode digests = root.putObject("digests");
    evaluation.digests().forEach(digests::put);
    ObjectNode cost = root.putObject("cost");
    cost.put("metric", evaluation.cost().metric());
    cost.set("units", Json.number(evaluation.cost().units()));
  }

  static void task(ObjectNode json, TaskOutcome task) {
    json.put("id", task.id());
    json.put("digest", task.digest());
    Json.numbers(json.putArray("outcomes"), task.outcomes());
    json.set("latencySeconds", Json.number(task.latencySeconds()));
    Json.numbers(json.putArray("latencies"), task.latencies());
    ObjectNode cost = json.putObject("cost");
    cost.set("units", Json.number(task.cost().units()));
    cost.set("usd", Json.number(task.cost().usd()));
    cost.set("tokens", Json.number(task.cost().tokens()));
    if (task.failure() != null) {
      json.put("failure", task.failure());
    }
  }

  static Evaluation read(StrictJson root) {
    root.version(Evaluation.FORMAT_VERSION)
        .keys(
            "formatVersion",
            "suite",
            "engine",
            "split",
            "repeats",
            "replicate",
            "graphDigest",
            "digests",
            "cost",
            "summary",
            "runs",
            "conclusiveRuns",
            "tasks");
    List<TaskOutcome> tasks = new ArrayList<>();
    for (StrictJson task : root.objects("tasks")) {
      tasks.add(task(task));
    }
    StrictJson cost = root.object("cost");
    try {
      Evaluation evaluation =
          new Evaluation(
              root.text("suite"),
              root.text("engine"),
              root.constant("split", Split.class),
              root.whole("repeats", 1),
              root.whole("replicate", 0),
              root.text("graphDigest"),
              root.texts("digests"),
              new Evaluation.Declared(cost.text("metric"), cost.numberOrNaN("units", 0)),
              tasks);
      requireCount(root, "runs", evaluation.runs());
      requireCount(root, "conclusiveRuns", evaluation.conclusiveRuns());
      return evaluation;
    } catch (IllegalArgumentException e) {
      throw root.failure("is inconsistent: " + e.getMessage());
    }
  }

  /**
   * A file that lost tasks on its way, as in a merge, is no evidence. A baseline does not count.
   */
  private static void requireCount(StrictJson root, String key, int found) {
    if (root.has(key) && root.whole(key, 0) != found) {
      throw new IllegalArgumentException(
          "%s is %s, and its tasks have %s.".formatted(key, root.whole(key, 0), found));
    }
  }

  private static TaskOutcome task(StrictJson json) {
    json.keys("id", "digest", "outcomes", "latencySeconds", "latencies", "cost", "failure");
    StrictJson cost = json.object("cost").keys("units", "usd", "tokens");
    try {
      return new TaskOutcome(
          json.text("id"),
          json.text("digest"),
          json.numbersOrNaN("outcomes", 0, 1),
          json.numbersOrNaN("latencies", 0, Double.POSITIVE_INFINITY),
          new TaskOutcome.Cost(
              cost.numberOrNaN("units", 0),
              cost.numberOrNaN("usd", 0),
              cost.numberOrNaN("tokens", 0)),
          json.textOrNull("failure"));
    } catch (IllegalArgumentException e) {
      throw json.failure("is inconsistent: " + e.getMessage());
    }
  }
}
