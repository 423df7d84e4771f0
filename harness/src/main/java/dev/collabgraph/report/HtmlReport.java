package dev.collabgraph.report;

import static dev.collabgraph.report.ResultTree.count;
import static dev.collabgraph.report.ResultTree.number;
import static dev.collabgraph.report.ResultTree.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.search.Advisor;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Estimate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

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
      table:not(.bill) td:not(:first-child){white-space:nowrap}
      tr.own{font-weight:600}tr.over{color:#888}
      pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
      table.bill{width:auto;min-width:50%}
      td.whisker{padding:0 .6rem;width:12rem}
      .scroll{overflow:auto;max-height:70vh}
      svg[aria-label*=" against "]{max-width:100%;height:auto}
      .wide{overflow-x:auto}.wide td:first-child{min-width:8rem}
      details{margin:.3rem 0}summary{cursor:pointer;overflow-wrap:anywhere}
      @media (prefers-color-scheme:dark){.lead{color:#aaa}tr.over{color:#999}}
      svg text{font:11px system-ui,sans-serif;text-anchor:middle;fill:currentColor}
      svg .role{font-weight:600}
      svg .node{fill:Canvas;stroke:#888}svg .sink{stroke:#2a8f4f;stroke-width:2}
      svg .edge{fill:none;stroke:#888;stroke-opacity:.6}svg .tip{fill:#888}
      svg .reach{stroke:#888;stroke-width:2}svg .dot{fill:#888}
      tr.own .reach{stroke:#268bd2}tr.own .dot{fill:#268bd2}svg .aim{stroke:#268bd2;stroke-opacity:.35}
      svg .grid{stroke:#8884}svg .band{fill:#268bd233}svg .line{fill:none;stroke:#268bd2;stroke-width:2}
      """;

  private final JsonNode result;
  private final String agent;
  private final String failing;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(JsonNode result, String agent, String failing) {
    this.result = result;
    this.agent = agent;
    this.failing = failing;
  }

  /** The page without the tasks that fail. */
  static String of(SearchResult result) {
    return of(ResultJson.tree(result), result.bill().agent().exchanges(), "");
  }

  /**
   * The same page from the tree of a {@code result.json}.
   *
   * @param exchanges with the agent, in order
   * @param failing the section of {@link FailingTasks}
   */
  static String of(JsonNode result, List<Advisor.Exchange> exchanges, String failing) {
    return new HtmlReport(result, AgentSection.of(exchanges), failing).page();
  }

  private String page() {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'sha256-")
        .append(hash(STYLE))
        .append("'; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    String suite = text(result, "suite");
    JsonNode verdict = result.path("verdict");
    html.append("<title>").append(escape(suite)).append(" - Collabgraph</title>\n");
    html.append("<style>").append(STYLE).append("</style>\n</head>\n<body>\n");
    html.append("<h1>").append(escape(suite)).append("</h1>\n");
    paragraph("lead", Sentences.settings(result) + Sentences.unit(result));
    paragraph(
        verdict.path("beatsBestBaseline").asBoolean() ? "verdict beats" : "verdict",
        text(verdict, "text"));
    doubts(verdict.path("doubts"));
    if (result.path("winner").isObject()) {
      winner(result.get("winner"));
      comparison(result.get("winner"));
      html.append(failing);
    }
    history();
    html.append(FrontSection.of(result));
    html.append(agent);
    bill(result.path("bill"));
    return html.append("</body>\n</html>\n").toString();
  }

  private void doubts(JsonNode doubts) {
    if (doubts.isEmpty()) {
      return;
    }
    heading("Doubts");
    html.append("<ul>\n");
    for (JsonNode doubt : doubts) {
      html.append("<li>").append(escape(doubt.asText())).append("</li>\n");
    }
    html.append("</ul>\n");
  }

  private void winner(JsonNode winner) {
    heading("The graph");
    paragraph("lead", Sentences.winner(result));
    paragraph(
        "lead",
        "Answers flow along the arrows; the box with the green frame gives the answer of the graph.");
    html.append("<div class=\"scroll\">\n")
        .append(GraphSvg.of(ResultTree.graph(winner.path("graph"))))
        .append("</div>\n");
  }

  private void comparison(JsonNode winner) {
    boolean tested = winner.at("/test/n").asInt() > 0;
    Whiskers whiskers = whiskers(winner, tested ? "test" : "validation");
    heading("At the same budget");
    html.append(
            "<div class=\"wide\">\n<table>\n<thead><tr><th>graph</th><th>validation</th><th>95 % interval</th>")
        .append("<th>test</th><th>95 % interval</th><th>n</th><th>units</th><th>")
        .append(tested ? "on test" : "on validation")
        .append("</th></tr></thead>\n<tbody>\n");
    row("own", "searched graph", winner, whiskers, tested);
    for (JsonNode each : result.path("baselines")) {
      boolean within = each.path("withinBudget").asBoolean();
      String name = text(each, "name");
      row(
          within ? "" : "over",
          within ? name : name + " (above the budget)",
          each,
          whiskers,
          tested);
    }
    html.append("</tbody>\n</table>\n</div>\n");
    footnote(whiskers.legend());
    footnote(Sentences.bestBaseline(result));
    footnote(Sentences.test(result));
    footnote(Sentences.testUses(result));
  }

  private void footnote(String text) {
    if (!text.isEmpty()) {
      paragraph("lead", text);
    }
  }

  private Whiskers whiskers(JsonNode winner, String split) {
    List<Estimate> all = new ArrayList<>();
    all.add(ResultTree.estimate(winner.path(split)));
    result.path("baselines").forEach(each -> all.add(ResultTree.estimate(each.path(split))));
    return Whiskers.of(all);
  }

  private void row(String kind, String name, JsonNode of, Whiskers whiskers, boolean tested) {
    Estimate validation = ResultTree.estimate(of.path("validation"));
    Estimate test = ResultTree.estimate(of.path("test"));
    html.append(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
    cell(name);
    cell(Format.percent(validation.score()));
    cell(Format.interval(validation));
    cell(Format.percent(test.score()));
    cell(Format.interval(test));
    cell(Format.count(tested ? test.n() : validation.n()));
    cell(Format.units(number(of.path("cost"), "units")));
    html.append("<td class=\"whisker\">")
        .append(whiskers.svg(tested ? test : validation))
        .append("</td></tr>\n");
  }

  private void history() {
    String chart = HistoryChart.of(ResultTree.history(result));
    if (!chart.isEmpty()) {
      heading("The search");
      paragraph(
          "lead",
          "Best score so far on the search split. It is the best of many and hence optimistic.");
      html.append("<div class=\"scroll\">\n").append(chart).append("</div>\n");
    }
  }

  private void bill(JsonNode bill) {
    heading("The bill");
    html.append("<table class=\"bill\">\n<tbody>\n");
    entry("calls", Format.count(count(bill, "calls")));
    entry("- while searching", Format.count(count(bill.path("callsBySplit"), "search")));
    entry("- on validation", Format.count(count(bill.path("callsBySplit"), "validation")));
    entry("- on test", Format.count(count(bill.path("callsBySplit"), "test")));
    if (count(bill.path("agent"), "calls") > 0) {
      entry("- of the agent", Sentences.agent(result));
    }
    entry("calls saved by sharing", Format.count(count(bill, "sharedCalls")));
    entry("tokens", Sentences.tokens(result));
    entry("FLOPs", Format.flops(number(bill, "flops")));
    entry("US dollars", Format.usd(number(bill, "usd")));
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
