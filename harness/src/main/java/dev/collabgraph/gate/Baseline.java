package dev.collabgraph.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.WholeFile;
import dev.collabgraph.stats.Interval;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An evaluation that somebody blessed: {@code <suite>.baseline.json}, committed beside the suite.
 * Later evaluations are compared with it task by task. The file is an evaluation with a {@code
 * summary} for people, which is not read back.
 *
 * @param evaluation of {@link #FEWEST_REPEATS} repeats or more, conclusive
 */
public record Baseline(Evaluation evaluation) {

  /** Fewest repeats: with fewer a lucky run would become the bar. */
  public static final int FEWEST_REPEATS = 3;

  /**
   * Takes an evaluation for the bar.
   *
   * @throws GateException if it has too few repeats, no task or is inconclusive
   */
  public Baseline {
    Objects.requireNonNull(evaluation, "evaluation");
    if (evaluation.tasks().isEmpty()) {
      throw new GateException(
          "The evaluation of suite \"%s\" has no task, so there is nothing to bless. Raise splits.%s."
              .formatted(evaluation.suite(), Json.name(evaluation.split())));
    }
    if (evaluation.repeats() < FEWEST_REPEATS) {
      throw new GateException(
          "The evaluation of suite \"%s\" has %s %s of each task, a baseline needs %s or more. Run: mvn collabgraph:evaluate -Dcollabgraph.repeats=%s -Dcollabgraph.suite=%s"
              .formatted(
                  evaluation.suite(),
                  evaluation.repeats(),
                  evaluation.repeats() == 1 ? "run" : "runs",
                  FEWEST_REPEATS,
                  FEWEST_REPEATS,
                  evaluation.suite()));
    }
    if (!evaluation.conclusive()) {
      throw new GateException(
          "The evaluation of suite \"%s\" is inconclusive: only %s of %s runs gave a score. Mend the provider, then run: mvn collabgraph:evaluate -Dcollabgraph.force -Dcollabgraph.suite=%s"
              .formatted(
                  evaluation.suite(),
                  evaluation.conclusiveRuns(),
                  evaluation.runs(),
                  evaluation.suite()));
    }
  }

  /**
   * Reads a file.
   *
   * @throws GateException if it is missing, unreadable or no baseline, naming file and place
   */
  public static Baseline read(Path file) {
    return new Baseline(EvaluationJson.read(StrictJson.file(file, "baseline")));
  }

  /** Writes the file in one step: readers see the old one or the new one. */
  public void write(Path file) {
    WholeFile.write(file, toJson());
  }

  /** The file's text: fields in fixed order, one task a line, LF at the end of each. */
  public String toJson() {
    ObjectNode root = Json.object();
    root.put("formatVersion", Evaluation.FORMAT_VERSION);
    EvaluationJson.header(root, evaluation);
    Interval accuracy = Measurements.accuracy(evaluation);
    ObjectNode summary = root.putObject("summary");
    summary.set("accuracy", rounded(accuracy.value()));
    summary.set("low", rounded(accuracy.low()));
    summary.set("high", rounded(accuracy.high()));
    summary.put("tasks", accuracy.n());
    ArrayNode tasks = root.putArray("tasks");
    evaluation.tasks().forEach(task -> EvaluationJson.task(tasks.addObject(), task));
    return Json.text(root);
  }

  private static JsonNode rounded(double share) {
    return Json.number(Math.rint(share * 1e4) / 1e4);
  }
}
