package dev.collabgraph.report;

import dev.collabgraph.compare.Comparison;
import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Pair;
import dev.collabgraph.compare.Comparison.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * {@code compare.html}: tables and curves in one file, no script, nothing fetched, the one style
 * sheet allowed by its hash.
 */
final class CompareHtml {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem}
      .lead{color:#666}
      .scroll{overflow:auto}
      table{border-collapse:collapse;width:100%}
      th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid #8884;white-space:nowrap}
      th:first-child,td:first-child{text-align:left}
      tr.first{font-weight:600}
      svg text{font:11px system-ui,sans-serif;fill:currentColor}
      svg .grid{stroke:#8884}svg .line{fill:none;stroke-width:2}svg .band{stroke:none;fill-opacity:.12}
      svg .c0{stroke:#2a8f4f;fill:#2a8f4f}svg .c1{stroke:#268bd2;fill:#268bd2}
      svg .c2{stroke:#d33682;fill:#d33682}svg .c3{stroke:#b58900;fill:#b58900}
      svg .c4{stroke:#6c71c4;fill:#6c71c4}svg .c5{stroke:#cb4b16;fill:#cb4b16}
      svg .c6{stroke:#2aa198;fill:#2aa198}svg .c7{stroke:#808080;fill:#808080}
      svg .line{fill:none}svg .band{stroke:none}
      """;

  private final StringBuilder html = new StringBuilder();

  private CompareHtml() {}

  static String of(Comparison comparison) {
    CompareHtml page = new CompareHtml();
    page.head(comparison);
    for (Budget budget : comparison.budgets()) {
      page.budget(comparison, budget);
    }
    page.html.append("<p>");
    CompareText.conclusions(comparison)
        .forEach(line -> page.html.append(Html.escape(line)).append('\n'));
    return page.html.append("</p>\n</body>\n</html>\n").toString();
  }

  private void head(Comparison comparison) {
    String title = "Strategies on " + comparison.suite();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'sha256-")
        .append(hash())
        .append("'; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(Html.escape(title))
        .append(" - Collabgraph</title>\n<style>")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(Html.escape(title))
        .append("</h1>\n<p class=\"lead\">")
        .append(
            Html.escape(
                "%s seeds, paired; scores in percent, judged on %s; 95 %% intervals over seeds."
                    .formatted(comparison.seeds(), comparison.judged())))
        .append("</p>\n");
  }

  private void budget(Comparison comparison, Budget budget) {
    html.append("<h2>").append(Format.units(budget.units())).append(" units</h2>\n");
    html.append("<p class=\"lead\">")
        .append(Html.escape(CompareText.opening(comparison, budget)))
        .append("</p>\n<div class=\"scroll\"><table>\n<thead><tr>");
    List.of(
            "strategy",
            "score",
            "95 %",
            "normalised regret",
            "calls to 90 %",
            "to 95 %",
            "to 99 %",
            "calls",
            "first minus this",
            "p (Holm)")
        .forEach(name -> html.append("<th>").append(name).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (Row row : budget.rows()) {
      row(comparison, budget, row);
    }
    html.append("</tbody>\n</table></div>\n").append(CurveChart.of(budget));
  }

  private void row(Comparison comparison, Budget budget, Row row) {
    html.append(row == budget.rows().get(0) ? "<tr class=\"first\">" : "<tr>");
    cell(row.label());
    cell(CompareText.score(row.score().value()));
    cell(CompareText.ends(row.score()));
    cell(CompareText.decimals(row.normalised()));
    for (int i = 0; i < Comparison.SHARES.size(); i++) {
      cell(
          row.reaches().isEmpty()
              ? "-"
              : CompareText.reach(row.reaches().get(i), comparison.seeds()));
    }
    cell(Format.count(Math.round(row.calls())));
    Optional<Pair> pair = budget.against(row.label());
    cell(pair.map(each -> CompareText.points(each.difference())).orElse(""));
    cell(pair.map(each -> CompareText.p(each.holm())).orElse(""));
    html.append("</tr>\n");
  }

  private void cell(String text) {
    html.append("<td>").append(Html.escape(text)).append("</td>");
  }

  private static String hash() {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }
}
