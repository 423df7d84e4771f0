package dev.collabgraph.report;

import dev.collabgraph.compare.Comparison;
import dev.collabgraph.compare.Comparison.Best;
import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Pair;
import dev.collabgraph.compare.Comparison.Reach;
import dev.collabgraph.compare.Comparison.Row;
import dev.collabgraph.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A comparison for a console: ASCII, no colour, at most 100 columns. */
public final class CompareText {
  private static final int NAME = 26;
  private static final int COLUMNS = 100;

  /** A p-value below this is called significant. */
  static final double ALPHA = 0.05;

  private final Comparison comparison;
  private final List<String> lines = new ArrayList<>();

  private CompareText(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The lines in order, none with a line break or a control character. */
  public static List<String> lines(Comparison comparison) {
    CompareText text = new CompareText(comparison);
    text.head();
    comparison.budgets().forEach(text::budget);
    text.lines.addAll(conclusions(comparison));
    return List.copyOf(text.lines);
  }

  private void head() {
    String title =
        "== %s: %s strategies x %s seeds, judged on %s "
            .formatted(
                Format.clean(comparison.suite()),
                comparison.entrants().size(),
                comparison.seeds(),
                comparison.judged());
    lines.add(title + "=".repeat(Math.max(3, COLUMNS - title.length())));
  }

  private void budget(Budget budget) {
    lines.add("");
    for (String line : opening(comparison, budget).split("(?<=search\\.) ")) {
      lines.add(line);
    }
    boolean known = budget.best().isPresent();
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-" + NAME + "s %6s %12s %7s %14s %20s %7s",
            "strategy",
            "score",
            "95 %",
            known ? "regret" : "",
            known ? "calls to 95 %" : "calls",
            "first minus this",
            "p"));
    for (Row row : budget.rows()) {
      lines.add(row(budget, row));
    }
  }

  private String row(Budget budget, Row row) {
    Optional<Pair> pair = budget.against(row.label());
    String name = Format.clean(row.label());
    String line =
        String.format(
            Locale.ROOT,
            "%s %-" + NAME + "s %6s %12s %7s %14s %20s %7s",
            row == budget.rows().get(0) ? ">" : " ",
            name.length() <= NAME ? name : shortened(name),
            score(row.score().value()),
            ends(row.score()),
            row.normalised().known() ? decimal(row.normalised().value()) : "",
            budget.best().isPresent()
                ? reach(row.reaches().get(1), comparison.seeds())
                : Format.count(Math.round(row.calls())),
            pair.map(each -> points(each.difference())).orElse(""),
            pair.map(each -> p(each.holm())).orElse(""));
    return line.stripTrailing();
  }

  /** Entrants of one strategy differ at the end. */
  private static String shortened(String name) {
    int head = NAME / 3;
    return name.substring(0, head) + ".." + name.substring(name.length() - (NAME - head - 2));
  }

  /** What was compared at a budget, and what there was to find. */
  static String opening(Comparison comparison, Budget budget) {
    String what =
        "%s units of %s, at most %s calls a search."
            .formatted(
                Format.units(budget.units()), comparison.metric(), Format.count(budget.calls()));
    return budget
        .best()
        .map(best -> what + " " + best(best) + ", random search " + random(budget) + ".")
        .orElse(what);
  }

  private static String best(Best best) {
    return "%s: %s (width %s, depth %s)"
        .formatted(
            best.exact() ? "Optimum" : "Best known",
            Format.percent(best.score()),
            best.graph().width(),
            best.graph().depth());
  }

  private static String random(Budget budget) {
    return Format.percent(budget.random());
  }

  /** What the first strategy can claim, in sentences of at most a line. */
  static List<String> conclusions(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    String first = Format.clean(comparison.entrants().get(0).label());
    int counted = 0;
    int ahead = 0;
    int surely = 0;
    for (Budget budget : comparison.budgets()) {
      boolean small = budget.best().isPresent() && !budget.counted();
      if (small) {
        lines.add(
            "At %s units less than %s points lie between best-known and random: not counted."
                .formatted(
                    Format.units(budget.units()), Math.round(100 * Comparison.LEAST_SPREAD)));
        continue;
      }
      counted++;
      double own = budget.rows().get(0).score().value();
      List<Row> others = budget.rows().subList(1, budget.rows().size());
      ahead += others.stream().allMatch(row -> row.score().value() < own) ? 1 : 0;
      surely +=
          others.stream()
                  .allMatch(
                      row ->
                          budget
                              .against(row.label())
                              .filter(pair -> pair.holm() < ALPHA && pair.difference().value() > 0)
                              .isPresent())
              ? 1
              : 0;
    }
    lines.add(
        "%s is first by mean score in %s of %s budgets, significantly against every other in %s."
            .formatted(first, ahead, counted, surely));
    lines.add(
        "Score: mean over seeds. Regret: 0 is the best graph, 1 what random search returns. p: Wilcoxon,");
    lines.add("Holm's correction. Calls to 95 %: of the best score; (reached) others count fully.");
    lines.add(0, "");
    return lines;
  }

  static String reach(Reach reach, int seeds) {
    return "%s (%s/%s)"
        .formatted(Format.count(Math.round(reach.calls().value())), reach.reached(), seeds);
  }

  /** {@code 54.3}: per cent without the sign. */
  static String score(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  static String ends(Interval interval) {
    return interval.bounded()
        ? String.format(Locale.ROOT, "%.1f to %.1f", 100 * interval.low(), 100 * interval.high())
        : "-";
  }

  static String decimal(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  /** {@code 0.42 (0.31 to 0.55)}. */
  static String decimals(Interval interval) {
    return interval.bounded()
        ? "%s (%s to %s)"
            .formatted(decimal(interval.value()), decimal(interval.low()), decimal(interval.high()))
        : decimal(interval.value());
  }

  /** {@code +5.0 (+3.4 to +6.6)}. */
  static String points(Interval interval) {
    return interval.bounded()
        ? "%s (%s to %s)"
            .formatted(
                Format.points(interval.value()),
                Format.points(interval.low()),
                Format.points(interval.high()))
        : Format.points(interval.value());
  }

  static String p(double p) {
    return Double.isNaN(p)
        ? "-"
        : p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", Math.ceil(p * 1000) / 1000);
  }
}
