package dev.collabgraph.report;

import dev.collabgraph.compare.Comparison;
import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Reach;
import dev.collabgraph.compare.Comparison.Row;
import java.util.List;

/** {@code compare.md}: a comparison as tables, for a repository or a pull request. */
final class CompareMarkdown {
  private CompareMarkdown() {}

  static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    text.append("# Strategies on ").append(inert(comparison.suite())).append("\n\n");
    text.append(
        "%s seeds, paired; scores in percent, judged on %s; 95 %% intervals over seeds.\n"
            .formatted(comparison.seeds(), inert(comparison.judged())));
    for (Budget budget : comparison.budgets()) {
      text.append("\n## ").append(Format.units(budget.units())).append(" units\n\n");
      text.append(inert(CompareText.opening(comparison, budget))).append("\n\n");
      table(text, comparison, budget);
    }
    text.append('\n');
    for (String line : CompareText.conclusions(comparison)) {
      text.append(inert(line)).append('\n');
    }
    return text.toString();
  }

  private static void table(StringBuilder text, Comparison comparison, Budget budget) {
    boolean known = budget.best().isPresent();
    text.append("| strategy | score | ");
    if (known) {
      text.append(
          "normalised regret | calls to 90 % | to 95 % | to 99 % | first's calls to 95 % over these | ");
    }
    text.append("calls | first minus this | p (Holm) |\n|---|---:|");
    text.append("---:|".repeat(known ? 8 : 3)).append('\n');
    for (Row row : budget.rows()) {
      text.append("| ").append(inert(row.label()));
      text.append(" | ").append(CompareText.score(row.score().value()));
      text.append(" (").append(CompareText.ends(row.score())).append(')');
      if (known) {
        text.append(" | ").append(CompareText.decimals(row.normalised()));
        List<Reach> reaches = row.reaches();
        for (Reach reach : reaches) {
          text.append(" | ").append(CompareText.reach(reach, comparison.seeds()));
        }
        text.append(" | ").append(CompareText.decimals(reaches.get(1).ratio()));
      }
      text.append(" | ").append(Format.count(Math.round(row.calls())));
      var pair = budget.against(row.label());
      text.append(" | ").append(pair.map(each -> CompareText.points(each.difference())).orElse(""));
      text.append(" | ").append(pair.map(each -> CompareText.p(each.holm())).orElse(""));
      text.append(" |\n");
    }
  }

  private static String inert(String text) {
    return Format.clean(text).replaceAll("([\\\\`*_{}\\[\\]<>#|~!])", "\\\\$1");
  }
}
