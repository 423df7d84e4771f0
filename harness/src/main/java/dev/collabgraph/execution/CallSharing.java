package dev.collabgraph.execution;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Makes equal calls one call: at most one is in flight per key, and a completion once given is
 * given again to every later call with its key, in this graph or another. A call that failed is
 * forgotten, so a later one is made anew.
 *
 * <p>Memory: about 130 bytes and the completion's text per remembered call, until {@link #forget}.
 * Calls of different replicates are never equal, so a replicate can be forgotten when it is done.
 *
 * <p>Safe to use from any number of threads.
 */
public final class CallSharing {
  /** A replicate begins with room for the calls of a few runs. */
  private static final int ROOM = 32;

  private final ConcurrentHashMap<Integer, Calls> memo = new ConcurrentHashMap<>();
  private final LongAdder made = new LongAdder();
  private final LongAdder shared = new LongAdder();

  /**
   * What was saved so far. Both numbers depend on failures but not on timing.
   *
   * @param made calls handed to a client
   * @param shared calls answered by an equal one
   */
  public record Statistics(long made, long shared) {}

  /** The calls of a replicate: those in flight and those that were answered. */
  final class Calls {
    private final ConcurrentHashMap<CallKey, CompletableFuture<Completion>> calls =
        new ConcurrentHashMap<>(ROOM);

    /** The completion of an equal call that has ended; null if there is none. */
    Completion known(CallKey key) {
      Completion completion = answer(calls.get(key));
      if (completion != null) {
        shared.increment();
      }
      return completion;
    }

    /**
     * The completion of the one call with this key, made now unless it is known or in flight.
     *
     * @param client asked at most once, on this thread, while no lock is held
     * @return shared with others: neither to be completed nor cancelled
     */
    CompletableFuture<Completion> join(CallKey key, ModelClient client, CompletionRequest request) {
      CompletableFuture<Completion> flight = new CompletableFuture<>();
      CompletableFuture<Completion> other = calls.putIfAbsent(key, flight);
      if (other != null) {
        shared.increment();
        return other;
      }
      made.increment();
      CompletableFuture<Completion> call = start(client, request);
      Completion answer = answer(call);
      if (answer != null) {
        flight.complete(answer);
      } else {
        call.whenComplete((completion, failure) -> land(key, flight, completion, failure));
      }
      return flight;
    }

    private void land(
        CallKey key,
        CompletableFuture<Completion> flight,
        Completion completion,
        Throwable failure) {
      if (failure == null && completion != null) {
        flight.complete(completion);
      } else {
        calls.remove(key, flight);
        flight.completeExceptionally(cause(failure));
      }
    }
  }

  /** The calls of a replicate. Who holds them goes on sharing them after {@link #forget}. */
  Calls of(int replicate) {
    Calls present = memo.get(replicate);
    return present != null ? present : memo.computeIfAbsent(replicate, r -> new Calls());
  }

  /** What a call was answered; null if it has not ended, failed or was never made. */
  static Completion answer(CompletableFuture<Completion> call) {
    return call != null && call.isDone() && !call.isCompletedExceptionally() ? call.join() : null;
  }

  private static CompletableFuture<Completion> start(
      ModelClient client, CompletionRequest request) {
    try {
      CompletableFuture<Completion> future = client.complete(request);
      return future != null ? future : CompletableFuture.completedFuture(null);
    } catch (Throwable failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static Throwable cause(Throwable failure) {
    if (failure == null) {
      return new NullPointerException("The client gave no completion.");
    }
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** Forgets the calls of a replicate that is done. Calls in flight end as usual. */
  public void forget(int replicate) {
    memo.remove(replicate);
  }

  /** Number of calls remembered or in flight. */
  public long size() {
    return memo.values().stream().mapToLong(calls -> calls.calls.mappingCount()).sum();
  }

  /** What was saved so far. */
  public Statistics statistics() {
    return new Statistics(made.sum(), shared.sum());
  }
}
