package dev.collabgraph.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.graph.GraphText;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Baseline;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.search.SearchResult.Winner;
import java.util.List;

/** {@code summary.md}: the result in a page, for a pull request or a job summary. */
final class MarkdownSummary {
  private static final int TREE_LINES = 60;

  private MarkdownSummary() {}

  static String of(SearchResult result) {
    StringBuilder text = new StringBuilder();
    JsonNode tree = ResultJson.tree(result);
    text.append("# ").append(inert(result.suite())).append("\n\n");
    text.append(inert(Sentences.settings(tree))).append("\n\n");
    text.append("**").append(inert(result.verdict().text())).append("**\n\n");
    for (String doubt : result.verdict().doubts()) {
      text.append("- ").append(inert(doubt)).append('\n');
    }
    Winner winner = result.winner();
    if (winner != null) {
      text.append("\n## The graph\n\n").append(inert(Sentences.winner(tree))).append("\n\n");
      GraphText.tree(winner.graph(), TREE_LINES)
          .forEach(line -> text.append("    ").append(Format.printable(line)).append('\n'));
      text.append("\n| graph | test | 95 % interval | n | validation | units |\n");
      text.append("|---|---:|---:|---:|---:|---:|\n");
      row(text, "**searched graph**", winner.validation(), winner.test(), winner.costUnits());
      for (Baseline each : result.baselines()) {
        String name = inert(each.name()) + (each.withinBudget() ? "" : " (above the budget)");
        row(text, name, each.validation(), each.test(), each.costUnits());
      }
      for (String note : List.of(Sentences.test(tree), Sentences.testUses(tree))) {
        text.append(note.isEmpty() ? "" : "\n" + inert(note) + "\n");
      }
    }
    text.append("\n## The bill\n\n");
    text.append(
        "%s calls (%s searching, %s validation, %s test); tokens: %s; FLOPs: %s; US dollars: %s. Pays off: %s.\n"
            .formatted(
                Format.count(result.bill().calls()),
                Format.count(result.bill().searchCalls()),
                Format.count(result.bill().validationCalls()),
                Format.count(result.bill().testCalls()),
                Sentences.tokens(tree),
                Format.flops(result.bill().flops()),
                Format.usd(result.bill().usd()),
                Sentences.breakEven(tree)));
    if (result.bill().agent().calls() > 0) {
      text.append("\nOf these calls the agent's: ").append(Sentences.agent(tree)).append(".\n");
    }
    return text.toString();
  }

  private static void row(
      StringBuilder text, String name, Estimate validation, Estimate test, double units) {
    text.append("| ")
        .append(name)
        .append(" | ")
        .append(Format.percent(test.score()))
        .append(" | ")
        .append(Format.interval(test))
        .append(" | ")
        .append(Format.count(test.n()))
        .append(" | ")
        .append(Format.percent(validation.score()))
        .append(" | ")
        .append(Format.units(units))
        .append(" |\n");
  }

  /** Foreign text that cannot become markup, a table cell's end or HTML. */
  private static String inert(String text) {
    return Format.clean(text).replaceAll("([\\\\`*_{}\\[\\]<>#|~!])", "\\\\$1");
  }
}
