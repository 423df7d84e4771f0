package dev.collabgraph.execution;

import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.Completion.Finish;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.suite.InputText;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.AskingScorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One graph on one task: a state machine fed by completions.
 *
 * <p>Completions may arrive on any thread. They are pushed on a stack, and whoever finds no work
 * pending hands the run to the executor, which takes the stack until none is left. So all state
 * below is touched by one thread at a time, published by the counter {@code pending}, and calls
 * that end at once are followed by a loop, not by recursion.
 */
final class GraphRun implements Runnable {

  /** A call that ended; links to the one that ended before. */
  private static final class Arrival {
    final int node;
    final Completion completion;
    final Throwable failure;
    Arrival next;

    Arrival(int node, Completion completion, Throwable failure) {
      this.node = node;
      this.completion = completion;
      this.failure = failure;
    }
  }

  private final GraphExecutor executor;
  private final ExecutionPlan plan;
  private final Task task;
  private final int replicate;
  private final int repeat;
  private final CompletableFuture<Trace> result = new CompletableFuture<>();
  private final AtomicReference<Arrival> arrivals = new AtomicReference<>();
  private final AtomicInteger pending = new AtomicInteger();

  private final int[] missing;
  private final boolean[] blocked;
  private final int[] ready;
  private int readyHead;
  private int readyTail;
  private int unsettled;

  private final String[] prompts;
  private final CallKey[] keys;
  private final Completion[] completions;
  private final String[] answers;
  private final ModelCallException[] failures;

  /** Why a node's answer could not be read or elected; matters only where the answer is needed. */
  private final String[] scorerFailures;

  private final double[] doneAt;

  GraphRun(GraphExecutor executor, ExecutionPlan plan, Task task, int replicate, int repeat) {
    int size = plan.size();
    this.executor = executor;
    this.plan = plan;
    this.task = task;
    this.replicate = replicate;
    this.repeat = repeat;
    this.missing = new int[size];
    this.blocked = new boolean[size];
    this.ready = new int[size];
    this.prompts = new String[size];
    this.keys = new CallKey[size];
    this.completions = new Completion[size];
    this.answers = new String[size];
    this.failures = new ModelCallException[size];
    this.scorerFailures = new String[size];
    this.doneAt = new double[size];
    this.unsettled = size;
    for (int v = 0; v < size; v++) {
      missing[v] = plan.predecessors(v).length;
      if (missing[v] == 0) {
        ready[readyTail++] = v;
      }
    }
  }

  CompletableFuture<Trace> start() {
    wake();
    return result;
  }

  private void arrive(int node, Completion completion, Throwable failure) {
    Arrival arrival = new Arrival(node, completion, failure);
    do {
      arrival.next = arrivals.get();
    } while (!arrivals.compareAndSet(arrival.next, arrival));
    wake();
  }

  private void wake() {
    if (pending.getAndIncrement() == 0) {
      try {
        executor.executor().execute(this);
      } catch (RuntimeException refused) {
        result.completeExceptionally(refused);
      }
    }
  }

  @Override
  public void run() {
    int handled = 1;
    do {
      try {
        work();
      } catch (Throwable defect) { // an error included: a run fails, it never hangs
        result.completeExceptionally(defect);
        return; // pending stays above 0: nothing more is handed to the executor
      }
      handled = pending.addAndGet(-handled);
    } while (handled != 0);
  }

  private void work() {
    for (Arrival arrival = arrivals.getAndSet(null); arrival != null; arrival = arrival.next) {
      if (arrival.failure == null) {
        settle(arrival.node, arrival.completion);
      } else {
        fail(arrival.node, GraphExecutor.classified(plan.model(arrival.node), arrival.failure));
      }
    }
    while (readyHead < readyTail) {
      int node = ready[readyHead++];
      if (blocked[node]) {
        release(node);
      } else if (plan.role(node).calls()) {
        call(node);
      } else {
        vote(node);
      }
    }
    if (unsettled == 0) {
      unsettled = -1;
      finish();
    }
  }

  private void finish() {
    int sink = plan.size() - 1;
    boolean answered = !blocked[sink] && scorerFailures[sink] == null && answers[sink] != null;
    if (answered && executor.scorer() instanceof AskingScorer asking) {
      new Judging(executor, asking, executor.judge(), task, answers[sink], replicate)
          .start()
          .whenComplete(
              (judged, defect) -> {
                if (defect == null) {
                  result.complete(trace(judged));
                } else {
                  result.completeExceptionally(defect);
                }
              });
    } else {
      result.complete(trace(null));
    }
  }

  private void call(int node) {
    int[] reads = plan.reads(node);
    String[] texts = new String[reads.length];
    InputText[] inputs = new InputText[reads.length];
    for (int i = 0; i < reads.length; i++) {
      texts[i] = completions[reads[i]].text();
      ModelSpec source = plan.model(reads[i]);
      inputs[i] = new InputText(i + 1, source == null ? "vote" : source.id(), texts[i]);
    }
    ModelSpec model = plan.model(node);
    String prompt = executor.render(plan.role(node), task, List.of(inputs));
    int index = plan.index(node, repeat);
    CallKey key = CallKey.of(plan.identity(node), task.id(), prompt, replicate, index);
    prompts[node] = prompt;
    keys[node] = key;
    Completion known = executor.known(replicate, key);
    if (known != null) {
      settle(node, known);
      return;
    }
    CompletionRequest.Context context =
        new CompletionRequest.Context(task.id(), plan.role(node).name(), List.of(texts));
    CompletableFuture<Completion> call =
        executor.ask(key, new CompletionRequest(model, prompt, replicate, index, context));
    if (call.isDone() && !call.isCompletedExceptionally()) {
      settle(node, call.join());
    } else {
      call.whenComplete((completion, failure) -> arrive(node, completion, failure));
    }
  }

  private void settle(int node, Completion completion) {
    completions[node] = completion;
    if (completion.finish() != Finish.REFUSED) {
      try {
        answers[node] = executor.scorer().extract(task, completion.text()).orElse(null);
      } catch (RuntimeException | StackOverflowError failure) {
        scorerFailures[node] = "its answer could not be read: " + describe(failure);
      }
    }
    doneAt[node] = startedAt(node) + completion.latencySeconds();
    release(node);
  }

  private void vote(int node) {
    int[] members = plan.reads(node);
    for (int member : members) {
      if (scorerFailures[member] != null) {
        scorerFailures[node] =
            "the vote needs " + label(member) + ", but " + scorerFailures[member];
        block(node);
        return;
      }
    }
    int winner;
    try {
      winner = Vote.elect(executor.scorer(), task, members, answers, plan.ranks());
    } catch (RuntimeException | StackOverflowError failure) {
      scorerFailures[node] = "its inputs could not be compared: " + describe(failure);
      block(node);
      return;
    }
    Completion speaker = winner == Vote.NOBODY ? null : completions[winner];
    answers[node] = winner == Vote.NOBODY ? null : answers[winner];
    completions[node] =
        speaker == null
            ? new Completion("", null, 0, 0, 0, Finish.STOP)
            : new Completion(speaker.text(), null, 0, 0, 0, speaker.finish());
    doneAt[node] = startedAt(node);
    release(node);
  }

  private void fail(int node, ModelCallException failure) {
    failures[node] = failure;
    block(node);
  }

  /** The node has no completion: those that need one of it never run. */
  private void block(int node) {
    blocked[node] = true;
    release(node);
  }

  private void release(int node) {
    unsettled--;
    for (int successor : plan.successors(node)) {
      blocked[successor] |= blocked[node];
      if (--missing[successor] == 0) {
        ready[readyTail++] = successor;
      }
    }
  }

  private double startedAt(int node) {
    double latest = 0;
    for (int predecessor : plan.predecessors(node)) {
      latest = Math.max(latest, doneAt[predecessor]);
    }
    return latest;
  }

  /**
   * The trace.
   *
   * @param judged null if no model was asked about the answer
   */
  private Trace trace(Judging.Judged judged) {
    int sink = plan.size() - 1;
    String failure = null;
    String reason = null;
    double score = Double.NaN;
    if (blocked[sink]) {
      failure = firstFailure();
    } else if (scorerFailures[sink] != null) {
      failure = label(sink) + ": " + scorerFailures[sink];
    } else if (judged != null) {
      failure = judged.failure();
      score = judged.score();
      reason = score < 1 ? judged.reason() : null;
    } else {
      try {
        score = answers[sink] == null ? 0.0 : executor.scorer().score(task, answers[sink]);
        if (!(score >= 0.0 && score <= 1.0)) {
          failure =
              "scorer \"%s\" gave %s, expected 0 to 1".formatted(executor.scorer().type(), score);
        } else if (score < 1) {
          reason = executor.scorer().reason(task, answers[sink]).orElse(null);
        }
      } catch (RuntimeException | StackOverflowError thrown) {
        failure = "the answer could not be scored: " + describe(thrown);
      }
    }
    boolean conclusive = failure == null;
    return new Trace(
        task.id(),
        conclusive ? ExecutionStatus.CONCLUSIVE : ExecutionStatus.INCONCLUSIVE,
        conclusive ? answers[sink] : null,
        conclusive ? score : Double.NaN,
        Arrays.stream(doneAt).max().orElseThrow(),
        nodeTraces(),
        failure,
        conclusive ? reason : null,
        judged == null ? List.of() : judged.calls());
  }

  private List<Trace.NodeTrace> nodeTraces() {
    List<Trace.NodeTrace> traces = new ArrayList<>(plan.size());
    for (int v = 0; v < plan.size(); v++) {
      boolean ran = completions[v] != null || failures[v] != null || scorerFailures[v] != null;
      if (ran) {
        Node node = plan.graph().node(v);
        traces.add(
            new Trace.NodeTrace(
                node.id(),
                node.role(),
                node.model(),
                prompts[v],
                completions[v],
                answers[v],
                keys[v],
                failures[v]));
      }
    }
    return traces;
  }

  private String firstFailure() {
    for (int v = 0; v < plan.size(); v++) {
      if (failures[v] != null) {
        return label(v) + ": " + failures[v].getMessage();
      }
      if (blocked[v] && scorerFailures[v] != null) {
        return label(v) + ": " + scorerFailures[v];
      }
    }
    throw new IllegalStateException("No node failed.");
  }

  private String label(int v) {
    Node node = plan.graph().node(v);
    return node.model() == null
        ? "node \"%s\" (%s)".formatted(node.id(), node.role())
        : "node \"%s\" (%s, %s)".formatted(node.id(), node.role(), node.model());
  }

  private static String describe(Throwable failure) {
    return failure.getMessage() == null || failure instanceof StackOverflowError
        ? failure.getClass().getSimpleName()
        : failure.getMessage();
  }
}
