package dev.collabgraph.search.engine;

import dev.collabgraph.budget.CostModels;
import dev.collabgraph.execution.CallKey;
import dev.collabgraph.execution.ExecutionStatus;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.AskingScorer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Plays graphs through without asking anybody: answers of average length, right or wrong by chance,
 * the same for the same graph, task and replicate. Counts what real ones would use. Calls are equal
 * where they would be: same model, role, task, place and inputs. Driven by one worker.
 */
final class DryRunner implements GraphRunner {
  /** Graphs are right in this share of cases, give or take {@link #SPREAD}. */
  private static final double RIGHT = 0.55;

  private static final double SPREAD = 0.2;

  /** Of a question to a judge. */
  private static final double BYTES_PER_TOKEN = 4;

  /** Share of its {@code maxTokens} that a judge's reply takes. */
  private static final double JUDGE_SAYS = 0.25;

  /** What the calls of one model would use. */
  static final class Use {
    private long calls;
    private double tokens;
    private double flops;
    private double usd;

    long calls() {
      return calls;
    }

    double tokens() {
      return tokens;
    }

    double flops() {
      return flops;
    }

    double usd() {
      return usd;
    }

    void add(ModelSpec model, double input, double output) {
      calls++;
      tokens += input + output;
      flops +=
          model.architecture() == null
              ? Double.NaN
              : CostModels.of("flops", Math.max(1, input), Math.max(1, output)).cost(model, 0);
      usd += model.price() == null ? Double.NaN : model.price().of(input, output);
    }
  }

  private final SearchSetup setup;
  private final SpendGuard bounds;
  private final Map<String, Double> latencies;
  private final long seed;
  private final Map<String, Role> roles = new HashMap<>();
  private final Map<String, ModelSpec> models = new HashMap<>();
  private final AskingScorer asking;
  private final ModelSpec judge;
  private final Set<CallKey> seen = new HashSet<>();
  private final Map<String, Use> expected = new TreeMap<>();
  private final Map<String, Use> worst = new TreeMap<>();

  /**
   * A runner.
   *
   * @param bounds knows how long prompts can be
   * @param latencies seconds by model id; 1 where it is not there
   * @param seed of who is right
   */
  DryRunner(SearchSetup setup, SpendGuard bounds, Map<String, Double> latencies, long seed) {
    this.setup = setup;
    this.bounds = bounds;
    this.latencies = latencies;
    this.seed = seed;
    setup.settings().roles().forEach(role -> roles.put(role.name(), role));
    setup.settings().models().forEach(model -> models.put(model.id(), model));
    asking = setup.scorer() instanceof AskingScorer scorer ? scorer : null;
    judge = asking == null ? null : asking.model(setup.settings().models());
  }

  /** By model id: every distinct call once. */
  synchronized Map<String, Use> expected() {
    return expected;
  }

  /** By model id: every call as long as it can be, shared by nobody. */
  synchronized Map<String, Use> worst() {
    return worst;
  }

  @Override
  public synchronized CompletableFuture<Trace> run(
      CollaborationGraph graph, Task task, int replicate, int repeat) {
    long[] texts = new long[graph.size()];
    double[] doneAt = new double[graph.size()];
    Map<String, Integer> ranks = new HashMap<>();
    List<Trace.NodeTrace> nodes = new ArrayList<>(graph.size());
    for (int v = 0; v < graph.size(); v++) {
      CollaborationGraph.Node node = graph.node(v);
      Role role = roles.get(node.role());
      long text = mix(task.id().hashCode(), node.role().hashCode());
      double start = 0;
      for (int u : graph.predecessors(v)) {
        text = mix(text, texts[u]);
        start = Math.max(start, doneAt[u]);
      }
      if (!role.calls()) {
        texts[v] = text;
        doneAt[v] = start;
        nodes.add(node(node, new Completion("", null, 0, 0, 0, Completion.Finish.STOP), null));
        continue;
      }
      ModelSpec model = models.get(node.model());
      boolean leaf = graph.inDegree(v) == 0;
      int rank = ranks.merge(node.model() + "/" + node.role() + "/" + leaf, 1, Integer::sum);
      long place = mix(mix(replicate, repeat), rank);
      texts[v] = mix(mix(text, model.id().hashCode()), place);
      CallKey key = new CallKey(texts[v], text);
      Completion completion = completion(graph.inDegree(v), model);
      doneAt[v] = start + completion.latencySeconds();
      count(key, model, completion, bounds.longestPrompt(graph, v, role, task));
      nodes.add(node(node, completion, key));
    }
    double latency = doneAt[graph.size() - 1];
    return CompletableFuture.completedFuture(
        new Trace(
            task.id(),
            ExecutionStatus.CONCLUSIVE,
            "",
            score(graph, task, replicate),
            latency,
            nodes,
            null,
            null,
            judging(graph, task, texts[graph.size() - 1], replicate)));
  }

  /** One call about the answer; at worst as many as a scorer may ask. */
  private List<Trace.NodeTrace> judging(
      CollaborationGraph graph, Task task, long answer, int replicate) {
    if (asking == null) {
      return List.of();
    }
    CallKey key = new CallKey(mix(answer, replicate), mix(judge.id().hashCode(), answer));
    double question = asking.question(task, "", null).getBytes(StandardCharsets.UTF_8).length;
    Completion completion =
        new Completion(
            "",
            null,
            known(question / BYTES_PER_TOKEN + setup.settings().outputTokens()),
            known(judge.sampling().maxTokens() * JUDGE_SAYS),
            latencies.getOrDefault(judge.id(), 1.0),
            Completion.Finish.STOP);
    for (int call = 0; call < AskingScorer.CALLS; call++) {
      worst
          .computeIfAbsent(judge.id(), id -> new Use())
          .add(judge, bounds.longestQuestion(graph, task), judge.sampling().maxTokens());
    }
    if (seen.add(key)) {
      expect(judge, completion);
    }
    return List.of(
        new Trace.NodeTrace("judge", "judge", judge.id(), "", completion, "", key, null));
  }

  private Completion completion(int inputs, ModelSpec model) {
    double output = setup.settings().outputTokens();
    double input = setup.settings().inputTokens() + inputs * output;
    return new Completion(
        "",
        null,
        known(input),
        known(output),
        latencies.getOrDefault(model.id(), 1.0),
        Completion.Finish.STOP);
  }

  private static int known(double tokens) {
    return Double.isNaN(tokens) ? Completion.UNKNOWN : (int) Math.max(1, Math.rint(tokens));
  }

  private void count(CallKey key, ModelSpec model, Completion completion, long longestPrompt) {
    if (seen.add(key)) {
      expect(model, completion);
    }
    worst
        .computeIfAbsent(model.id(), id -> new Use())
        .add(model, longestPrompt, model.sampling().maxTokens());
  }

  private void expect(ModelSpec model, Completion completion) {
    boolean known = completion.usageKnown();
    expected
        .computeIfAbsent(model.id(), id -> new Use())
        .add(
            model,
            known ? completion.inputTokens() : Double.NaN,
            known ? completion.outputTokens() : Double.NaN);
  }

  private double score(CollaborationGraph graph, Task task, int replicate) {
    long graphSeed = mix(seed, graph.digest().hashCode());
    double right = RIGHT + SPREAD * (2 * new SplittableRandom(graphSeed).nextDouble() - 1);
    long runSeed = mix(mix(graphSeed, task.id().hashCode()), replicate);
    return new SplittableRandom(runSeed).nextDouble() < right ? 1 : 0;
  }

  private static Trace.NodeTrace node(
      CollaborationGraph.Node node, Completion completion, CallKey key) {
    return new Trace.NodeTrace(node.id(), node.role(), node.model(), "", completion, "", key, null);
  }

  /** SplitMix64's finaliser (Steele, Lea, Flood 2014). */
  private static long mix(long state, long value) {
    long z = state + (value + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public void close() {
    // nothing is open
  }
}
