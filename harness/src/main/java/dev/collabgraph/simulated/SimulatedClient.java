package dev.collabgraph.simulated;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.Completion.Finish;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.simulated.PoolConstants.ModelConstants;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers at once, in the caller's thread. A completion is a pure function of the request and the
 * noise seed; the caches below hold pure functions too, so no order of calls can show.
 */
final class SimulatedClient implements ModelClient {
  private static final int MOST_CACHED_TASKS = 1 << 16;

  private record Pool(
      PoolConstants constants, Landscape landscape, Mechanism mechanism, List<String> models) {}

  private record Known(Pool pool, LatentTask task) {}

  private final Map<String, Object> overrides;
  private final long noiseSeed;
  private final Map<String, Pool> pools = new ConcurrentHashMap<>();
  private final Map<String, Known> tasks = new ConcurrentHashMap<>();
  private final Map<String, Long> hashes = new ConcurrentHashMap<>();
  private volatile boolean closed;

  SimulatedClient(Map<String, Object> overrides, long noiseSeed) {
    this.overrides = overrides;
    this.noiseSeed = noiseSeed;
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    try {
      if (closed) {
        throw new ModelCallException(
            ModelCallException.Kind.CANCELLED, "The simulated models were closed.");
      }
      return CompletableFuture.completedFuture(answer(request));
    } catch (ModelCallException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Completion answer(CompletionRequest request) {
    Known known = task(request.context().taskId());
    Pool pool = known.pool();
    LatentTask task = known.task();
    ModelSpec spec = request.model();
    int model = pool.models().indexOf(spec.name());
    if (model < 0) {
      throw new ModelCallException(
          ModelCallException.Kind.FATAL,
          "Model \"%s\" is not in the pool of task %s, which has %s."
              .formatted(spec.name(), request.context().taskId(), pool.models()));
    }
    String role = request.context().role();
    List<String> texts = request.context().inputs();
    int meanTokens = (int) Math.rint(pool.constants().outputTokens());
    long[] inputs = new long[texts.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = DraftText.read(task, texts.get(i), meanTokens);
    }
    Mechanism mechanism = pool.mechanism();
    long seed =
        CallSeed.of(
            CallSeed.base(noiseSeed, task.hash(), hash(spec.name()), hash(role)),
            spec.sampling().temperature(),
            request.replicate(),
            request.index(),
            inputs,
            inputs.length);
    long draft = mechanism.call(task, model, mechanism.role(role), seed, inputs, inputs.length);
    int promptTokens = mechanism.promptTokens(inputs, inputs.length);
    boolean cut = Draft.tokens(draft) > spec.sampling().maxTokens();
    int outputTokens = cut ? spec.sampling().maxTokens() : Draft.tokens(draft);
    ModelConstants constants = mechanism.model(model);
    return new Completion(
        cut ? DraftText.CUT : DraftText.write(task, draft),
        null,
        promptTokens,
        outputTokens,
        constants.latencyBase()
            + constants.latencyPerInputToken() * promptTokens
            + constants.latencyPerOutputToken() * outputTokens,
        cut ? Finish.LENGTH : Finish.STOP);
  }

  private Known task(String id) {
    Known known = tasks.get(id);
    if (known == null) {
      TaskId parsed =
          TaskId.parse(id)
              .filter(candidate -> Pools.exists(candidate.pool()))
              .orElseThrow(() -> notSimulated(id));
      Pool pool = pools.computeIfAbsent(parsed.pool(), this::pool);
      known = new Known(pool, pool.landscape().task(parsed));
      if (tasks.size() < MOST_CACHED_TASKS) {
        tasks.put(id, known);
      }
    }
    return known;
  }

  private Pool pool(String name) {
    try {
      PoolConstants constants = Pools.load(name, overrides);
      Landscape landscape = new Landscape(constants);
      return new Pool(constants, landscape, new Mechanism(constants), landscape.models());
    } catch (IllegalArgumentException e) {
      throw new ModelCallException(ModelCallException.Kind.FATAL, e.getMessage(), e);
    }
  }

  private static ModelCallException notSimulated(String id) {
    return new ModelCallException(
        ModelCallException.Kind.FATAL,
        "Task \"%s\" is none of the simulated pools %s; simulated models answer tasks of \"format: simulated\" only."
            .formatted(id, Pools.NAMES));
  }

  private long hash(String name) {
    Long known = hashes.get(name);
    if (known == null) {
      known = Mix.of(name);
      if (hashes.size() < MOST_CACHED_TASKS) {
        hashes.put(name, known);
      }
    }
    return known;
  }

  @Override
  public void close() {
    closed = true;
  }
}
