package dev.collabgraph.search;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.Task;
import java.util.ArrayList;
import java.util.List;

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
   * The declared tokens, the measured ones where none are declared.
   *
   * @throws SearchException if no model said how many tokens it used
   */
  static SearchSetup.Tokens measure(
      SearchSetup.Parts parts, WaveRunner waves, Ledger ledger, RandomStreams random) {
    double input = parts.tasks().inputTokens();
    double output = parts.tasks().outputTokens();
    if (!needed(parts)) {
      return new SearchSetup.Tokens(input, output, false);
    }
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
    for (Trace trace : waves.run(runs).traces()) {
      ledger.enter(trace, Split.SEARCH);
      Completion completion = trace.nodes().get(0).completion();
      if (completion != null && completion.usageKnown()) {
        inputs += completion.inputTokens();
        outputs += completion.outputTokens();
        counted++;
      } else if (trace.failure() != null) {
        failure = trace.failure();
      }
    }
    if (counted == 0 || inputs == 0 || outputs == 0) {
      throw new SearchException(
          ("The tokens of a question and an answer could not be measured: %s."
                  + " Maybe declare tasks.inputTokens and tasks.outputTokens, or set"
                  + " search.budget.metric to calls.")
              .formatted(failure));
    }
    return new SearchSetup.Tokens(
        Double.isNaN(input) ? inputs / counted : input,
        Double.isNaN(output) ? outputs / counted : output,
        true);
  }
}
