package dev.collabgraph.report;

import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Bill;
import dev.collabgraph.search.SearchResult.Winner;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;

/** Sentences that several reports have in common. */
final class Sentences {
  private Sentences() {}

  static String settings(SearchResult result) {
    SearchSpec spec = result.settings().search();
    return "Strategy %s, budget %s units of %s a question, seed %s, %s models."
        .formatted(
            spec.strategy(),
            Format.units(spec.units()),
            spec.metric(),
            spec.seed(),
            result.settings().models().size());
  }

  static String winner(SearchResult result, Winner winner) {
    return "%s of %s units, width %s, depth %s, about %s a question."
        .formatted(
            Format.units(winner.costUnits()),
            Format.units(result.settings().search().units()),
            winner.width(),
            winner.depth(),
            Format.seconds(winner.latencySeconds()));
  }

  static String tokens(Bill bill) {
    return bill.inputTokens() < 0
        ? "unknown"
        : "%s in, %s out"
            .formatted(Format.count(bill.inputTokens()), Format.count(bill.outputTokens()));
  }

  static String agent(SearchResult.Agent agent) {
    return "%s (tokens: %s; US dollars: %s)"
        .formatted(
            Format.count(agent.calls()),
            agent.inputTokens() < 0
                ? "unknown"
                : "%s in, %s out"
                    .formatted(
                        Format.count(agent.inputTokens()), Format.count(agent.outputTokens())),
            Format.usd(agent.usd()));
  }

  /** {@code $1.23}, or that the dollars are unknown, which is never 0. */
  static String usd(Bill bill) {
    return Double.isNaN(bill.usd()) ? "US dollars unknown" : Format.usd(bill.usd());
  }

  static String breakEven(SearchResult result) {
    Bill bill = result.bill();
    if (!Double.isNaN(bill.breakEvenQueries())) {
      return "after %s questions, compared with the best baseline"
          .formatted(Format.count((long) bill.breakEvenQueries()));
    }
    if (result.verdict().bestBaseline() == null) {
      return "unknown, for no baseline was scored";
    }
    return billed(bill, result.settings().search().metric())
        ? "never: for the same number of right answers the best baseline is no dearer"
        : "unknown, for the calls did not say how many tokens they used";
  }

  private static boolean billed(Bill bill, String metric) {
    return switch (metric) {
      case "calls" -> true;
      case "tokens" -> bill.inputTokens() >= 0;
      case "usd" -> !Double.isNaN(bill.usd());
      default -> !Double.isNaN(bill.flops());
    };
  }

  static String run(SearchResult result) {
    return "%s in %s on %s threads, Java %s; %s calls made, %s from a cache."
        .formatted(
            result.engine(),
            Format.seconds(result.run().seconds()),
            result.run().threads(),
            result.run().java(),
            Format.count(result.run().paidCalls()),
            Format.count(result.run().cacheHits()));
  }
}
