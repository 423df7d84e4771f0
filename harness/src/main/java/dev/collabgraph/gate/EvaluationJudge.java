package dev.collabgraph.gate;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.AskingScorer;
import dev.collabgraph.suite.scoring.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a scorer that asks a model adds to an evaluation; nothing for all others.
 *
 * @param scorer null if it asks nobody
 * @param model that it asks; null with it
 */
record EvaluationJudge(AskingScorer scorer, ModelSpec model) {

  static EvaluationJudge of(Inputs inputs, Scorer scorer) {
    return scorer instanceof AskingScorer asking
        ? new EvaluationJudge(asking, asking.model(inputs.suite().models()))
        : new EvaluationJudge(null, null);
  }

  /** Calls beside those of the graph, at most, for one run. */
  int calls() {
    return scorer == null ? 0 : AskingScorer.CALLS;
  }

  /** The models of a graph and the one that grades. */
  List<ModelSpec> with(List<ModelSpec> models) {
    List<ModelSpec> all = new ArrayList<>(models);
    if (model != null && !models.contains(model)) {
      all.add(model);
    }
    return all;
  }

  /** The most that grading one answer can cost. */
  double most(Task task, long answerTokens) {
    if (scorer == null) {
      return 0;
    }
    // After a reply that cannot be read the question is a little longer.
    String question = scorer.question(task, "", "x".repeat(100));
    long prompt = question.getBytes(StandardCharsets.UTF_8).length + answerTokens;
    return AskingScorer.CALLS * model.price().of(prompt, model.sampling().maxTokens());
  }

  /** What grading cost in a run; NaN if that is unknown. */
  double usd(Trace trace) {
    double usd = 0;
    for (Trace.NodeTrace call : trace.judging()) {
      Completion completion = call.completion();
      boolean known = completion != null && completion.usageKnown() && model.price() != null;
      usd +=
          known
              ? model.price().of(completion.inputTokens(), completion.outputTokens())
              : Double.NaN;
    }
    return usd;
  }
}
