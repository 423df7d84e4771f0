package dev.collabgraph.llm.transport;

import dev.collabgraph.llm.Answer;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call with its attempts: the only retry loop there is. It ends with a completion, with a
 * failure that another attempt would not mend, at the cap of attempts, or when the next attempt
 * would begin past the deadline. The deadline covers everything from the first attempt on: sending,
 * the whole body, waits.
 *
 * <p>Steps follow one another, each on the thread that ended the one before; none waits.
 */
final class ResilientCall {
  private final HttpModelClient client;
  private final CompletionRequest request;
  private final CompletableFuture<Answer> result = new CompletableFuture<>();
  private HttpCall call;
  private long deadlineAt;
  private int attempts;
  private int singles;
  private final AtomicBoolean placed = new AtomicBoolean();
  private volatile CompletableFuture<HttpReply> exchange;
  private volatile Clockwork.Timer pause;

  ResilientCall(HttpModelClient client, CompletionRequest request) {
    this.client = client;
    this.request = request;
  }

  CompletableFuture<Answer> result() {
    return result;
  }

  CompletionRequest request() {
    return request;
  }

  /** Has been given a place among the calls in flight. */
  void place() {
    placed.set(true);
  }

  /** Begins; never throws. */
  void start() {
    try {
      deadlineAt = client.clockwork().nanoTime() + client.timeoutNanos();
      call = client.codec().encode(request);
      approach();
    } catch (Throwable defect) {
      broke(defect);
    }
  }

  /** Reserves the next attempt and waits until it may be sent. */
  private void approach() {
    hold(client.pace().reserve(request));
  }

  private void hold(long atLeast) {
    if (result.isDone()) {
      return;
    }
    long wait = atLeast > 0 ? atLeast : client.pace().hold();
    if (wait <= 0) {
      attempt();
      return;
    }
    ModelCallException over = client.over();
    if (over != null) {
      result.completeExceptionally(over);
      return;
    }
    deadlineAt += wait; // as in the queue
    client.counters().heldNanos.add(wait);
    later(wait, () -> hold(0));
  }

  private void later(long nanos, Runnable step) {
    pause =
        client
            .clockwork()
            .pause(
                nanos,
                () -> {
                  try {
                    step.run();
                  } catch (Throwable defect) {
                    broke(defect);
                  }
                });
    if (result.isDone()) {
      pause.cancel();
    }
  }

  private void attempt() {
    attempts++;
    client.counters().attempts.increment();
    long left = deadlineAt - client.clockwork().nanoTime();
    CompletableFuture<HttpReply> sent =
        client.transport().send(call, client.secret(), Math.max(1, left));
    exchange = sent;
    if (result.isDone()) {
      sent.cancel(true); // cancelled while it was being sent
    }
    sent.whenComplete(
        (reply, failure) -> {
          try {
            ended(reply, failure);
          } catch (Throwable defect) {
            broke(defect);
          }
        });
  }

  private void ended(HttpReply reply, Throwable failure) {
    if (result.isDone()) {
      return;
    }
    Verdict verdict;
    boolean over;
    if (failure != null) {
      verdict = client.classifier().exception(failure, call.uri());
      over = client.pace().failed(verdict);
    } else if (reply.ok()) {
      try {
        Completion completion = client.codec().decode(request, reply);
        client.counters().served(completion.latencySeconds());
        client.pace().used(request, completion);
        client.pace().replied(reply, null);
        result.complete(new Answer(completion, reply.body()));
        return;
      } catch (MalformedReplyException malformed) {
        verdict = FailureClassifier.malformed(malformed);
        over = client.pace().replied(reply, null);
      }
    } else if (reply.status() == 400 && client.classifier().code(reply).equals("content_filter")) {
      Completion refused =
          new Completion(
              "",
              null,
              Completion.UNKNOWN,
              Completion.UNKNOWN,
              reply.seconds(),
              Completion.Finish.REFUSED);
      client.counters().served(refused.latencySeconds());
      client.pace().replied(reply, null);
      result.complete(new Answer(refused, reply.body()));
      return;
    } else {
      verdict = client.classifier().status(reply, request.model().name(), client.clockwork().now());
      over = client.pace().replied(reply, verdict);
    }
    if (over) {
      fail(Kind.FATAL, "the provider is down for too long: " + verdict.message());
    } else {
      next(verdict);
    }
  }

  private void next(Verdict verdict) {
    singles += verdict.retry() == Verdict.Retry.ONCE ? 1 : 0;
    if (!client.policy().again(verdict, attempts, singles)) {
      fail(verdict.kind(), verdict.message());
      return;
    }
    long wait = client.policy().wait(verdict, attempts);
    long left = deadlineAt - client.clockwork().nanoTime();
    if (wait >= left) {
      fail(
          verdict.kind(),
          "%s. The next attempt would begin past timeoutSeconds (%s)"
              .formatted(verdict.message(), client.timeoutSeconds()));
      return;
    }
    client.counters().retried(verdict.kind(), wait);
    leave(); // others may use the place meanwhile: the limit is of attempts
    later(wait, this::enterAgain);
  }

  /** Lets go of the place among the calls in flight, if it has one. */
  void leave() {
    if (placed.compareAndSet(true, false)) {
      client.gate().leave();
    }
  }

  private void enterAgain() {
    long queued = client.clockwork().nanoTime();
    client
        .gate()
        .enterAgain(
            () -> {
              placed.set(true);
              if (result.isDone()) {
                leave(); // cancelled while it waited
                return;
              }
              deadlineAt += client.clockwork().nanoTime() - queued;
              try {
                approach();
              } catch (Throwable defect) {
                broke(defect);
              }
            });
  }

  /** Gives the call up. */
  void cancel(ModelCallException reason) {
    if (result.completeExceptionally(reason)) {
      CompletableFuture<HttpReply> sent = exchange;
      if (sent != null) {
        sent.cancel(true);
      }
      Clockwork.Timer waiting = pause;
      if (waiting != null) {
        waiting.cancel();
      }
    }
  }

  private void fail(Kind kind, String reason) {
    String tries = attempts == 1 ? "" : " (attempt " + attempts + ")";
    result.completeExceptionally(
        new ModelCallException(kind, client.label(request.model(), call) + reason + "." + tries));
  }

  private void broke(Throwable defect) {
    Throwable cause =
        defect instanceof CompletionException && defect.getCause() != null
            ? defect.getCause()
            : defect;
    result.completeExceptionally(
        cause instanceof ModelCallException known
            ? known
            : new ModelCallException(
                Kind.FATAL,
                client.label(request.model(), call) + "the engine broke: " + cause,
                cause));
  }
}
