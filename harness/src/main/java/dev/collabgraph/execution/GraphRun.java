package dev.collabgraph.execution;

import dev.collabgraph.execution.Trace.NodeTrace;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.Completion.Finish;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.suite.PromptTemplate;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.AskingScorer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * One graph on one task: a state machine fed by completions.
 *
 * <p>Completions may arrive on any thread. They are pushed on a stack, and whoever finds no work
 * pending hands the run to the executor, which takes the stack until none is left. So all state
 * below is touched by one thread at a time, published by the counter {@code pending}, and calls
 * that end at once are followed by a loop, not by recursion.
 */
final class GraphRun implements Runnable {

  /**
   * A call under way, and what came of it; once it has ended, it links to one that ended before.
   */
  private final class Call implements BiConsumer<Completion, Throwable> {
    final int node;
    final String prompt;
    final CallKey key;
    Completion completion;
    Throwable failure;
    Call next;

    Call(int node, String prompt, CallKey key) {
      this.node = node;
      this.prompt = prompt;
      this.key = key;
    }

    /** The call has ended, on whatever thread. */
    @Override
    public void accept(Completion answer, Throwable thrown) {
      completion = answer;
      failure = thrown;
      do {
        next = arrivals.get();
      } while (!arrivals.compareAndSet(next, this));
      wake();
    }
  }

  /** A rendered prompt with its part in keys. */
  private record Prompt(String text, CallKey hash) {}

  private final GraphExecutor executor;
  private final ExecutionPlan plan;
  private final ModelClient[] clients;
  private final CallSharing.Calls calls;
  private final Task task;
  private final int replicate;
  private final int repeat;
  private final CallKey occasion;
  private final CompletableFuture<Trace> result = new CompletableFuture<>();
  private final AtomicReference<Call> arrivals = new AtomicReference<>();
  private final AtomicInteger pending = new AtomicInteger();

  private final int[] missing;
  private final int[] ready;
  private int readyHead;
  private int readyTail;
  private int unsettled;

  /** By template: the prompt of every node with it, as all leaves have of a role. */
  private final Prompt[] prompts;

  /** Null for a node that has not ended, and for one that never will: it needs one that failed. */
  private final NodeTrace[] nodes;

  /** What the nodes' completions say; null for a node without one. */
  private final String[] said;

  private final double[] doneAt;

  /**
   * Why a node's answer could not be read or elected; matters only where the answer is needed. Null
   * as long as all could.
   */
  private String[] scorerFailures;

  GraphRun(
      GraphExecutor executor,
      ExecutionPlan plan,
      ModelClient[] clients,
      Task task,
      int replicate,
      int repeat) {
    int size = plan.size();
    this.executor = executor;
    this.plan = plan;
    this.clients = clients;
    this.calls = executor.calls(replicate);
    this.task = task;
    this.replicate = replicate;
    this.repeat = repeat;
    this.occasion = CallKey.occasion(task.id(), replicate, repeat);
    this.missing = new int[size];
    this.ready = new int[size];
    this.prompts = new Prompt[plan.templates().size()];
    this.nodes = new NodeTrace[size];
    this.said = new String[size];
    this.doneAt = new double[size];
    this.unsettled = size;
    for (int v = 0; v < size; v++) {
      missing[v] = plan.awaited(v).length;
      if (missing[v] == 0) {
        ready[readyTail++] = v;
      }
    }
  }

  CompletableFuture<Trace> start() {
    wake();
    return result;
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
    for (Call call = arrivals.getAndSet(null); call != null; call = call.next) {
      if (call.failure == null) {
        settle(call.node, call.prompt, call.key, call.completion);
      } else {
        fail(call);
      }
    }
    while (readyHead < readyTail) {
      int node = ready[readyHead++];
      if (blocked(node)) {
        release(node);
      } else if (plan.model(node) != null) {
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
    if (answer(sink) != null && executor.scorer() instanceof AskingScorer asking) {
      new Judging(executor::ask, asking, executor.judge(), task, answer(sink), replicate)
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
    for (int i = 0; i < reads.length; i++) {
      texts[i] = said[reads[i]];
    }
    List<String> inputs = List.of(texts);
    Prompt rendered = prompt(node, inputs);
    String prompt = rendered.text();
    CallKey key = CallKey.of(plan.identity(node), occasion, rendered.hash());
    Completion known = calls.known(key);
    if (known != null) {
      settle(node, prompt, key, known);
      return;
    }
    CompletionRequest request =
        new CompletionRequest(
            plan.model(node),
            prompt,
            replicate,
            plan.index(node, repeat),
            new CompletionRequest.Context(task.id(), plan.role(node).name(), inputs));
    CompletableFuture<Completion> future = calls.join(key, clients[plan.provider(node)], request);
    Completion answer = CallSharing.answer(future);
    if (answer != null) {
      settle(node, prompt, key, answer);
    } else {
      future.whenComplete(new Call(node, prompt, key));
    }
  }

  private Prompt prompt(int node, List<String> inputs) {
    int place = plan.template(node);
    if (prompts[place] != null) {
      return prompts[place];
    }
    PromptTemplate template =
        executor.template(plan.role(node).name(), plan.templates().get(place));
    String text = template.render(task, plan.sources(node), inputs);
    Prompt prompt = new Prompt(text, CallKey.prompt(text));
    if (template.sameForAllInputs()) {
      prompts[place] = prompt;
    }
    return prompt;
  }

  private void settle(int node, String prompt, CallKey key, Completion completion) {
    String answer = null;
    if (completion.finish() != Finish.REFUSED) {
      try {
        answer = executor.scorer().extract(task, completion.text()).orElse(null);
      } catch (RuntimeException | StackOverflowError failure) {
        unreadable(node, "its answer could not be read: " + describe(failure));
      }
    }
    doneAt[node] = startedAt(node) + completion.latencySeconds();
    end(node, prompt, completion, answer, key, null);
  }

  private void vote(int node) {
    int[] members = plan.reads(node);
    String[] answers = new String[plan.size()];
    for (int member : members) {
      if (scorerFailure(member) != null) {
        String needed = "the vote needs " + label(member) + ", but " + scorerFailure(member);
        unreadable(node, needed);
        end(node, null, null, null, null, null);
        return;
      }
      answers[member] = answer(member);
    }
    int winner;
    try {
      winner = Vote.elect(executor.scorer(), task, members, answers, plan.ranks());
    } catch (RuntimeException | StackOverflowError failure) {
      unreadable(node, "its inputs could not be compared: " + describe(failure));
      end(node, null, null, null, null, null);
      return;
    }
    Completion speaker = winner == Vote.NOBODY ? null : nodes[winner].completion();
    Completion result =
        speaker == null
            ? new Completion("", null, 0, 0, 0, Finish.STOP)
            : new Completion(speaker.text(), null, 0, 0, 0, speaker.finish());
    doneAt[node] = startedAt(node);
    end(node, null, result, winner == Vote.NOBODY ? null : answers[winner], null, null);
  }

  private void fail(Call call) {
    ModelCallException failure = GraphExecutor.classified(plan.model(call.node), call.failure);
    end(call.node, call.prompt, null, null, call.key, failure);
  }

  /** A node has ended. If it has no completion, those that need one of it never run. */
  private void end(
      int v,
      String prompt,
      Completion completion,
      String answer,
      CallKey key,
      ModelCallException failure) {
    Node node = plan.graph().node(v);
    said[v] = completion == null ? null : completion.text();
    nodes[v] =
        new NodeTrace(
            node.id(), node.role(), node.model(), prompt, completion, answer, key, failure);
    release(v);
  }

  private void release(int node) {
    unsettled--;
    for (int successor : plan.successors(node)) {
      if (--missing[successor] == 0) {
        ready[readyTail++] = successor;
      }
    }
  }

  /** Whether a node whose turn has come cannot run, as one before it has no completion. */
  private boolean blocked(int node) {
    for (int predecessor : plan.awaited(node)) {
      if (said[predecessor] == null) {
        return true;
      }
    }
    return false;
  }

  /** Null if it gave none. */
  private String answer(int node) {
    return nodes[node] == null ? null : nodes[node].answer();
  }

  private void unreadable(int node, String why) {
    if (scorerFailures == null) {
      scorerFailures = new String[plan.size()];
    }
    scorerFailures[node] = why;
  }

  private String scorerFailure(int node) {
    return scorerFailures == null ? null : scorerFailures[node];
  }

  private double startedAt(int node) {
    double latest = 0;
    for (int predecessor : plan.awaited(node)) {
      if (doneAt[predecessor] > latest) {
        latest = doneAt[predecessor];
      }
    }
    return latest;
  }

  /**
   * The trace.
   *
   * @param judged null if no model was asked about the answer
   */
  private Trace trace(AnswerJudge.Graded judged) {
    int sink = plan.size() - 1;
    String failure = null;
    String reason = null;
    double score = Double.NaN;
    if (said[sink] == null) {
      failure = firstFailure();
    } else if (scorerFailure(sink) != null) {
      failure = label(sink) + ": " + scorerFailure(sink);
    } else if (judged != null) {
      failure = judged.failure();
      score = judged.score();
      reason = score < 1 ? judged.reason() : null;
    } else {
      try {
        score = answer(sink) == null ? 0.0 : executor.scorer().score(task, answer(sink));
        if (!(score >= 0.0 && score <= 1.0)) {
          failure =
              "scorer \"%s\" gave %s, expected 0 to 1".formatted(executor.scorer().type(), score);
        } else if (score < 1) {
          reason = executor.scorer().reason(task, answer(sink)).orElse(null);
        }
      } catch (RuntimeException | StackOverflowError thrown) {
        failure = "the answer could not be scored: " + describe(thrown);
      }
    }
    boolean conclusive = failure == null;
    return new Trace(
        task.id(),
        conclusive ? ExecutionStatus.CONCLUSIVE : ExecutionStatus.INCONCLUSIVE,
        conclusive ? answer(sink) : null,
        conclusive ? score : Double.NaN,
        latency(),
        ended(),
        failure,
        conclusive ? reason : null,
        judged == null ? List.of() : judged.calls());
  }

  private double latency() {
    double latest = 0;
    for (double done : doneAt) {
      latest = Math.max(latest, done);
    }
    return latest;
  }

  private List<NodeTrace> ended() {
    for (NodeTrace node : nodes) {
      if (node == null) {
        return Arrays.stream(nodes).filter(Objects::nonNull).toList();
      }
    }
    return List.of(nodes);
  }

  private String firstFailure() {
    for (int v = 0; v < plan.size(); v++) {
      if (nodes[v] != null && nodes[v].failure() != null) {
        return label(v) + ": " + nodes[v].failure().getMessage();
      }
      if (said[v] == null && scorerFailure(v) != null) {
        return label(v) + ": " + scorerFailure(v);
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
