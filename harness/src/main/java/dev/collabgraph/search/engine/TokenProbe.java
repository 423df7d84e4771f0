package dev.collabgraph.search.engine;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.search.RandomStreams;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measures A and B of the cost model where the suite file is silent: every model answers a few
 * search tasks alone. The calls are those a single-model graph makes later, so they are paid once.
 */
final class TokenProbe {
  /** Tasks asked of every model. */
  static final int TASKS = 5;

  private TokenProbe() {}

  /** Whether tokens must be measured, by calls. */
  static boolean needed(SearchSetup.Parts parts) {
    boolean known =
        !Double.isNaN(parts.tasks().inputTokens()) && !Double.isNaN(parts.tasks().outputTokens());
    return !known && !parts.suite().search().metric().equals("calls");
  }

  /**
   * What asking showed.
   *
   * @param tokens the declared ones, the measured ones where none are declared
   * @param latencySeconds mean service time by model id; models that did not answer left out
   */
  record Seen(SearchSetup.Tokens tokens, SortedMap<String, Double> latencySeconds) {
    Seen {
      latencySeconds = Collections.unmodifiableSortedMap(new TreeMap<>(latencySeconds));
    }
  }

  /**
   * The declared tokens, the measured ones where none are declared; asks nobody if all are.
   *
   * @throws SearchException if no model said how many tokens it used
   */
  static Seen measure(
      SearchSetup.Parts parts, WaveRunner waves, Ledger ledger, RandomStreams random) {
    return needed(parts)
        ? ask(parts, waves, ledger, random)
        : new Seen(
            new SearchSetup.Tokens(
                parts.tasks().inputTokens(), parts.tasks().outputTokens(), false),
            new TreeMap<>());
  }

  /** Number of calls of {@link #ask}. */
  static int calls(SearchSetup.Parts parts) {
    return parts.models().size() * Math.min(TASKS, parts.tasks().search().size());
  }

  /** The same, and asks in any case. */
  static Seen ask(SearchSetup.Parts parts, WaveRunner waves, Ledger ledger, RandomStreams random) {
    List<WaveRunner.Run> runs = new ArrayList<>();
    String role = Baselines.leafRole(parts.roles()).name();
    List<Task> search = parts.tasks().search();
    for (ModelSpec model : parts.models()) {
      CollaborationGraph graph = CollaborationGraph.single(role, model.id());
      for (int task :
          RandomStreams.draw(random.stream(RandomStreams.Purpose.PROBE, 0), search.size(), TASKS)) {
        runs.add(new WaveRunner.Run(graph, search.get(task), SearchLoop.REPLICATE, 0));
      }
    }
    double inputs = 0;
    double outputs = 0;
    int counted = 0;
    String failure = "no model said how many tokens it used";
    SortedMap<String, double[]> latencies = new TreeMap<>();
    for (Trace trace : waves.run(runs).traces()) {
      ledger.enter(trace, Split.SEARCH);
      Trace.NodeTrace node = trace.nodes().get(0);
      Completion completion = node.completion();
      if (completion != null) {
        double[] sum = latencies.computeIfAbsent(node.model(), model -> new double[2]);
        sum[0] += completion.latencySeconds();
        sum[1]++;
      }
      if (completion != null && completion.usageKnown()) {
        inputs += completion.inputTokens();
        outputs += completion.outputTokens();
        counted++;
      } else if (trace.failure() != null) {
        failure = trace.failure();
      }
    }
    SortedMap<String, Double> means = new TreeMap<>();
    latencies.forEach((model, sum) -> means.put(model, sum[0] / sum[1]));
    return new Seen(tokens(parts, inputs, outputs, counted, failure), means);
  }

  private static SearchSetup.Tokens tokens(
      SearchSetup.Parts parts, double inputs, double outputs, int counted, String failure) {
    if (!needed(parts)) {
      return new SearchSetup.Tokens(
          parts.tasks().inputTokens(), parts.tasks().outputTokens(), false);
    }
    if (counted == 0 || inputs == 0 || outputs == 0) {
      throw new SearchException(
          ("The tokens of a question and an answer could not be measured: %s."
                  + " Maybe declare tasks.inputTokens and tasks.outputTokens, or set"
                  + " search.budget.metric to calls.")
              .formatted(failure));
    }
    double input = parts.tasks().inputTokens();
    double output = parts.tasks().outputTokens();
    return new SearchSetup.Tokens(
        Double.isNaN(input) ? inputs / counted : input,
        Double.isNaN(output) ? outputs / counted : output,
        true);
  }
}
