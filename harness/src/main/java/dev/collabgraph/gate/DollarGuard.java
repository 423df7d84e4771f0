package dev.collabgraph.gate;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.suite.Task;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cap on dollars. A run may begin only if the most it can use still fits beside what was used
 * and what runs in flight can use: every answer as long as {@code maxTokens} allows, every prompt
 * one token a byte. So the cap is never passed. Safe to use from any number of threads.
 */
final class DollarGuard {
  private final double cap;
  private final CollaborationGraph graph;
  private final Map<String, Role> roles = new LinkedHashMap<>();
  private final Map<String, ModelSpec> models = new LinkedHashMap<>();
  private final EvaluationJudge judge;
  private double taken;

  /**
   * @param cap US dollars; infinite = no cap
   * @throws GateException if there is a cap and a model declares no price
   */
  DollarGuard(double cap, Inputs inputs, EvaluationJudge judge) {
    this.judge = judge;
    this.cap = cap;
    this.graph = inputs.graph().graph();
    inputs.graph().roles().forEach(role -> roles.put(role.name(), role));
    for (ModelSpec model : judge.with(inputs.graph().models())) {
      models.put(model.id(), model);
      if (capped() && model.price() == null) {
        throw new GateException(
            "spend.usd is %s, but model \"%s\" declares no price, and an unknown price is not 0. Add price: {input: ..., output: ...} (US dollars for a million tokens), or remove spend.usd."
                .formatted(cap, model.id()));
      }
    }
  }

  private boolean capped() {
    return cap != Double.POSITIVE_INFINITY;
  }

  /** Takes what a run can use at most; false, and nothing taken, if that no longer fits. */
  synchronized boolean take(Task task) {
    if (!capped()) {
      return true;
    }
    double most = most(task);
    if (!(taken + most <= cap)) {
      return false;
    }
    taken += most;
    return true;
  }

  /** Gives back what a run did not use. What it used is unknown = it used all it could. */
  synchronized void settle(Task task, double used) {
    if (capped() && !Double.isNaN(used)) {
      taken -= most(task) - used;
    }
  }

  private double most(Task task) {
    long question = bytes(task.question());
    for (String field : task.fields().values()) {
      question += bytes(field);
    }
    double usd = judge.most(task, longestAnswer(graph.size() - 1));
    for (int v = 0; v < graph.size(); v++) {
      Role role = roles.get(graph.node(v).role());
      if (!role.calls()) {
        continue;
      }
      long prompt = question + role.template(graph.inDegree(v)).map(DollarGuard::bytes).orElse(0L);
      for (int u : graph.predecessors(v)) {
        prompt += longestAnswer(u);
      }
      ModelSpec model = models.get(graph.node(v).model());
      usd += model.price().of(prompt, model.sampling().maxTokens());
    }
    return usd;
  }

  /** Most tokens a node can hand on; a vote hands on one of its inputs. */
  private long longestAnswer(int node) {
    String id = graph.node(node).model();
    if (id != null) {
      return models.get(id).sampling().maxTokens();
    }
    long longest = 0;
    for (int u : graph.predecessors(node)) {
      longest = Math.max(longest, longestAnswer(u));
    }
    return longest;
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
