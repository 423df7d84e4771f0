package dev.collabgraph.execution;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.suite.PromptTemplate;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.AskingScorer;
import dev.collabgraph.suite.scoring.Scorer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Runs graphs on tasks. A node starts the moment its predecessors are done; no thread waits for a
 * call, no level for another, and any number of runs overlap. How many calls are in flight is up to
 * the clients.
 *
 * <p>Prompts are rendered, answers extracted and scores taken on the given executor, for one run by
 * one thread at a time. With {@code Runnable::run} and a client that answers at once, a run is over
 * when {@link #run} returns, on the caller's thread and with a stack that does not grow with the
 * graph.
 *
 * <p>A trace depends on the answers alone, never on their order or on threads: after a failure the
 * nodes that do not need the failed one still run.
 *
 * <p>Safe to use from any number of threads.
 */
public final class GraphExecutor {
  private final Map<String, ModelClient> clients;
  private final Scorer scorer;
  private final ModelSpec judge;
  private final CallSharing sharing;
  private final Executor executor;
  private final ConcurrentHashMap<String, PromptTemplate> templates = new ConcurrentHashMap<>();

  /**
   * An executor of graphs.
   *
   * @param clients by provider id; not closed here
   * @param sharing may be shared with other executors over the same clients
   * @param executor what rendering, extracting and scoring run on; a scorer that waits needs one
   *     that may wait
   */
  public GraphExecutor(
      Map<String, ModelClient> clients, Scorer scorer, CallSharing sharing, Executor executor) {
    this(clients, scorer, List.of(), sharing, executor);
  }

  /**
   * An executor of graphs whose scorer may ask a model.
   *
   * @param pool the models of the suite, among which such a scorer finds its own
   * @throws IllegalArgumentException if it does not
   */
  public GraphExecutor(
      Map<String, ModelClient> clients,
      Scorer scorer,
      List<ModelSpec> pool,
      CallSharing sharing,
      Executor executor) {
    this.judge = scorer instanceof AskingScorer asking ? asking.model(pool) : null;
    this.clients = new TreeMap<>(clients);
    this.scorer = Objects.requireNonNull(scorer, "scorer");
    this.sharing = Objects.requireNonNull(sharing, "sharing");
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /**
   * Runs a graph on a task.
   *
   * @param replicate which independent repetition of the whole experiment this is, 0 or more
   * @param repeat which run of this graph on this task inside the replicate, 0 to 32,767
   * @return completes with a trace, also when calls or the scorer fail (the trace is then
   *     inconclusive); exceptionally only for a defect
   * @throws IllegalArgumentException if a model's provider has no client, or the graph votes and
   *     the scorer does not compare answers
   */
  public CompletableFuture<Trace> run(ExecutionPlan plan, Task task, int replicate, int repeat) {
    if (replicate < 0) {
      throw new IllegalArgumentException("replicate is " + replicate + ", expected 0 or more.");
    }
    if (repeat < 0 || repeat > Integer.MAX_VALUE / ExecutionPlan.STRIDE) {
      throw new IllegalArgumentException("repeat is " + repeat + ", expected 0 to 32767.");
    }
    if (plan.votes() && !scorer.comparesAnswers()) {
      throw new IllegalArgumentException(
          "The graph votes, but scorer \"" + scorer.type() + "\" does not compare answers.");
    }
    return new GraphRun(this, plan, clientsOf(plan), task, replicate, repeat).start();
  }

  /** The clients of a plan's providers, in their order. */
  private ModelClient[] clientsOf(ExecutionPlan plan) {
    String[] providers = plan.providers();
    ModelClient[] found = new ModelClient[providers.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = clients.get(providers[i]);
      if (found[i] == null) {
        throw new IllegalArgumentException(
            "Model \"%s\" has provider \"%s\", expected one of: %s."
                .formatted(
                    plan.firstModelOf(i).id(), providers[i], String.join(", ", clients.keySet())));
      }
    }
    return found;
  }

  /** The model an asking scorer asks; null for all others. */
  ModelSpec judge() {
    return judge;
  }

  Scorer scorer() {
    return scorer;
  }

  Executor executor() {
    return executor;
  }

  /** The compiled template of a role, which is named by complaints about it. */
  PromptTemplate template(String role, String source) {
    PromptTemplate template = templates.get(source);
    return template != null
        ? template
        : templates.computeIfAbsent(source, s -> PromptTemplate.compile(role, s));
  }

  CallSharing.Calls calls(int replicate) {
    return sharing.of(replicate);
  }

  /** The one call with this key, outside of any graph. */
  CompletableFuture<Completion> ask(CallKey key, CompletionRequest request) {
    ModelClient client = clients.get(request.model().provider());
    return calls(request.replicate()).join(key, client, request);
  }

  /** A client's failure as the contract has it: what is not classified is a defect, and fatal. */
  static ModelCallException classified(ModelSpec model, Throwable failure) {
    return failure instanceof ModelCallException known
        ? known
        : new ModelCallException(
            ModelCallException.Kind.FATAL,
            "The client of provider \"%s\" broke: %s".formatted(model.provider(), failure),
            failure);
  }
}
