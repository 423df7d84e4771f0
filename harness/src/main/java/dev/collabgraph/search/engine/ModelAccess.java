package dev.collabgraph.search.engine;

import dev.collabgraph.execution.CallSharing;
import dev.collabgraph.execution.ExecutionPlan;
import dev.collabgraph.execution.GraphExecutor;
import dev.collabgraph.execution.ScoringThreads;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.llm.cache.Clients;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The graph runner of a real search: plans compiled once per graph, equal calls made once. */
final class ModelAccess implements GraphRunner {
  private static final int MOST_PLANS = 1 << 14;

  private final Map<String, ModelClient> clients;
  private final List<Role> roles;
  private final List<ModelSpec> models;
  private final CallSharing sharing;
  private final ScoringThreads scoring;
  private final GraphExecutor executor;
  private final LongAdder asked = new LongAdder();
  private final Map<String, ExecutionPlan> plans = new ConcurrentHashMap<>();

  ModelAccess(
      Map<String, ModelClient> clients, Scorer scorer, List<Role> roles, List<ModelSpec> models) {
    this.clients = clients;
    this.roles = roles;
    this.models = models;
    this.sharing = new CallSharing();
    this.scoring = ScoringThreads.of(scorer);
    this.executor = new GraphExecutor(clients, scorer, models, sharing, scoring.executor());
  }

  @Override
  public CompletableFuture<Trace> run(
      CollaborationGraph graph, Task task, int replicate, int repeat) {
    if (plans.size() > MOST_PLANS) {
      plans.clear();
    }
    ExecutionPlan plan =
        plans.computeIfAbsent(
            graph.digest(), digest -> ExecutionPlan.compile(graph, roles, models));
    return executor.run(plan, task, replicate, repeat);
  }

  /** Asks a model outside of any graph. */
  CompletableFuture<Completion> ask(ModelSpec model, String prompt) {
    asked.increment();
    return clients
        .get(model.provider())
        .complete(
            new CompletionRequest(
                model,
                prompt,
                SearchLoop.REPLICATE,
                0,
                new CompletionRequest.Context("agent", "agent", List.of())));
  }

  /** Calls that were made, those shared not counted. */
  long made() {
    return sharing.statistics().made() + asked.sum();
  }

  /** Of those made, calls that a cache answered. */
  long cacheHits() {
    return clients.values().stream()
        .flatMap(client -> client.statistics().stream())
        .mapToLong(ProviderStatistics::cacheHits)
        .sum();
  }

  /** What each client did, by provider id. */
  SortedMap<String, ProviderStatistics> providers() {
    SortedMap<String, ProviderStatistics> all = new TreeMap<>();
    clients.forEach((id, client) -> client.statistics().ifPresent(each -> all.put(id, each)));
    return all;
  }

  /** Attempts beyond the first of every call. */
  long retries() {
    return clients.values().stream()
        .flatMap(client -> client.statistics().stream())
        .mapToLong(ProviderStatistics::retried)
        .sum();
  }

  @Override
  public void close() {
    scoring.close();
    Clients.close(clients.values());
  }
}
