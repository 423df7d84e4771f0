package dev.collabgraph.llm.cache;

import dev.collabgraph.llm.Answer;
import dev.collabgraph.llm.Answering;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderStatistics;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Remembers answers across builds. A known call costs a file read and keeps the latency of the call
 * that made it; a new one is made, once however many ask, and its completion is given when it is on
 * the disk, so a build killed at any moment loses only calls in flight. Refusals and failures are
 * not kept.
 */
final class CachingModelClient implements ModelClient {
  private static final int WRITERS = 16;

  private final ModelClient client;
  private final CallStore store;
  private final RequestJson requests;
  private final ConcurrentHashMap<String, CompletableFuture<Completion>> flights =
      new ConcurrentHashMap<>();
  private final ExecutorService writers;
  private final LongAdder hits = new LongAdder();
  private final LongAdder writes = new LongAdder();

  CachingModelClient(String name, ModelClient client, CallStore store, RequestJson requests) {
    this.client = client;
    this.store = store;
    this.requests = requests;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            WRITERS,
            WRITERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "collabgraph-cache-" + name);
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.writers = pool;
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    String json = requests.of(request);
    String address = CallStore.address(json);
    Completion known = known(address, json);
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<Completion> flight = new CompletableFuture<>();
    CompletableFuture<Completion> other = flights.putIfAbsent(address, flight);
    if (other != null) {
      return other;
    }
    // Between the look and the entry the call may have ended: look once more.
    known = known(address, json);
    if (known != null) {
      land(address, flight, known, null);
      return flight;
    }
    Answering.ask(client, request)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                land(address, flight, null, failure);
              } else if (answer.completion().finish() == Completion.Finish.REFUSED) {
                land(address, flight, answer.completion(), null);
              } else {
                keep(address, json, answer, flight);
              }
            });
    return flight;
  }

  private Completion known(String address, String json) {
    Optional<CallRecord> record = store.read(address, json);
    if (record.isEmpty()) {
      return null;
    }
    Optional<Completion> completion = RequestJson.completion(record.get().completion());
    if (completion.isEmpty()) {
      store.reject(address);
      return null;
    }
    hits.increment();
    return completion.get();
  }

  private void keep(
      String address, String json, Answer answer, CompletableFuture<Completion> flight) {
    CallRecord record =
        new CallRecord(json, RequestJson.completion(answer.completion()), answer.raw());
    try {
      writers.execute(
          () -> {
            try {
              if (store.write(address, record)) {
                writes.increment();
              }
            } finally {
              land(address, flight, answer.completion(), null);
            }
          });
    } catch (java.util.concurrent.RejectedExecutionException closed) {
      land(address, flight, answer.completion(), null);
    }
  }

  private void land(
      String address,
      CompletableFuture<Completion> flight,
      Completion completion,
      Throwable failure) {
    flights.remove(address, flight);
    if (failure == null) {
      flight.complete(completion);
    } else {
      flight.completeExceptionally(
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure);
    }
  }

  @Override
  public CompletableFuture<Void> preflight() {
    return client.preflight();
  }

  @Override
  public Optional<ProviderStatistics> statistics() {
    return client.statistics().map(s -> s.withCache(hits.sum(), writes.sum()));
  }

  @Override
  public void close() {
    client.close();
    writers.shutdown();
    try {
      writers.awaitTermination(10, TimeUnit.SECONDS); // what is paid for is kept
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
