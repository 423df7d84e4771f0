package dev.collabgraph.report;

import dev.collabgraph.search.Advisor.Exchange;
import dev.collabgraph.search.SearchResult.Agent;
import java.util.List;
import java.util.Locale;

/** What was asked of a language model as agent, what it replied and what became of that. */
final class AgentSection {
  private static final int MOST_LETTERS = 6000;

  private AgentSection() {}

  /** The section as HTML; empty if no agent was asked. */
  static String of(Agent agent) {
    return of(agent.exchanges());
  }

  /** The same from the questions, in order. */
  static String of(List<Exchange> exchanges) {
    if (exchanges.isEmpty()) {
      return "";
    }
    long refused = exchanges.stream().filter(each -> each.error() != null).count();
    StringBuilder html = new StringBuilder("<h2>The agent</h2>\n<p class=\"lead\">");
    html.append(
        Html.escape(
            "Questions: %s, replies not used: %s. The whole transcript is in agent.jsonl."
                .formatted(Format.count(exchanges.size()), Format.count(refused))));
    html.append("</p>\n");
    for (Exchange each : exchanges) {
      html.append("<details><summary>")
          .append(
              Html.escape(
                  String.format(
                      Locale.ROOT,
                      "Round %d, question %d: %s",
                      each.round(),
                      each.attempt(),
                      each.error() == null ? "used" : "not used: " + each.error())))
          .append("</summary>\n<pre>")
          .append(Html.escape(clipped(each.prompt())))
          .append("</pre>\n<pre>")
          .append(Html.escape(each.reply() == null ? "(no reply)" : clipped(each.reply())))
          .append("</pre></details>\n");
    }
    return html.toString();
  }

  /** The text with line breaks kept, other control characters as blanks. */
  private static String clipped(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
    return clean.length() <= MOST_LETTERS
        ? clean
        : clean.substring(0, MOST_LETTERS) + "\n(cut here)";
  }
}
