package dev.collabgraph.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.GraphJson;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Baseline;
import dev.collabgraph.search.SearchResult.Bill;
import dev.collabgraph.search.SearchResult.Difference;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.search.SearchResult.HistoryPoint;
import dev.collabgraph.search.SearchResult.ParetoPoint;
import dev.collabgraph.search.SearchResult.Run;
import dev.collabgraph.search.SearchResult.Winner;
import java.util.Locale;

/**
 * {@code result.json}: a sealed format. Fields may be added; none changes its meaning without a new
 * format version. An unknown number is null, never NaN and never 0.
 */
final class ResultJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ResultJson() {}

  /** The file's text: two-space indentation, line feeds, one at the end. */
  static String of(SearchResult result) {
    return write(tree(result));
  }

  /** A tree as text, the same on every platform and in every locale. */
  static String write(ObjectNode tree) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(indenter)
            .withSeparators(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    try {
      return JSON.writer(printer).writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A result could not be written as JSON.", e);
    }
  }

  static ObjectNode tree(SearchResult result) {
    ObjectNode root = JSON.createObjectNode();
    root.put("formatVersion", SearchResult.FORMAT_VERSION);
    root.put("suite", result.suite());
    root.put("engine", result.engine());
    root.set("settings", SettingsJson.of(result.settings()));
    ObjectNode digests =
        root.putObject("digests")
            .put("settings", result.digests().settings())
            .put("tasks", result.digests().tasks())
            .put("test", result.digests().test());
    if (!result.digests().files().isEmpty()) {
      ObjectNode files = digests.putObject("files");
      result.digests().files().forEach(files::put);
    }
    root.put("status", name(result.status()));
    root.put("ended", name(result.ended()));
    verdict(root.putObject("verdict"), result.verdict());
    if (result.winner() == null) {
      root.putNull("winner");
    } else {
      winner(root.putObject("winner"), result.winner());
    }
    ArrayNode baselines = root.putArray("baselines");
    result.baselines().forEach(each -> baseline(baselines.addObject(), each));
    ArrayNode pareto = root.putArray("pareto");
    result.pareto().forEach(each -> pareto(pareto.addObject(), each));
    if (!result.front().measures().isEmpty()) {
      front(root.putObject("front"), result.front());
    }
    ArrayNode history = root.putArray("history");
    result.history().forEach(each -> history(history.addObject(), each));
    bill(root.putObject("bill"), result.bill());
    run(root.putObject("run"), result.run());
    return root;
  }

  private static void verdict(ObjectNode node, SearchResult.Verdict verdict) {
    node.put("text", verdict.text());
    ArrayNode doubts = node.putArray("doubts");
    verdict.doubts().forEach(doubts::add);
    node.put("beatsBestBaseline", verdict.beatsBestBaseline());
    node.put("bestBaseline", verdict.bestBaseline());
    Difference difference = verdict.difference();
    ObjectNode numbers = node.putObject("difference");
    number(numbers, "value", difference.value());
    number(numbers, "low", difference.low());
    number(numbers, "high", difference.high());
    node.put("test", verdict.test());
    number(node, "pValue", verdict.pValue());
  }

  private static void winner(ObjectNode node, Winner winner) {
    node.set("graph", GraphJson.of(winner.graph()));
    node.put("digest", winner.graph().digest());
    ObjectNode cost = node.putObject("cost");
    number(cost, "units", winner.costUnits());
    number(cost, "measured", winner.measuredUnits());
    estimate(node.putObject("search"), winner.search());
    estimate(node.putObject("validation"), winner.validation());
    estimate(node.putObject("test"), winner.test());
    number(node, "latencySeconds", winner.latencySeconds());
    node.put("width", winner.width());
    node.put("depth", winner.depth());
  }

  private static void baseline(ObjectNode node, Baseline baseline) {
    node.put("name", baseline.name());
    node.put("kind", baseline.kind().id());
    number(node.putObject("cost"), "units", baseline.costUnits());
    node.put("withinBudget", baseline.withinBudget());
    estimate(node.putObject("validation"), baseline.validation());
    estimate(node.putObject("test"), baseline.test());
  }

  private static void pareto(ObjectNode node, ParetoPoint point) {
    node.put("name", point.name());
    node.set("graph", GraphJson.of(point.graph()));
    number(node.putObject("cost"), "units", point.costUnits());
    number(node, "latencySeconds", point.latencySeconds());
    estimate(node.putObject("validation"), point.validation());
  }

  private static void front(ObjectNode node, SearchResult.FrontVolume front) {
    ArrayNode measures = node.putArray("measures");
    front.measures().forEach(each -> measures.add(each.id()));
    number(node, "hypervolume", front.searched());
    number(node, "baselinesHypervolume", front.baselines());
    ArrayNode points = node.putArray("points");
    for (SearchResult.FrontPoint each : front.points()) {
      ObjectNode point = points.addObject().put("name", each.name());
      point.put("searched", each.searched());
      number(point, "score", each.score());
      number(point, "units", each.costUnits());
      number(point, "latencySeconds", each.latencySeconds());
    }
  }

  private static void history(ObjectNode node, HistoryPoint point) {
    node.put("iteration", point.iteration());
    node.put("phase", point.phase());
    node.put("evaluations", point.evaluations());
    node.put("calls", point.calls());
    number(node, "bestScore", point.best().score());
    number(node, "low", point.best().low());
    number(node, "high", point.best().high());
  }

  private static void bill(ObjectNode node, Bill bill) {
    node.put("calls", bill.calls());
    node.putObject("callsBySplit")
        .put("search", bill.searchCalls())
        .put("validation", bill.validationCalls())
        .put("test", bill.testCalls());
    node.put("sharedCalls", bill.sharedCalls());
    ObjectNode tokens = node.putObject("tokens");
    count(tokens, "input", bill.inputTokens());
    count(tokens, "output", bill.outputTokens());
    number(node, "flops", bill.flops());
    number(node, "usd", bill.usd());
    ObjectNode agent = node.putObject("agent");
    agent.put("calls", bill.agent().calls());
    ObjectNode agentTokens = agent.putObject("tokens");
    count(agentTokens, "input", bill.agent().inputTokens());
    count(agentTokens, "output", bill.agent().outputTokens());
    number(agent, "flops", bill.agent().flops());
    number(agent, "usd", bill.agent().usd());
    number(node, "breakEvenQueries", bill.breakEvenQueries());
  }

  private static void run(ObjectNode node, Run run) {
    node.put("paidCalls", run.paidCalls());
    node.put("cacheHits", run.cacheHits());
    node.put("retries", run.retries());
    node.put("failures", run.failures());
    number(node, "seconds", run.seconds());
    node.put("threads", run.threads());
    node.put("java", run.java());
    count(node, "testUses", run.testUses());
    node.put("resumedCalls", run.resumedCalls());
    ObjectNode providers = node.putObject("providers");
    run.providers().forEach((id, each) -> provider(providers.putObject(id), each));
    if (!run.scoring().isEmpty()) {
      ObjectNode scoring = node.putObject("scoring");
      run.scoring().forEach(scoring::put);
    }
  }

  private static void provider(ObjectNode node, ProviderStatistics statistics) {
    node.put("transport", name(statistics.transport()));
    node.put("calls", statistics.calls());
    node.put("completed", statistics.completed());
    node.put("failed", statistics.failed());
    node.put("attempts", statistics.attempts());
    ObjectNode retries = node.putObject("retries");
    statistics.retries().forEach((kind, count) -> retries.put(name(kind), count));
    number(node, "pausedSeconds", statistics.pausedSeconds());
    number(node, "heldSeconds", statistics.heldSeconds());
    ObjectNode latency = node.putObject("latencySeconds");
    number(latency, "p50", statistics.p50Seconds());
    number(latency, "p90", statistics.p90Seconds());
    number(latency, "p99", statistics.p99Seconds());
    node.put("cacheHits", statistics.cacheHits());
    node.put("cacheWrites", statistics.cacheWrites());
    node.putObject("checks")
        .put("calls", statistics.checks())
        .put("tokens", statistics.checkTokens());
  }

  private static void estimate(ObjectNode node, Estimate estimate) {
    number(node, "score", estimate.score());
    number(node, "low", estimate.low());
    number(node, "high", estimate.high());
    node.put("n", estimate.n());
  }

  /** NaN and infinity are not numbers in JSON: null. A whole number is written without a point. */
  static void number(ObjectNode node, String field, double value) {
    if (!Double.isFinite(value)) {
      node.putNull(field);
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      node.put(field, (long) value);
    } else {
      node.put(field, value);
    }
  }

  private static void count(ObjectNode node, String field, long value) {
    if (value < 0) {
      node.putNull(field);
    } else {
      node.put(field, value);
    }
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
