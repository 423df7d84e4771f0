package dev.collabgraph.search.engine;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.suite.SuiteDefinition.Spend;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.AskingScorer;
import dev.collabgraph.suite.scoring.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The caps on calls and dollars. A run may start only if the most it could use still fits: all its
 * calls, and in dollars every answer as long as {@code maxTokens} allows and every prompt one token
 * a byte. So a cap is never passed. Not thread-safe; asked in the order of the runs.
 */
final class SpendGuard {

  /** The most a run could use. */
  record Bound(long calls, double usd) {
    static final Bound ZERO = new Bound(0, 0);

    Bound plus(Bound other) {
      return new Bound(calls + other.calls, usd + other.usd);
    }
  }

  private long callsCap;
  private double usdCap;
  private final Map<String, Role> roles = new HashMap<>();
  private final Map<String, ModelSpec> models = new HashMap<>();
  private final Ledger ledger;
  private AskingScorer asking;
  private ModelSpec judge;
  private long callsWithheld;
  private double usdWithheld;

  /**
   * @throws SearchException if dollars are capped and a model's price is unknown
   */
  SpendGuard(Spend spend, List<Role> roles, List<ModelSpec> models, Ledger ledger) {
    callsCap = spend.calls() == null ? Long.MAX_VALUE : spend.calls();
    usdCap = spend.usd() == null ? Double.POSITIVE_INFINITY : spend.usd();
    this.ledger = ledger;
    for (Role role : roles) {
      this.roles.put(role.name(), role);
    }
    for (ModelSpec model : models) {
      if (spend.usd() != null && model.price() == null) {
        throw new SearchException(
            ("spend.usd is %s, but model \"%s\" declares no price, and an unknown price is not 0."
                    + " Add price: {input: ..., output: ...} (US dollars for a million tokens),"
                    + " or remove spend.usd.")
                .formatted(spend.usd(), model.id()));
      }
      this.models.put(model.id(), model);
    }
  }

  /**
   * A guard that counts the calls that grade an answer as part of its run.
   *
   * @param asked the models of the pool and one that grades
   */
  static SpendGuard of(
      Spend spend, List<Role> roles, Scorer scorer, List<ModelSpec> asked, Ledger ledger) {
    SpendGuard guard = new SpendGuard(spend, roles, asked, ledger);
    if (scorer instanceof AskingScorer asking) {
      guard.asking = asking;
      guard.judge = asking.model(asked);
    }
    return guard;
  }

  /** Lowers the caps by what is used beside the bill: the check of every model. */
  void setAside(long calls, double usd) {
    callsCap = callsCap == Long.MAX_VALUE ? callsCap : Math.max(0, callsCap - calls);
    usdCap = Math.max(0, usdCap - usd);
  }

  /** Whether calls or dollars are capped at all. */
  boolean capped() {
    return callsCap != Long.MAX_VALUE || usdCap != Double.POSITIVE_INFINITY;
  }

  /** Cap on calls less what is withheld; {@link Long#MAX_VALUE} if not capped. */
  long callsAllowed() {
    return callsCap == Long.MAX_VALUE ? callsCap : Math.max(0, callsCap - callsWithheld);
  }

  /** Ends all caps: what follows only measures what a search returned, and is not its spend. */
  void lift() {
    callsCap = Long.MAX_VALUE;
    usdCap = Double.POSITIVE_INFINITY;
  }

  /** Keeps calls and dollars back for later; replaces what was kept before. */
  void withhold(long calls, double usd) {
    callsWithheld = calls;
    usdWithheld = usd;
  }

  /** Calls that are left, those withheld included; {@link Long#MAX_VALUE} if not capped. */
  long callsLeft() {
    return callsCap == Long.MAX_VALUE ? callsCap : Math.max(0, callsCap - ledger.calls());
  }

  /** Cap on calls; {@link Long#MAX_VALUE} if not capped. */
  long callsCap() {
    return callsCap;
  }

  /** Cap on dollars; infinite if not capped. */
  double usdCap() {
    return usdCap;
  }

  /** Whether a bound on top of what is used stays within the caps. */
  boolean fits(Bound bound) {
    boolean callsFit = callsCap == Long.MAX_VALUE || ledger.calls() + bound.calls <= callsAllowed();
    boolean usdFits =
        usdCap == Double.POSITIVE_INFINITY || ledger.usd() + bound.usd <= usdCap - usdWithheld;
    return callsFit && usdFits; // NaN dollars fit nothing
  }

  /** The most one run could use. */
  Bound bound(CollaborationGraph graph, Task task) {
    long calls = 0;
    double usd = 0;
    for (int v = 0; v < graph.size(); v++) {
      Role role = roles.get(graph.node(v).role());
      if (!role.calls()) {
        continue;
      }
      calls++;
      if (usdCap != Double.POSITIVE_INFINITY) {
        usd += dearest(graph, v, role, task);
      }
    }
    return new Bound(calls, usd).plus(judging(graph, task));
  }

  private Bound judging(CollaborationGraph graph, Task task) {
    if (asking == null) {
      return Bound.ZERO;
    }
    double usd = 0;
    if (usdCap != Double.POSITIVE_INFINITY) {
      double each = judge.price().of(longestQuestion(graph, task), judge.sampling().maxTokens());
      usd = AskingScorer.CALLS * each;
    }
    return new Bound(AskingScorer.CALLS, usd);
  }

  /** The most tokens a question about a graph's answer can have: one a byte. */
  long longestQuestion(CollaborationGraph graph, Task task) {
    // After a reply that cannot be read the question is a little longer.
    return bytes(asking.question(task, "", "x".repeat(100)))
        + longestAnswer(graph, graph.size() - 1);
  }

  /** The most one question to a model could use. */
  Bound bound(ModelSpec model, String prompt) {
    return new Bound(
        1,
        usdCap == Double.POSITIVE_INFINITY
            ? 0
            : model.price().of(bytes(prompt), model.sampling().maxTokens()));
  }

  private double dearest(CollaborationGraph graph, int node, Role role, Task task) {
    ModelSpec model = models.get(graph.node(node).model());
    return model.price().of(longestPrompt(graph, node, role, task), model.sampling().maxTokens());
  }

  /** The most tokens a node's prompt can have: one a byte, its inputs as long as they may be. */
  long longestPrompt(CollaborationGraph graph, int node, Role role, Task task) {
    long bytes = role.template(graph.inDegree(node)).map(SpendGuard::bytes).orElse(0L);
    bytes += bytes(task.question());
    for (String field : task.fields().values()) {
      bytes += bytes(field);
    }
    for (int u : graph.predecessors(node)) {
      bytes += longestAnswer(graph, u);
    }
    return bytes;
  }

  /** Most tokens a node can hand on; a vote hands on one of its inputs. */
  private long longestAnswer(CollaborationGraph graph, int node) {
    String id = graph.node(node).model();
    if (id != null) {
      return models.get(id).sampling().maxTokens();
    }
    long longest = 0;
    for (int u : graph.predecessors(node)) {
      longest = Math.max(longest, longestAnswer(graph, u));
    }
    return longest;
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
