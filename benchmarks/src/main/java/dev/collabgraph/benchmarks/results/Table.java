package dev.collabgraph.benchmarks.results;

import dev.collabgraph.gate.bench.BenchEnvironment;
import dev.collabgraph.gate.bench.BenchResult;
import dev.collabgraph.gate.bench.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Renders results as Markdown for people and as CSV for programs. */
final class Table {
  private final Machine machine;
  private final double load;
  private final String command;
  private final SortedMap<String, List<Row>> byJdk = new TreeMap<>();
  private final SortedMap<String, BenchEnvironment> environments = new TreeMap<>();

  /**
   * @param load of the machine while they were measured, our own included
   * @param byJdk results by version of the JDK, each by name
   * @param command that made them
   */
  Table(
      Machine machine,
      double load,
      String command,
      Map<String, SortedMap<String, BenchResult>> byJdk) {
    this.machine = machine;
    this.load = load;
    this.command = command;
    byJdk.forEach(
        (jdk, results) -> {
          this.byJdk.put(jdk, results.values().stream().map(r -> Row.of(r, results)).toList());
          environments.put(jdk, results.values().iterator().next().environment());
        });
  }

  String csv() {
    StringBuilder text =
        new StringBuilder("jdk,benchmark,parameters,unit,score,low,high,bytes,control,ratio\n");
    byJdk.forEach(
        (jdk, rows) -> {
          for (Row row : rows) {
            text.append(
                String.join(
                    ",",
                    jdk,
                    row.benchmark(),
                    row.parameters().replace(", ", " "),
                    row.result().score().unit(),
                    figure(row.score()),
                    figure(row.low()),
                    figure(row.high()),
                    figure(row.bytes()),
                    row.control(),
                    figure(row.ratio())));
            text.append('\n');
          }
        });
    return text.toString();
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# Benchmarks\n\nMade by `").append(command).append("`.\n\n");
    text.append("Machine: ").append(machine.processor()).append(", ").append(machine.cores());
    text.append(" cores, ").append(machine.system()).append(".\n");
    environments.forEach(
        (jdk, environment) ->
            text.append("JDK ").append(jdk).append(": ").append(environment.vm()).append(".\n"));
    if (load > machine.cores() + 1) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n**Doubt: other work shared the machine (load %.1f on %d cores). Scores are not those"
                  + " of the machine, and ratios are only as good as the spread of the forks says."
                  + " Make this table again on a quiet machine.**%n",
              load,
              machine.cores()));
    }
    text.append(
        "\nScores are medians over the iterations of all forks, with the lowest and the highest fork;"
            + " *ratio* is how many times as long as the method in the next column it takes,"
            + " measured in the same run. A ratio in brackets is not to be relied on: forks of it, or"
            + " of what it is compared with, differ by more than 1.3 times.\n\n");
    text.append("| benchmark | parameters | unit | compared with |");
    byJdk.keySet().forEach(jdk -> text.append(" JDK ").append(jdk).append(" | ratio | B/op |"));
    text.append("\n|---|---|---|---|");
    byJdk.keySet().forEach(jdk -> text.append("---:|---:|---:|"));
    text.append('\n');
    for (Map.Entry<String, List<Row>> line : lines().entrySet()) {
      Row any = line.getValue().stream().filter(row -> row != null).findFirst().orElseThrow();
      text.append("| ").append(any.benchmark()).append(" | ").append(any.parameters());
      text.append(" | ").append(any.result().score().unit());
      text.append(" | ").append(any.control()).append(" |");
      line.getValue().forEach(row -> cells(text, row));
      text.append('\n');
    }
    text.append("\n## Sampling against edges asked\n\n");
    byJdk.forEach(
        (jdk, rows) ->
            Slope.of(rows)
                .ifPresent(
                    slope ->
                        text.append(
                            String.format(
                                Locale.ROOT,
                                "- JDK %s: %.2f ns for each edge asked, %.0f ns beside, R² %.3f over"
                                    + " %d sizes (loose budget, edges at one half).%n",
                                jdk,
                                slope.perEdge(),
                                slope.constant(),
                                slope.explained(),
                                slope.points()))));
    return text.toString();
  }

  private SortedMap<String, List<Row>> lines() {
    SortedMap<String, List<Row>> lines = new TreeMap<>();
    int column = 0;
    for (List<Row> rows : byJdk.values()) {
      for (Row row : rows) {
        List<Row> line = lines.computeIfAbsent(row.result().name(), name -> new ArrayList<>());
        while (line.size() < column) {
          line.add(null);
        }
        line.add(row);
      }
      column++;
    }
    for (List<Row> line : lines.values()) {
      while (line.size() < column) {
        line.add(null);
      }
    }
    return lines;
  }

  private static void cells(StringBuilder text, Row row) {
    if (row == null) {
      text.append(" | | |");
      return;
    }
    text.append(' ').append(figure(row.score())).append(" (").append(figure(row.low()));
    text.append(" to ").append(figure(row.high())).append(") | ");
    text.append(ratio(row)).append(" | ");
    text.append(Double.isNaN(row.bytes()) ? "" : bytes(row.bytes())).append(" |");
  }

  private static String ratio(Row row) {
    if (Double.isNaN(row.ratio())) {
      return "";
    }
    return row.steady() ? "**" + figure(row.ratio()) + "**" : "(" + figure(row.ratio()) + ")";
  }

  /** What the profiler itself adds is hundredths of a byte. */
  private static String bytes(double value) {
    return value < 0.5 ? "0" : String.format(Locale.ROOT, "%.0f", value);
  }

  /** Three digits; empty for no number. */
  private static String figure(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (value >= 100 || value == 0) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3g", value);
  }
}
