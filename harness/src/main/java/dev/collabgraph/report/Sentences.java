package dev.collabgraph.report;

import static dev.collabgraph.report.ResultTree.count;
import static dev.collabgraph.report.ResultTree.number;
import static dev.collabgraph.report.ResultTree.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Sentences that several reports have in common. */
final class Sentences {
  private Sentences() {}

  static String settings(JsonNode result) {
    JsonNode search = result.path("settings").path("search");
    return "Strategy %s, budget %s units of %s a question, seed %s, %s models."
        .formatted(
            text(search, "strategy"),
            Format.units(number(search.path("budget"), "units")),
            text(search.path("budget"), "metric"),
            search.path("seed").asText(),
            result.path("settings").path("models").size());
  }

  /** What a unit is, for a reader who has not read the suite; empty in a result without it. */
  static String unit(JsonNode result) {
    double cost = number(result.path("settings"), "unitCost");
    if (Double.isNaN(cost)) {
      return "";
    }
    String metric = text(result.at("/settings/search/budget"), "metric");
    String amount =
        switch (metric) {
          case "flops" -> Format.flops(cost) + " FLOPs";
          case "usd" -> "$" + String.format(Locale.ROOT, "%.3g", cost);
          case "calls" -> "";
          default -> Format.count(Math.round(cost)) + " " + metric;
        };
    return amount.isEmpty()
        ? " One unit is one call of a model."
        : " One unit is one call of the cheapest model: %s.".formatted(amount);
  }

  /**
   * How the best baseline was found, and which one did better on test than it: that one was not
   * chosen because nobody may choose by the test.
   */
  static String bestBaseline(JsonNode result) {
    String best = result.at("/verdict/bestBaseline").textValue();
    if (best == null) {
      return "";
    }
    String chosen =
        "The best baseline, %s, is the one that was best on validation within the budget, the cheaper one of equals."
            .formatted(best);
    double own = Double.NaN;
    String top = null;
    double most = Double.NEGATIVE_INFINITY;
    for (JsonNode each : result.path("baselines")) {
      double score = number(each.path("test"), "score");
      if (text(each, "name").equals(best)) {
        own = score;
      }
      if (each.path("withinBudget").asBoolean() && score > most) {
        top = text(each, "name");
        most = score;
      }
    }
    return most > own
        ? chosen
            + " On test %s scored %s; that came to light too late to choose it."
                .formatted(top, Format.percent(most))
        : chosen;
  }

  static String winner(JsonNode result) {
    JsonNode winner = result.path("winner");
    return "%s of %s units, width %s, depth %s, about %s a question."
        .formatted(
            Format.units(number(winner.path("cost"), "units")),
            Format.units(number(result.at("/settings/search/budget"), "units")),
            winner.path("width").asText(),
            winner.path("depth").asText(),
            Format.seconds(number(winner, "latencySeconds")));
  }

  static String tokens(JsonNode result) {
    JsonNode tokens = result.at("/bill/tokens");
    return count(tokens, "input") < 0
        ? "unknown"
        : "%s in, %s out"
            .formatted(Format.count(count(tokens, "input")), Format.count(count(tokens, "output")));
  }

  static String agent(JsonNode result) {
    JsonNode agent = result.at("/bill/agent");
    JsonNode tokens = agent.path("tokens");
    return "%s (tokens: %s; US dollars: %s)"
        .formatted(
            Format.count(count(agent, "calls")),
            count(tokens, "input") < 0
                ? "unknown"
                : "%s in, %s out"
                    .formatted(
                        Format.count(count(tokens, "input")),
                        Format.count(count(tokens, "output"))),
            Format.usd(number(agent, "usd")));
  }

  /** {@code $1.23}, or that the dollars are unknown, which is never 0. */
  static String usd(JsonNode result) {
    double usd = number(result.path("bill"), "usd");
    return Double.isNaN(usd) ? "US dollars unknown" : Format.usd(usd);
  }

  static String breakEven(JsonNode result) {
    double queries = number(result.path("bill"), "breakEvenQueries");
    if (!Double.isNaN(queries)) {
      return "after %s questions, compared with the best baseline"
          .formatted(Format.count((long) queries));
    }
    if (result.at("/verdict/bestBaseline").textValue() == null) {
      return "unknown, for no baseline was scored";
    }
    return billed(result)
        ? "never, for the same number of right answers the best baseline is no dearer"
        : "unknown, for the calls did not say how many tokens they used";
  }

  private static boolean billed(JsonNode result) {
    JsonNode bill = result.path("bill");
    return switch (result.at("/settings/search/budget/metric").asText()) {
      case "calls" -> true;
      case "tokens" -> count(bill.path("tokens"), "input") >= 0;
      case "usd" -> !Double.isNaN(number(bill, "usd"));
      default -> !Double.isNaN(number(bill, "flops"));
    };
  }

  /** By which test the verdict's p-value was found; empty without one. */
  static String test(JsonNode result) {
    JsonNode verdict = result.path("verdict");
    double p = number(verdict, "pValue");
    if (Double.isNaN(p)) {
      return "";
    }
    String test =
        verdict.path("test").asText().equals("mcnemar")
            ? "McNemar's exact test"
            : "Wilcoxon's signed-rank test";
    return "%s on the same tasks, two-sided: %s.".formatted(test, Format.p(p));
  }

  /** How often the test split was asked; empty if nobody counts. */
  static String testUses(JsonNode result) {
    long uses = count(result.path("run"), "testUses");
    if (uses < 1) {
      return "";
    }
    return uses == 1
        ? "These test tasks were asked for the first time in this project."
        : ("These test tasks have been asked %s times in this project: whatever was chosen after"
                + " looking at them makes their scores optimistic.")
            .formatted(Format.count(uses));
  }

  static String run(JsonNode result) {
    JsonNode run = result.path("run");
    return "%s in %s on %s threads, Java %s; %s calls made, %s from a cache."
        .formatted(
            text(result, "engine"),
            Format.seconds(number(run, "seconds")),
            run.path("threads").asText(),
            text(run, "java"),
            Format.count(count(run, "paidCalls")),
            Format.count(count(run, "cacheHits")));
  }
}
