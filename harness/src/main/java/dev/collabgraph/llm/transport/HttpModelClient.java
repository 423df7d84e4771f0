package dev.collabgraph.llm.transport;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Answer;
import dev.collabgraph.llm.Answering;
import dev.collabgraph.llm.CallCounters;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.llm.ProviderStatistics.Transport;
import dev.collabgraph.llm.Secret;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks models over HTTP. Calls beyond the provider's concurrency wait in a queue without a thread;
 * the time there counts neither as latency nor towards the deadline. After a fatal failure no
 * further request is sent: calls that wait and calls to come fail with the same reason at once.
 */
final class HttpModelClient implements ModelClient, Answering {

  /**
   * What a client is made of.
   *
   * @param provider id, for messages
   * @param endpoint base URL, for messages
   * @param secret sent with every request; null for none
   * @param gate holds calls back
   * @param pace sets how many it lets through, and when
   * @param timeoutSeconds of a whole call but for its time in the queue
   * @param preflight null if nothing can be looked at without a call
   */
  record Parts(
      String provider,
      String endpoint,
      Secret secret,
      CallGate gate,
      Pace pace,
      double timeoutSeconds,
      ChatCodec codec,
      HttpTransport transport,
      RetryPolicy policy,
      Clockwork clockwork,
      FailureClassifier classifier,
      Preflight preflight,
      ModelCheck check) {}

  private final Parts parts;
  private final CallGate gate;
  private final CallCounters counters = new CallCounters(Transport.COLLABGRAPH);
  private final Set<ResilientCall> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<ModelCallException> ended = new AtomicReference<>();
  private final AtomicReference<CompletableFuture<Void>> checked = new AtomicReference<>();

  HttpModelClient(Parts parts) {
    this.parts = parts;
    this.gate = parts.gate();
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    CompletableFuture<Completion> result = new CompletableFuture<>();
    ask(request)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                result.complete(answer.completion());
              } else {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  @Override
  public CompletableFuture<Answer> ask(CompletionRequest request) {
    CompletableFuture<Void> check = checked();
    return check.isDone() ? send(request) : check.thenCompose(done -> send(request));
  }

  /** The check of all models, begun by whoever comes first; a failed one has ended the client. */
  private CompletableFuture<Void> checked() {
    CompletableFuture<Void> check = checked.get();
    if (check == null) {
      CompletableFuture<Void> mine = new CompletableFuture<>();
      if (!checked.compareAndSet(null, mine)) {
        return checked.get();
      }
      check = mine;
      parts
          .check()
          .run(this)
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  ended.compareAndSet(null, fatal(failure));
                }
                mine.complete(null);
              });
    }
    return check;
  }

  private ModelCallException fatal(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof ModelCallException known
        ? known
        : new ModelCallException(
            Kind.FATAL, "Provider \"" + parts.provider() + "\": the engine broke: " + cause, cause);
  }

  private CompletableFuture<Answer> send(CompletionRequest request) {
    counters.calls.increment();
    ModelCallException over = ended.get();
    if (over != null) {
      counters.failed.increment();
      return CompletableFuture.failedFuture(over);
    }
    ResilientCall call = new ResilientCall(this, request);
    open.add(call);
    gate.enter(() -> start(call));
    ModelCallException closed = ended.get();
    if (closed != null && closed.kind() == Kind.CANCELLED) {
      call.cancel(closed); // closed while it was being queued
    }
    return call.result();
  }

  private void start(ResilientCall call) {
    call.place();
    call.result().whenComplete((completion, failure) -> end(call, failure));
    ModelCallException over = ended.get();
    if (over != null) {
      call.cancel(over);
    } else {
      call.start();
    }
  }

  private void end(ResilientCall call, Throwable failure) {
    open.remove(call);
    if (failure != null) {
      counters.failed.increment();
      if (failure instanceof ModelCallException known && known.fatal()) {
        ended.compareAndSet(null, known);
      }
    }
    call.leave();
  }

  @Override
  public CompletableFuture<Void> preflight() {
    Preflight preflight = parts.preflight();
    return preflight == null ? CompletableFuture.completedFuture(null) : preflight.run();
  }

  @Override
  public Optional<ProviderStatistics> statistics() {
    return Optional.of(counters.snapshot());
  }

  /** Calls that wait for room. */
  int waiting() {
    return gate.waiting();
  }

  @Override
  public void close() {
    ModelCallException reason =
        new ModelCallException(
            Kind.CANCELLED, "Provider \"" + parts.provider() + "\" was closed during the call.");
    ended.set(reason);
    CompletableFuture<Void> check = checked.get();
    if (check != null) {
      check.complete(null);
    }
    for (ResilientCall call : open) {
      call.cancel(reason);
    }
    parts.transport().close();
    parts.clockwork().close();
  }

  String label(ModelSpec model, HttpCall call) {
    return "Provider \"%s\" (%s, model \"%s\"): "
        .formatted(parts.provider(), call == null ? parts.endpoint() : call.uri(), model.name());
  }

  ChatCodec codec() {
    return parts.codec();
  }

  HttpTransport transport() {
    return parts.transport();
  }

  Pace pace() {
    return parts.pace();
  }

  /** Why no further request is sent; null while there is no reason. */
  ModelCallException over() {
    return ended.get();
  }

  CallGate gate() {
    return gate;
  }

  Clockwork clockwork() {
    return parts.clockwork();
  }

  RetryPolicy policy() {
    return parts.policy();
  }

  FailureClassifier classifier() {
    return parts.classifier();
  }

  CallCounters counters() {
    return counters;
  }

  Secret secret() {
    return parts.secret();
  }

  long timeoutNanos() {
    return (long) (parts.timeoutSeconds() * 1e9);
  }

  String timeoutSeconds() {
    return String.format(Locale.ROOT, "%.3g", parts.timeoutSeconds());
  }
}
