package dev.collabgraph.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.graph.GraphText;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Baseline;
import dev.collabgraph.search.SearchResult.Bill;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.search.SearchResult.Winner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The closing summary for a console: ASCII, no colour, at most 100 columns but for the path. */
public final class ConsoleSummary {
  private static final int COLUMNS = 100;
  private static final int NAME = 40;
  private static final int TREE_LINES = 40;

  private final SearchResult result;
  private final JsonNode tree;
  private final List<String> lines = new ArrayList<>();

  private ConsoleSummary(SearchResult result) {
    this.result = result;
    this.tree = ResultJson.tree(result);
  }

  /**
   * The lines in order, none with a line break or a control character.
   *
   * @param report path of the HTML report, named in the last line
   */
  public static List<String> lines(SearchResult result, Path report) {
    ConsoleSummary summary = new ConsoleSummary(result);
    summary.head();
    if (result.winner() != null) {
      summary.winner(result.winner());
      summary.comparison(result.winner());
    }
    summary.wrapped("", result.verdict().text());
    result.verdict().doubts().forEach(doubt -> summary.wrapped("  doubt: ", doubt));
    if (result.run().testUses() > 1) {
      summary.wrapped("  ", Sentences.testUses(summary.tree));
    }
    summary.bill();
    summary.lines.add("Report: " + report);
    return List.copyOf(summary.lines);
  }

  private void head() {
    String title =
        "== %s: %s, %s units of %s "
            .formatted(
                Format.clean(result.suite()),
                result.settings().search().strategy(),
                Format.units(result.settings().search().units()),
                result.settings().search().metric());
    lines.add(title + "=".repeat(Math.max(3, COLUMNS - title.length())));
  }

  private void winner(Winner winner) {
    lines.add("");
    if (winner.graph().size() > 1) {
      lines.add("  The top node answers; each node reads those below it:");
    }
    GraphText.tree(winner.graph(), TREE_LINES)
        .forEach(line -> lines.add("  " + Format.printable(line)));
    lines.add("");
    lines.add("  " + Sentences.winner(tree));
    lines.add("");
  }

  private void comparison(Winner winner) {
    boolean tested = winner.test().n() > 0;
    lines.add(
        row("  at the same budget", tested ? "test" : "validation", "95 % interval", "n", "units"));
    lines.add(
        row("> searched graph", tested ? winner.test() : winner.validation(), winner.costUnits()));
    for (Baseline each : result.baselines()) {
      String name = "  " + Format.clean(each.name()) + (each.withinBudget() ? "" : " (above it)");
      lines.add(row(name, tested ? each.test() : each.validation(), each.costUnits()));
    }
    lines.add("");
  }

  private static String row(String name, Estimate estimate, double units) {
    return row(
        name,
        Format.percent(estimate.score()),
        Format.interval(estimate),
        Format.count(estimate.n()),
        Format.units(units));
  }

  private static String row(String name, String score, String interval, String n, String units) {
    String shown = name.length() <= NAME ? name : name.substring(0, NAME - 2) + "..";
    return String.format(
        Locale.ROOT, "%-" + NAME + "s %10s %16s %7s %8s", shown, score, interval, n, units);
  }

  private void bill() {
    Bill bill = result.bill();
    lines.add("");
    wrapped(
        "Bill: ",
        "%s calls (%s searching, %s validation, %s test; %s more were shared), tokens %s, %s FLOPs, %s."
            .formatted(
                Format.count(bill.calls()),
                Format.count(bill.searchCalls()),
                Format.count(bill.validationCalls()),
                Format.count(bill.testCalls()),
                Format.count(bill.sharedCalls()),
                Sentences.tokens(tree),
                Format.flops(bill.flops()),
                Sentences.usd(tree)));
    if (result.winner() != null) {
      wrapped("Pays off: ", Sentences.breakEven(tree) + ".");
    }
  }

  /** Breaks lines at spaces, but not between a figure and its percent sign. */
  private void wrapped(String lead, String text) {
    String indent = " ".repeat(lead.length());
    StringBuilder line = new StringBuilder(lead);
    boolean empty = true;
    for (String word : Format.clean(text).split(" (?!%)")) {
      if (!empty && line.length() + 1 + word.length() > COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
  }
}
