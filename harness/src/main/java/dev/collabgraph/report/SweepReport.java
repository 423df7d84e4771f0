package dev.collabgraph.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results of one suite at several budgets side by side, as {@code sweep.json} and {@code
 * sweep.md}: what each budget buys, and which of the graphs found nothing cheaper matches.
 */
public final class SweepReport {
  private static final int FORMAT_VERSION = 1;
  private static final String ROW = "%-7s %8s %8s %14s %7s  %-30s %s";

  /** One budget's result. */
  private record Row(double units, JsonNode result) {
    JsonNode winner() {
      return result.path("winner");
    }

    boolean conclusive() {
      return winner().isObject();
    }

    /** On test if it was asked, else on validation. */
    JsonNode score() {
      JsonNode test = winner().path("test");
      return test.path("n").asInt() > 0 ? test : winner().path("validation");
    }

    double cost() {
      return winner().path("cost").path("units").asDouble(Double.NaN);
    }

    JsonNode verdict() {
      return result.path("verdict");
    }
  }

  private SweepReport() {}

  /**
   * Writes both files and returns the table for a console.
   *
   * @param results {@code result.json} by units
   * @param directory where they go
   * @throws UncheckedIOException naming a file that cannot be read or written
   */
  public static List<String> write(String suite, SortedMap<Double, Path> results, Path directory) {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Double, Path> each : results.entrySet()) {
      rows.add(new Row(each.getKey(), read(each.getValue())));
    }
    List<Row> front = front(rows);
    SortedMap<Double, JsonNode> byUnits = new TreeMap<>();
    rows.forEach(row -> byUnits.put(row.units, row.result));
    Optional<SweepFront> whole = SweepFront.of(byUnits);
    WholeFile.write(directory.resolve("sweep.json"), json(suite, rows, front, whole));
    List<String> lines = lines(suite, rows, front);
    whole.ifPresent(each -> lines.addAll(each.lines()));
    StringBuilder text = new StringBuilder("# ").append(Format.clean(suite)).append("\n\n");
    lines.forEach(line -> text.append("    ").append(line).append('\n'));
    WholeFile.write(directory.resolve("sweep.md"), text.toString());
    return lines;
  }

  private static JsonNode read(Path file) {
    try {
      return JsonMapper.builder().build().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
    }
  }

  /** Graphs that score more than every cheaper one; of equal costs the better. */
  private static List<Row> front(List<Row> rows) {
    List<Row> byCost = new ArrayList<>(rows.stream().filter(Row::conclusive).toList());
    byCost.sort(
        java.util.Comparator.comparingDouble(Row::cost)
            .thenComparingDouble(row -> -row.score().path("score").asDouble(0)));
    List<Row> front = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Row row : byCost) {
      double score = row.score().path("score").asDouble(Double.NEGATIVE_INFINITY);
      if (score > best) {
        best = score;
        front.add(row);
      }
    }
    return front;
  }

  private static String json(
      String suite, List<Row> rows, List<Row> front, Optional<SweepFront> whole) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("formatVersion", FORMAT_VERSION);
    root.put("suite", suite);
    ArrayNode budgets = root.putArray("budgets");
    for (Row row : rows) {
      ObjectNode node = budgets.addObject();
      ResultJson.number(node, "units", row.units);
      node.set("status", row.result.path("status"));
      ObjectNode winner = node.putObject("winner");
      ResultJson.number(winner, "units", row.cost());
      winner.set("score", row.score().isObject() ? row.score() : null);
      winner.set("digest", row.winner().get("digest"));
      node.set("bestBaseline", row.verdict().get("bestBaseline"));
      node.set("difference", row.verdict().get("difference"));
      node.set("beatsBestBaseline", row.verdict().get("beatsBestBaseline"));
      node.set("calls", row.result.path("bill").get("calls"));
      node.put("onFront", front.contains(row));
    }
    whole.ifPresent(each -> each.write(root.putObject("front")));
    return ResultJson.write(root);
  }

  private static List<String> lines(String suite, List<Row> rows, List<Row> front) {
    List<String> lines = new ArrayList<>();
    String title = "== %s at %s budgets ".formatted(Format.clean(suite), rows.size());
    lines.add(title + "=".repeat(Math.max(3, 100 - title.length())));
    lines.add(
        ROW.formatted("budget", "units", "score", "95 %", "n", "best baseline", "difference"));
    for (Row row : rows) {
      if (!row.conclusive()) {
        lines.add(ROW.formatted(Format.units(row.units), "-", "-", "-", "0", "inconclusive", ""));
        continue;
      }
      JsonNode score = row.score();
      JsonNode difference = row.verdict().path("difference");
      String baseline = Format.clean(row.verdict().path("bestBaseline").asText("-"));
      lines.add(
          ROW.formatted(
                  Format.units(row.units) + (front.contains(row) ? " *" : ""),
                  Format.units(row.cost()),
                  Format.percent(score.path("score").asDouble(Double.NaN)),
                  range(score),
                  Format.count(score.path("n").asInt()),
                  baseline.length() <= 30 ? baseline : baseline.substring(0, 28) + "..",
                  Format.points(difference.path("value").asDouble(Double.NaN)))
              .stripTrailing());
    }
    lines.add("* no cheaper graph of the sweep scores as much; each score has its own interval.");
    return lines;
  }

  private static String range(JsonNode score) {
    return score.path("low").isNumber()
        ? String.format(
            Locale.ROOT,
            "%.1f to %.1f",
            100 * score.path("low").asDouble(),
            100 * score.path("high").asDouble())
        : "-";
  }
}
