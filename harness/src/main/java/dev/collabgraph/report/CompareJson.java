package dev.collabgraph.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.compare.Comparison;
import dev.collabgraph.compare.Comparison.Budget;
import dev.collabgraph.compare.Comparison.Pair;
import dev.collabgraph.compare.Comparison.Point;
import dev.collabgraph.compare.Comparison.Reach;
import dev.collabgraph.compare.Comparison.Row;
import dev.collabgraph.compare.Entrant;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.GraphJson;
import dev.collabgraph.stats.Interval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code compare.json}: the same bytes for equal comparisons; an unknown number is null. */
final class CompareJson {
  private CompareJson() {}

  static String of(Comparison comparison) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("formatVersion", Comparison.FORMAT_VERSION);
    root.put("suite", comparison.suite());
    root.put("identity", comparison.identity());
    root.put("metric", comparison.metric());
    root.put("judged", comparison.judged());
    root.put("seeds", comparison.seeds());
    ArrayNode entrants = root.putArray("entrants");
    for (Entrant entrant : comparison.entrants()) {
      ObjectNode node = entrants.addObject().put("label", entrant.label());
      ObjectNode overrides = node.putObject("overrides");
      entrant.overrides().forEach(overrides::put);
    }
    ArrayNode budgets = root.putArray("budgets");
    comparison.budgets().forEach(budget -> budget(budgets.addObject(), budget));
    return ResultJson.write(root);
  }

  private static void budget(ObjectNode node, Budget budget) {
    ResultJson.number(node, "units", budget.units());
    node.put("calls", budget.calls());
    if (budget.best().isPresent()) {
      ObjectNode best = node.putObject("best");
      best.put("exact", budget.best().get().exact());
      ResultJson.number(best, "score", budget.best().get().score());
      best.set("graph", GraphJson.of(budget.best().get().graph()));
    } else {
      node.putNull("best");
    }
    ResultJson.number(node, "random", budget.random());
    node.put("counted", budget.counted());
    ArrayNode rows = node.putArray("rows");
    budget.rows().forEach(row -> row(rows.addObject(), row));
    ArrayNode pairs = node.putArray("pairs");
    for (Pair pair : budget.pairs()) {
      ObjectNode item = pairs.addObject().put("first", pair.first()).put("second", pair.second());
      interval(item.putObject("difference"), pair.difference());
      ResultJson.number(item, "p", pair.p());
      ResultJson.number(item, "holm", pair.holm());
    }
  }

  private static void row(ObjectNode node, Row row) {
    node.put("label", row.label());
    interval(node.putObject("score"), row.score());
    interval(node.putObject("regret"), row.regret());
    interval(node.putObject("normalisedRegret"), row.normalised());
    ResultJson.number(node, "calls", row.calls());
    ResultJson.number(node, "searchCalls", row.searchCalls());
    ResultJson.number(node, "width", row.width());
    ResultJson.number(node, "depth", row.depth());
    ArrayNode reaches = node.putArray("reaches");
    for (Reach reach : row.reaches()) {
      ObjectNode item = reaches.addObject().put("share", reach.share());
      item.put("reached", reach.reached());
      interval(item.putObject("calls"), reach.calls());
      interval(item.putObject("firstOverThis"), reach.ratio());
    }
    ArrayNode curve = node.putArray("curve");
    for (Point point : row.curve()) {
      interval(curve.addObject().put("calls", point.calls()), point.score());
    }
    ArrayNode scores = node.putArray("scores");
    row.scores().forEach(scores::add);
    returned(node.putArray("returned"), row.returned());
  }

  /** Each graph once, with the seeds that returned it. */
  private static void returned(ArrayNode node, List<CollaborationGraph> bySeed) {
    Map<String, ArrayNode> seen = new HashMap<>();
    for (int i = 0; i < bySeed.size(); i++) {
      CollaborationGraph graph = bySeed.get(i);
      ArrayNode seeds = seen.get(graph.digest());
      if (seeds == null) {
        ObjectNode item = node.addObject();
        item.set("graph", GraphJson.of(graph));
        seeds = item.putArray("seeds");
        seen.put(graph.digest(), seeds);
      }
      seeds.add(i + 1);
    }
  }

  private static void interval(ObjectNode node, Interval interval) {
    ResultJson.number(node, "value", interval.value());
    ResultJson.number(node, "low", interval.low());
    ResultJson.number(node, "high", interval.high());
    node.put("n", interval.n());
  }
}
