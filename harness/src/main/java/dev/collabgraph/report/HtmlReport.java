package dev.collabgraph.report;

import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Baseline;
import dev.collabgraph.search.SearchResult.Bill;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.search.SearchResult.Winner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * {@code report.html}: one file, no script, nothing fetched. The content security policy allows
 * nothing but the one style sheet inside, by its hash; all foreign text is escaped.
 */
final class HtmlReport {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem}
      h1{margin-bottom:0}h2{margin-top:2rem}
      .lead{color:#666}
      .verdict{padding:.8rem 1rem;border-left:4px solid #b58900;background:#8881}
      .verdict.beats{border-color:#2a8f4f}
      table{border-collapse:collapse;width:100%}
      th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid #8884}
      th:first-child,td:first-child{text-align:left}
      tr.own{font-weight:600}tr.over{color:#888}
      pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
      .scroll{overflow:auto;max-height:70vh}
      svg text{font:11px system-ui,sans-serif;text-anchor:middle;fill:currentColor}
      svg .role{font-weight:600}
      svg .node{fill:Canvas;stroke:#888}svg .sink{stroke:#2a8f4f;stroke-width:2}
      svg .edge{fill:none;stroke:#888;stroke-opacity:.6}
      svg .grid{stroke:#8884}svg .band{fill:#268bd233}svg .line{fill:none;stroke:#268bd2;stroke-width:2}
      """;

  private final SearchResult result;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(SearchResult result) {
    this.result = result;
  }

  static String of(SearchResult result) {
    return new HtmlReport(result).page();
  }

  private String page() {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'sha256-")
        .append(hash(STYLE))
        .append("'; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(escape(result.suite())).append(" - Collabgraph</title>\n");
    html.append("<style>").append(STYLE).append("</style>\n</head>\n<body>\n");
    html.append("<h1>").append(escape(result.suite())).append("</h1>\n");
    paragraph("lead", Sentences.settings(result));
    paragraph(
        result.verdict().beatsBestBaseline() ? "verdict beats" : "verdict",
        result.verdict().text());
    doubts();
    if (result.winner() != null) {
      winner(result.winner());
      comparison(result.winner());
    }
    history();
    html.append(FrontSection.of(result));
    html.append(AgentSection.of(result.bill().agent()));
    bill();
    return html.append("</body>\n</html>\n").toString();
  }

  private void doubts() {
    if (result.verdict().doubts().isEmpty()) {
      return;
    }
    heading("Doubts");
    html.append("<ul>\n");
    for (String doubt : result.verdict().doubts()) {
      html.append("<li>").append(escape(doubt)).append("</li>\n");
    }
    html.append("</ul>\n");
  }

  private void winner(Winner winner) {
    heading("The graph");
    paragraph("lead", Sentences.winner(result, winner));
    html.append("<div class=\"scroll\">\n").append(GraphSvg.of(winner.graph())).append("</div>\n");
  }

  private void comparison(Winner winner) {
    heading("At the same budget");
    html.append("<table>\n<thead><tr><th>graph</th><th>validation</th><th>95 % interval</th>")
        .append(
            "<th>test</th><th>95 % interval</th><th>n</th><th>units</th></tr></thead>\n<tbody>\n");
    row("own", "searched graph", winner.validation(), winner.test(), winner.costUnits());
    for (Baseline each : result.baselines()) {
      row(
          each.withinBudget() ? "" : "over",
          each.withinBudget() ? each.name() : each.name() + " (above the budget)",
          each.validation(),
          each.test(),
          each.costUnits());
    }
    html.append("</tbody>\n</table>\n");
  }

  private void row(String kind, String name, Estimate validation, Estimate test, double units) {
    html.append(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
    cell(name);
    cell(Format.percent(validation.score()));
    cell(Format.interval(validation));
    cell(Format.percent(test.score()));
    cell(Format.interval(test));
    cell(Format.count(test.n()));
    cell(Format.units(units));
    html.append("</tr>\n");
  }

  private void history() {
    String chart = HistoryChart.of(result.history());
    if (!chart.isEmpty()) {
      heading("The search");
      paragraph(
          "lead",
          "Best score so far on the search split. It is the best of many and hence optimistic.");
      html.append("<div class=\"scroll\">\n").append(chart).append("</div>\n");
    }
  }

  private void bill() {
    Bill bill = result.bill();
    heading("The bill");
    html.append("<table>\n<tbody>\n");
    entry("calls", Format.count(bill.calls()));
    entry("- while searching", Format.count(bill.searchCalls()));
    entry("- on validation", Format.count(bill.validationCalls()));
    entry("- on test", Format.count(bill.testCalls()));
    if (bill.agent().calls() > 0) {
      entry("- of the agent", Sentences.agent(bill.agent()));
    }
    entry("calls saved by sharing", Format.count(bill.sharedCalls()));
    entry("tokens", Sentences.tokens(bill));
    entry("FLOPs", Format.flops(bill.flops()));
    entry("US dollars", Format.usd(bill.usd()));
    entry("pays off", Sentences.breakEven(result));
    html.append("</tbody>\n</table>\n");
    paragraph("lead", Sentences.run(result));
  }

  private void entry(String name, String value) {
    html.append("<tr>");
    cell(name);
    cell(value);
    html.append("</tr>\n");
  }

  private void cell(String text) {
    html.append("<td>").append(escape(text)).append("</td>");
  }

  private void heading(String text) {
    html.append("<h2>").append(escape(text)).append("</h2>\n");
  }

  private void paragraph(String kind, String text) {
    html.append("<p class=\"").append(kind).append("\">").append(escape(text)).append("</p>\n");
  }

  private static String escape(String text) {
    return Html.escape(text);
  }

  private static String hash(String style) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }
}
