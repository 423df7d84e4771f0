package dev.collabgraph.gguf;

import dev.collabgraph.compare.Comparison;
import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Row;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.stats.Bootstrap;
import dev.collabgraph.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Comparisons of real models as tables, with the graphs that were found. */
final class NanoComparisonTables {
  private static final int SHOWN = 3;

  private final List<Comparison> comparisons;

  NanoComparisonTables(List<Comparison> comparisons) {
    this.comparisons = List.copyOf(comparisons);
  }

  /** A line per search. */
  String csv() {
    StringBuilder csv = new StringBuilder("suite,units,strategy,seed,score,width,depth,graph\n");
    for (Comparison comparison : comparisons) {
      for (Budget budget : comparison.budgets()) {
        for (Row row : budget.rows()) {
          for (int i = 0; i < row.scores().size(); i++) {
            CollaborationGraph graph = row.returned().get(i);
            csv.append(
                String.format(
                    Locale.ROOT,
                    "%s,%.0f,%s,%d,%.4f,%d,%d,%s%n",
                    comparison.suite(),
                    budget.units(),
                    row.label(),
                    i + 1,
                    row.scores().get(i),
                    graph.width(),
                    graph.depth(),
                    shape(graph)));
          }
        }
      }
    }
    return csv.toString();
  }

  String markdown() {
    StringBuilder text = new StringBuilder(pooled());
    for (Comparison comparison : comparisons) {
      for (Budget budget : comparison.budgets()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n### %s, %.0f units: %d seeds, %,d calls%n%n",
                comparison.suite(),
                budget.units(),
                comparison.seeds(),
                budget.calls()));
        table(text, budget);
      }
    }
    return text.toString();
  }

  /** The first minus each other over all cells and seeds, cells weighted equally, in points. */
  private String pooled() {
    List<Budget> budgets =
        comparisons.stream().flatMap(comparison -> comparison.budgets().stream()).toList();
    List<String> parts = new ArrayList<>();
    for (int r = 1; r < budgets.get(0).rows().size(); r++) {
      int other = r;
      double[] differences =
          budgets.stream()
              .flatMapToDouble(
                  budget -> {
                    List<Double> own = budget.rows().get(0).scores();
                    List<Double> theirs = budget.rows().get(other).scores();
                    return IntStream.range(0, own.size())
                        .mapToDouble(i -> own.get(i) - theirs.get(i));
                  })
              .toArray();
      parts.add(
          budgets.get(0).rows().get(r).label()
              + " "
              + percent(Bootstrap.mean(differences, 0.95, 1), "%+.1f"));
    }
    return "Pooled, the first minus another: " + String.join("; ", parts) + ".\n";
  }

  private static void table(StringBuilder text, Budget budget) {
    text.append(
        "| strategy | score | agent minus this | p (Holm) | calls | graphs returned (seeds) |\n"
            + "|---|---:|---:|---:|---:|---|\n");
    for (Row row : budget.rows()) {
      var pair = budget.against(row.label());
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %,.0f | %s |%n",
              row.label(),
              percent(row.score(), "%.1f"),
              pair.map(each -> percent(each.difference(), "%+.1f")).orElse(""),
              pair.map(each -> p(each.holm())).orElse(""),
              row.calls(),
              shapes(row)));
    }
  }

  private static String percent(Interval interval, String number) {
    if (!interval.bounded()) {
      return String.format(Locale.ROOT, number, 100 * interval.value());
    }
    return String.format(
        Locale.ROOT,
        number + " (" + number + " to " + number + ")",
        100 * interval.value(),
        100 * interval.low(),
        100 * interval.high());
  }

  private static String p(double value) {
    return value < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** The shapes returned most often. */
  private static String shapes(Row row) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    row.returned().forEach(graph -> counts.merge(shape(graph), 1, Integer::sum));
    List<Map.Entry<String, Integer>> order = new ArrayList<>(counts.entrySet());
    order.sort(Map.Entry.<String, Integer>comparingByValue().reversed()); // stable
    List<String> shown = new ArrayList<>();
    for (Map.Entry<String, Integer> each : order.subList(0, Math.min(SHOWN, order.size()))) {
      shown.add("`" + each.getKey() + "` (" + each.getValue() + ")");
    }
    int rest = order.size() - shown.size();
    return String.join(", ", shown) + (rest > 0 ? ", " + rest + " others" : "");
  }

  /**
   * The levels of a graph from the farthest to the sink, in each how many nodes of which model; a
   * role is named unless it is the assistant. Which node reads which is not shown.
   */
  static String shape(CollaborationGraph graph) {
    TreeMap<Integer, TreeMap<String, Integer>> levels = new TreeMap<>();
    for (int v = 0; v < graph.size(); v++) {
      CollaborationGraph.Node node = graph.node(v);
      String model = node.model() == null ? "" : node.model().replace("nano-", "");
      String role = node.role().equals("assistant") ? "" : node.role();
      String name = role + (role.isEmpty() || model.isEmpty() ? "" : " ") + model;
      levels
          .computeIfAbsent(-graph.level(v), level -> new TreeMap<>())
          .merge(name, 1, Integer::sum);
    }
    List<String> parts = new ArrayList<>();
    for (TreeMap<String, Integer> level : levels.values()) {
      List<String> names = new ArrayList<>();
      level.forEach((name, count) -> names.add(count == 1 ? name : count + " " + name));
      parts.add(String.join(" + ", names));
    }
    return String.join(" > ", parts);
  }
}
