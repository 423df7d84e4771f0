package dev.collabgraph.compare;

import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Reach;
import dev.collabgraph.compare.Comparison.Row;
import dev.collabgraph.stats.Bootstrap;
import dev.collabgraph.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Comparisons on simulated pools as the tables of {@code docs/results/strategies-compared.md}. */
final class StrategyMarkdown {
  /** The peers that the goals of {@code agent-reinforce} name. */
  private static final List<String> PEERS =
      List.of("reinforce", "tpe", "textgrad", "maao", "random");

  private static final double SIGNIFICANT = 0.05;
  private static final double GOAL = 0.25;
  private static final double GOAL_UPPER = 1.0 / 3;

  private final List<Comparison> comparisons;

  StrategyMarkdown(List<Comparison> comparisons) {
    this.comparisons = List.copyOf(comparisons);
  }

  /** A line per search. */
  String csv() {
    StringBuilder csv = new StringBuilder("suite,units,strategy,seed,score\n");
    for (Comparison comparison : comparisons) {
      for (Budget budget : comparison.budgets()) {
        for (Row row : budget.rows()) {
          for (int i = 0; i < row.scores().size(); i++) {
            csv.append(
                format(
                    "%s,%.0f,%s,%d,%.6f\n",
                    comparison.suite(), budget.units(), row.label(), i + 1, row.scores().get(i)));
          }
        }
      }
    }
    return csv.toString();
  }

  /** A line per cell: what the goals ask, and by how much it is met or missed. */
  String summary() {
    StringBuilder text =
        new StringBuilder(
            "| suite | units | first of the named peers | significantly over | first of all |"
                + " calls to 95 % over those of the next best | goal |\n"
                + "|---|---:|---|---|---|---:|---|\n");
    for (Comparison comparison : comparisons) {
      for (Budget budget : comparison.budgets()) {
        text.append(summary(comparison, budget));
      }
    }
    return text + "\n" + pooled();
  }

  private String summary(Comparison comparison, Budget budget) {
    Row first = budget.rows().get(0);
    List<Row> named = named(budget);
    List<String> notOver =
        named.stream().filter(row -> !over(budget, row.label())).map(Row::label).toList();
    Row next =
        named.stream()
            .min(java.util.Comparator.comparingDouble(row -> reach(row).calls().value()))
            .orElseThrow();
    Interval ratio = reach(next).ratio();
    return format(
        "| %s | %.0f | %s | %s | %s | %s, %s | %s |\n",
        comparison.suite(),
        budget.units(),
        best(first, named) ? "yes" : "no",
        notOver.isEmpty()
            ? named.size() + " of " + named.size()
            : (named.size() - notOver.size())
                + " of "
                + named.size()
                + ", not "
                + String.join(", ", notOver),
        best(first, budget.rows()) ? "yes" : "no",
        interval(ratio, "%.2f", 1),
        next.label(),
        ratio.value() <= GOAL && ratio.high() <= GOAL_UPPER ? "met" : "missed");
  }

  /** The first minus another over all cells and seeds, cells weighted equally, in points. */
  private String pooled() {
    List<String> parts = new ArrayList<>();
    for (Row other : comparisons.get(0).budgets().get(0).rows()) {
      double[] differences =
          comparisons.stream()
              .flatMap(comparison -> comparison.budgets().stream())
              .flatMapToDouble(
                  budget -> {
                    List<Double> own = budget.rows().get(0).scores();
                    List<Double> theirs = row(budget, other.label()).scores();
                    return IntStream.range(0, own.size())
                        .mapToDouble(i -> own.get(i) - theirs.get(i));
                  })
              .toArray();
      if (other != comparisons.get(0).budgets().get(0).rows().get(0)) {
        parts.add(
            other.label() + " " + interval(Bootstrap.mean(differences, 0.95, 1), "%+.1f", 100));
      }
    }
    return "Pooled, the first minus another: " + String.join("; ", parts) + ".\n";
  }

  /** A table per cell, a line per strategy. */
  String tables() {
    StringBuilder text = new StringBuilder();
    for (Comparison comparison : comparisons) {
      for (Budget budget : comparison.budgets()) {
        text.append(
            format(
                "\n### %s, %.0f units: %d seeds, %,d calls\n\n",
                comparison.suite(), budget.units(), comparison.seeds(), budget.calls()));
        text.append(
            format(
                "Best known %.1f, random search %.1f.\n\n",
                100 * budget.best().orElseThrow().score(), 100 * budget.random()));
        text.append(
            "| strategy | score | normalised regret | calls to 90 % | to 95 % | to 99 % |"
                + " first minus this | p (Holm) |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        budget.rows().forEach(row -> text.append(line(budget, row)));
      }
    }
    return text.toString();
  }

  private static String line(Budget budget, Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.label());
    cells.add(interval(row.score(), "%.1f", 100));
    cells.add(interval(row.normalised(), "%.2f", 1));
    for (Reach reach : row.reaches()) {
      cells.add(
          format("%,.0f (%d/%d)", reach.calls().value(), reach.reached(), row.scores().size()));
    }
    var pair = budget.against(row.label());
    cells.add(pair.map(each -> interval(each.difference(), "%+.1f", 100)).orElse(""));
    cells.add(
        pair.map(each -> each.holm() < 0.001 ? "<0.001" : format("%.3f", each.holm())).orElse(""));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static List<Row> named(Budget budget) {
    return budget.rows().stream().filter(row -> PEERS.contains(row.label())).toList();
  }

  private static Row row(Budget budget, String label) {
    return budget.rows().stream()
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static boolean best(Row first, List<Row> rows) {
    return rows.stream().allMatch(row -> row.score().value() <= first.score().value());
  }

  private static boolean over(Budget budget, String label) {
    Comparison.Pair pair = budget.against(label).orElseThrow();
    return pair.difference().value() > 0 && pair.holm() < SIGNIFICANT;
  }

  private static Reach reach(Row row) {
    return row.reaches().stream().filter(each -> each.share() == 0.95).findFirst().orElseThrow();
  }

  private static String interval(Interval interval, String number, double scale) {
    String value = format(number, scale * interval.value());
    return interval.bounded()
        ? format(
            "%s (" + number + " to " + number + ")",
            value,
            scale * interval.low(),
            scale * interval.high())
        : value;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
