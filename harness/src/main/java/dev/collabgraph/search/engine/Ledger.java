package dev.collabgraph.search.engine;

import dev.collabgraph.budget.CostModels;
import dev.collabgraph.execution.CallKey;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.search.Advisor;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.suite.Split;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bill as from an empty cache: every distinct call once, in the order in which the runs are
 * entered. What a persistent cache saved does not show here. Not thread-safe.
 */
final class Ledger {

  /**
   * What one run of a graph on a task came to.
   *
   * @param newCalls calls nobody had asked before
   * @param sharedCalls calls that were already on the bill
   * @param measured cost of all its calls by the tokens counted, in the metric's own unit; NaN if
   *     unknown
   */
  record Entry(long newCalls, long sharedCalls, double measured) {}

  private final String metric;
  private final Map<String, ModelSpec> models = new HashMap<>();
  private final Set<CallKey> seen = new HashSet<>();
  private final Map<Split, Long> callsBySplit = new EnumMap<>(Split.class);
  private long calls;
  private long sharedCalls;
  private long inputTokens;
  private long outputTokens;
  private boolean usageUnknown;
  private double flops;
  private double usd;
  private long agentCalls;
  private long agentInputTokens;
  private long agentOutputTokens;
  private double agentFlops;
  private double agentUsd;
  private boolean agentUsageUnknown;

  Ledger(String metric, List<ModelSpec> models) {
    this.metric = metric;
    boolean architectures = true;
    boolean prices = true;
    for (ModelSpec model : models) {
      this.models.put(model.id(), model);
      architectures &= model.architecture() != null;
      prices &= model.price() != null;
    }
    flops = architectures ? 0 : Double.NaN;
    usd = prices ? 0 : Double.NaN;
  }

  /** Enters a run. */
  Entry enter(Trace trace, Split split) {
    long fresh = 0;
    long shared = 0;
    double measured = 0;
    for (Trace.NodeTrace node : trace.nodes()) {
      if (node.callKey() == null) {
        continue;
      }
      ModelSpec model = models.get(node.model());
      Completion completion = node.completion();
      measured += measured(metric, model, completion);
      if (seen.add(node.callKey())) {
        fresh++;
        bill(model, completion);
      } else {
        shared++;
      }
    }
    for (Trace.NodeTrace call : trace.judging()) {
      if (seen.add(call.callKey())) {
        fresh++;
        bill(models.get(call.model()), call.completion());
      } else {
        shared++;
      }
    }
    calls += fresh;
    sharedCalls += shared;
    callsBySplit.merge(split, fresh, Long::sum);
    return new Entry(fresh, shared, measured);
  }

  /**
   * Enters a call of the agent.
   *
   * @param completion null if the call failed
   */
  void enterAgent(ModelSpec model, Completion completion) {
    calls++;
    agentCalls++;
    bill(model, completion);
    if (completion == null) {
      return;
    }
    if (!completion.usageKnown()) {
      agentUsageUnknown = true;
      return;
    }
    agentInputTokens += completion.inputTokens();
    agentOutputTokens += completion.outputTokens();
    agentFlops += model.architecture() == null ? Double.NaN : measured("flops", model, completion);
    agentUsd +=
        model.price() == null
            ? Double.NaN
            : model.price().of(completion.inputTokens(), completion.outputTokens());
  }

  /** The agent's part; it is in the sums as well. */
  SearchResult.Agent agent(List<Advisor.Exchange> exchanges) {
    return new SearchResult.Agent(
        agentCalls,
        agentUsageUnknown ? Completion.UNKNOWN : agentInputTokens,
        agentUsageUnknown ? Completion.UNKNOWN : agentOutputTokens,
        agentUsageUnknown ? Double.NaN : agentFlops,
        agentUsageUnknown ? Double.NaN : agentUsd,
        exchanges);
  }

  private void bill(ModelSpec model, Completion completion) {
    if (completion == null) {
      return; // a failed call used no tokens that anybody counted
    }
    if (!completion.usageKnown()) {
      usageUnknown = true;
      flops = Double.NaN;
      usd = Double.NaN;
      return;
    }
    inputTokens += completion.inputTokens();
    outputTokens += completion.outputTokens();
    if (!Double.isNaN(flops)) {
      flops += measured("flops", model, completion);
    }
    if (!Double.isNaN(usd)) {
      usd += model.price().of(completion.inputTokens(), completion.outputTokens());
    }
  }

  /** Cost of one call by the tokens counted; NaN if it failed or did not report them. */
  private static double measured(String metric, ModelSpec model, Completion completion) {
    if (metric.equals("calls")) {
      return 1;
    }
    if (completion == null || !completion.usageKnown()) {
      return Double.NaN;
    }
    // The cost models take averages of tokens; those of one call are its own. A count of 0 (an
    // empty answer) is outside their domain and stands for the smallest there is.
    return CostModels.of(
            metric, Math.max(1, completion.inputTokens()), Math.max(1, completion.outputTokens()))
        .cost(model, 0);
  }

  long calls() {
    return calls;
  }

  long calls(Split split) {
    return callsBySplit.getOrDefault(split, 0L);
  }

  long sharedCalls() {
    return sharedCalls;
  }

  long inputTokens() {
    return usageUnknown ? Completion.UNKNOWN : inputTokens;
  }

  long outputTokens() {
    return usageUnknown ? Completion.UNKNOWN : outputTokens;
  }

  double flops() {
    return flops;
  }

  double usd() {
    return usd;
  }
}
