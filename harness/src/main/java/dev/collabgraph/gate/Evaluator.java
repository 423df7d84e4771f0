package dev.collabgraph.gate;

import dev.collabgraph.execution.CallSharing;
import dev.collabgraph.execution.ExecutionPlan;
import dev.collabgraph.execution.GraphExecutor;
import dev.collabgraph.execution.ScoringThreads;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.cache.Clients;
import dev.collabgraph.suite.SuiteDefinition.Spend;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs a graph on all tasks of a split, several times each, with answers no search has seen. A run
 * that fails is inconclusive, never scored 0. The suite's {@code spend} holds: calls are counted
 * before the first is made, dollars before every run, and what no longer fits is not run.
 *
 * <p>Threads: {@link #evaluate} waits for its own workers; the outcome does not depend on them.
 */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Evaluates.
   *
   * @return one outcome per task in the order of the split; no task if the split is empty
   * @throws GateException if no run gave a score, the calls do not fit {@code spend.calls}, a
   *     provider cannot be used or the evaluation was cancelled
   */
  public static Evaluation evaluate(
      Inputs inputs, EvaluationRequest request, EvaluationRuntime runtime) {
    return evaluate(inputs, request, runtime, () -> clients(inputs, runtime));
  }

  /** Evaluates with clients of one's own, which are closed. */
  static Evaluation evaluate(
      Inputs inputs,
      EvaluationRequest request,
      EvaluationRuntime runtime,
      Supplier<Map<String, ModelClient>> clients) {
    List<Task> tasks = inputs.tasks().tasks(request.split());
    GraphDocument graph = inputs.graph();
    ExecutionPlan plan = ExecutionPlan.compile(graph.graph(), graph.roles(), graph.models());
    Scorer scorer = scorer(inputs);
    EvaluationJudge judge = EvaluationJudge.of(inputs, scorer);
    refuseTooManyCalls(
        inputs.suite().spend(), tasks.size(), request.repeats(), plan.calls() + judge.calls());
    RunRecord[][] runs = new RunRecord[tasks.size()][request.repeats()];
    if (!tasks.isEmpty()) {
      Scorers.prepare(scorer);
      run(inputs, request, runtime, plan, tasks, runs, clients, scorer, judge);
      refuseNoScore(runs);
    }
    List<TaskOutcome> outcomes = new ArrayList<>(tasks.size());
    for (int t = 0; t < runs.length; t++) {
      outcomes.add(outcome(tasks.get(t), List.of(runs[t])));
    }
    return new Evaluation(
        inputs.suite().name(),
        Engine.name(),
        request.split(),
        request.repeats(),
        request.replicate(),
        graph.graph().digest(),
        inputs.digests(),
        new Evaluation.Declared(graph.cost().metric(), graph.cost().units()),
        outcomes);
  }

  /** Number of calls an evaluation makes at most. */
  public static long calls(Inputs inputs, EvaluationRequest request) {
    long calls =
        inputs.graph().graph().nodes().stream().filter(node -> node.model() != null).count();
    calls += EvaluationJudge.of(inputs, scorer(inputs)).calls();
    return calls * inputs.tasks().tasks(request.split()).size() * request.repeats();
  }

  private static void refuseTooManyCalls(Spend spend, int tasks, int repeats, int perRun) {
    long calls = (long) tasks * repeats * perRun;
    if (spend.calls() != null && calls > spend.calls()) {
      throw new GateException(
          "The evaluation needs %s calls (%s tasks x %s repeats x %s calls), and spend.calls allows %s. Lower -Dcollabgraph.repeats, or raise it: -Dcollabgraph.set.spend.calls=%s"
              .formatted(calls, tasks, repeats, perRun, spend.calls(), calls));
    }
  }

  private static void run(
      Inputs inputs,
      EvaluationRequest request,
      EvaluationRuntime runtime,
      ExecutionPlan plan,
      List<Task> tasks,
      RunRecord[][] runs,
      Supplier<Map<String, ModelClient>> opener,
      Scorer scorer,
      EvaluationJudge judge) {
    Spend spend = inputs.suite().spend();
    DollarGuard dollars =
        new DollarGuard(
            spend.usd() == null ? Double.POSITIVE_INFINITY : spend.usd(), inputs, judge);
    Map<String, ModelSpec> models = new LinkedHashMap<>();
    inputs.graph().models().forEach(model -> models.put(model.id(), model));
    Map<String, ModelClient> clients = opener.get();
    try (ScoringThreads scoring = ScoringThreads.of(scorer);
        RunPool pool = new RunPool(runtime, spend.minutes())) {
      GraphExecutor executor =
          new GraphExecutor(
              clients, scorer, inputs.suite().models(), new CallSharing(), scoring.executor());
      int replicate = EvaluationRequest.FIRST_REPLICATE + request.replicate();
      for (int repeat = 0; repeat < request.repeats(); repeat++) {
        for (int t = 0; t < tasks.size(); t++) {
          Task task = tasks.get(t);
          int of = t;
          int nth = repeat;
          if (!dollars.take(task) && !takeOnceSettled(pool, dollars, task)) {
            runs[of][nth] = RunRecord.notRun("not run: spend.usd is used up");
            continue;
          }
          pool.submit(
              () -> executor.run(plan, task, replicate, nth),
              trace -> {
                RunRecord record = record(inputs, models, trace);
                dollars.settle(task, record.cost().usd() + judge.usd(trace));
                runs[of][nth] = record;
                return record.fatal();
              },
              reason -> runs[of][nth] = RunRecord.notRun(reason));
        }
      }
      pool.await();
    } finally {
      Clients.close(clients.values());
    }
  }

  /** What runs in flight could use is not used yet: only when all have ended is there no room. */
  private static boolean takeOnceSettled(RunPool pool, DollarGuard dollars, Task task) {
    pool.await();
    return dollars.take(task);
  }

  private static RunRecord record(Inputs inputs, Map<String, ModelSpec> models, Trace trace) {
    return RunRecord.of(trace, models, inputs.graph().cost().metric(), inputs.unitCost());
  }

  private static Map<String, ModelClient> clients(Inputs inputs, EvaluationRuntime runtime) {
    try {
      EvaluationJudge judge = EvaluationJudge.of(inputs, scorer(inputs));
      return Clients.open(
          inputs.providers(), judge.with(inputs.graph().models()), runtime.providers());
    } catch (ModelCallException e) {
      throw new GateException(
          "The evaluation did not begin, since a provider cannot be used: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new GateException(e.getMessage() + " (" + inputs.suite().file() + ")", e);
    }
  }

  private static Scorer scorer(Inputs inputs) {
    Path folder = inputs.suite().file().toAbsolutePath().getParent();
    return Scorers.create(inputs.suite().scorer(), folder);
  }

  private static void refuseNoScore(RunRecord[][] runs) {
    String first = null;
    for (RunRecord[] task : runs) {
      for (RunRecord run : task) {
        if (run.failure() == null) {
          return;
        }
        first = first == null ? run.failure() : first;
      }
    }
    throw new GateException("No run of the evaluation gave a score. The first failed: " + first);
  }

  private static TaskOutcome outcome(Task task, List<RunRecord> runs) {
    return new TaskOutcome(
        task.id(),
        task.digest(),
        runs.stream().map(RunRecord::score).toList(),
        runs.stream().map(RunRecord::latencySeconds).toList(),
        new TaskOutcome.Cost(
            mean(runs.stream().filter(run -> run.failure() == null).map(r -> r.cost().units())),
            mean(runs.stream().filter(run -> run.failure() == null).map(r -> r.cost().usd())),
            mean(runs.stream().filter(run -> run.failure() == null).map(r -> r.cost().tokens()))),
        runs.stream()
            .map(RunRecord::failure)
            .filter(failure -> failure != null)
            .findFirst()
            .orElse(null));
  }

  /** NaN if there is none or one of them is unknown. */
  private static double mean(Stream<Double> values) {
    return values.mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
