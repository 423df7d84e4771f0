package dev.collabgraph.gate;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.stats.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An evaluation about to become the baseline, and its graph the committed one.
 *
 * @param baseline to be
 * @param graph that was evaluated, with the definitions that were used
 * @param formerBaseline what it replaces; empty if there is none
 * @param formerGraph what it replaces; empty if there is none
 */
public record Blessing(
    Baseline baseline,
    GraphDocument graph,
    Optional<Baseline> formerBaseline,
    Optional<GraphDocument> formerGraph) {

  /**
   * Checks that the graph is the one that was evaluated.
   *
   * @throws GateException if it is another
   */
  public Blessing {
    String evaluated = baseline.evaluation().graphDigest();
    if (!evaluated.equals(graph.graph().digest())) {
      throw new GateException(
          "The evaluation is of another graph than the one to bless. Run: mvn collabgraph:evaluate -Dcollabgraph.suite="
              + baseline.evaluation().suite());
    }
  }

  /** The difference for people: the graph's, then the scores'. */
  public List<String> difference() {
    List<String> lines = new ArrayList<>();
    graphLines(lines);
    scoreLines(lines);
    return lines;
  }

  private void graphLines(List<String> lines) {
    if (formerGraph.isEmpty()) {
      lines.add("graph: new, " + shape(graph));
      parts(graph).forEach((part, count) -> lines.add("  + " + times(part, count)));
      return;
    }
    GraphDocument before = formerGraph.get();
    boolean same = before.graph().digest().equals(graph.graph().digest());
    lines.add(
        same
            ? "graph: unchanged, " + shape(graph)
            : "graph: %s -> %s".formatted(shape(before), shape(graph)));
    if (!same) {
      Map<String, Integer> change = parts(graph);
      parts(before).forEach((part, count) -> change.merge(part, -count, Integer::sum));
      change.forEach(
          (part, count) -> {
            if (count != 0) {
              lines.add((count > 0 ? "  + " : "  - ") + times(part, Math.abs(count)));
            }
          });
    }
    graph.roles().stream()
        .filter(role -> before.roles().stream().anyMatch(o -> o.name().equals(role.name())))
        .filter(role -> !before.roles().contains(role))
        .forEach(
            role -> lines.add("  ~ role " + role.name() + " has another prompt or other inputs"));
    graph.models().stream()
        .filter(model -> before.models().stream().anyMatch(o -> o.id().equals(model.id())))
        .filter(model -> !before.models().contains(model))
        .forEach(model -> lines.add("  ~ model " + model.id() + " is declared otherwise"));
  }

  private static String shape(GraphDocument document) {
    CollaborationGraph graph = document.graph();
    return String.format(
        Locale.ROOT,
        "%d nodes, %d edges, width %d, depth %d, %.2f units of %s",
        graph.size(),
        graph.edgeCount(),
        graph.width(),
        graph.depth(),
        document.cost().units(),
        document.cost().metric());
  }

  /** How often each kind of node and of edge occurs, by its description. */
  private static Map<String, Integer> parts(GraphDocument document) {
    CollaborationGraph graph = document.graph();
    Map<String, Integer> parts = new TreeMap<>();
    for (int v = 0; v < graph.size(); v++) {
      String reader = node(graph, v);
      parts.merge(v == graph.sink() ? reader + " (sink)" : reader, 1, Integer::sum);
      for (int u : graph.predecessors(v)) {
        parts.merge(node(graph, u) + " -> " + reader, 1, Integer::sum);
      }
    }
    return parts;
  }

  private static String node(CollaborationGraph graph, int v) {
    CollaborationGraph.Node node = graph.node(v);
    return node.model() == null ? node.role() : node.role() + " " + node.model();
  }

  private static String times(String part, int count) {
    return count == 1 ? part : part + " x " + count;
  }

  private void scoreLines(List<String> lines) {
    Evaluation now = baseline.evaluation();
    if (formerBaseline.isEmpty()) {
      lines.add("accuracy: new, " + accuracy(now));
      return;
    }
    Evaluation before = formerBaseline.get().evaluation();
    lines.add("accuracy: %s -> %s".formatted(accuracy(before), accuracy(now)));
    if (before.split() != now.split()) {
      lines.add(
          "split: %s -> %s, so scores do not compare"
              .formatted(Json.name(before.split()), Json.name(now.split())));
      return;
    }
    Regression regression =
        Regression.of(
            now,
            before,
            new RegressionRule(
                RegressionRule.Mode.PROVEN_WORSE, BigDecimal.ZERO, BigDecimal.valueOf(100)));
    Interval points = regression.points();
    if (points.bounded()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "difference: %+.1f points (95 %% interval %+.1f to %+.1f, %d tasks)",
              points.value(),
              points.low(),
              points.high(),
              points.n()));
    }
    Map<String, TaskOutcome> old = Regression.byId(before);
    long worse = compare(now, old, -1);
    long better = compare(now, old, 1);
    lines.add(
        "tasks: %s better, %s worse, %s of %s known before"
            .formatted(better, worse, regression.paired(), now.tasks().size()));
  }

  private static long compare(Evaluation now, Map<String, TaskOutcome> old, int sign) {
    return now.tasks().stream()
        .filter(task -> old.containsKey(task.id()))
        .filter(task -> old.get(task.id()).digest().equals(task.digest()))
        .filter(task -> Math.signum(task.mean() - old.get(task.id()).mean()) == sign)
        .count();
  }

  private static String accuracy(Evaluation evaluation) {
    Interval accuracy = Measurements.accuracy(evaluation);
    return accuracy.bounded()
        ? String.format(
            Locale.ROOT,
            "%.3f (%.3f to %.3f, %d tasks x %d)",
            accuracy.value(),
            accuracy.low(),
            accuracy.high(),
            accuracy.n(),
            evaluation.repeats())
        : String.format(
            Locale.ROOT,
            "%.3f (%d tasks x %d)",
            accuracy.value(),
            accuracy.n(),
            evaluation.repeats());
  }

  /**
   * Writes both files, each in one step, the graph first: between the two a check fails as stale.
   *
   * @throws UncheckedIOException naming the file that could not be written
   */
  public void write(Path graphFile, Path baselineFile) {
    try {
      graph.write(graphFile);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + graphFile + ": " + e, e);
    }
    baseline.write(baselineFile);
  }
}
