package dev.collabgraph.execution;

import dev.collabgraph.llm.Completion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Makes equal calls one call: at most one is in flight per key, and a completion once given is
 * given again to every later call with its key, in this graph or another. A call that failed is
 * forgotten, so a later one is made anew.
 *
 * <p>Memory: about 100 bytes and the completion's text per remembered call, until {@link #forget}.
 * Calls of different replicates are never equal, so a replicate can be forgotten when it is done.
 *
 * <p>Safe to use from any number of threads.
 */
public final class CallSharing {

  /** A call that has not ended. */
  private static final class Flight extends CompletableFuture<Completion> {}

  /** By replicate; a value is a Completion or a Flight. */
  private final ConcurrentHashMap<Integer, ConcurrentHashMap<CallKey, Object>> memo =
      new ConcurrentHashMap<>();

  private final LongAdder made = new LongAdder();
  private final LongAdder shared = new LongAdder();

  /**
   * What was saved so far. Both numbers depend on failures but not on timing.
   *
   * @param made calls handed to a client
   * @param shared calls answered by an equal one
   */
  public record Statistics(long made, long shared) {}

  /** The completion of an equal call that has ended; null if there is none. */
  Completion known(int replicate, CallKey key) {
    ConcurrentHashMap<CallKey, Object> calls = memo.get(replicate);
    if (calls != null && calls.get(key) instanceof Completion completion) {
      shared.increment();
      return completion;
    }
    return null;
  }

  /**
   * The completion of the one call with this key, made now unless it is known or in flight.
   *
   * @param call makes the call; asked at most once, on this thread, while no lock is held
   * @return shared with others: neither to be completed nor cancelled
   */
  CompletableFuture<Completion> join(
      int replicate, CallKey key, Supplier<CompletableFuture<Completion>> call) {
    ConcurrentHashMap<CallKey, Object> calls =
        memo.computeIfAbsent(replicate, r -> new ConcurrentHashMap<>());
    Flight flight = new Flight();
    Object present = calls.putIfAbsent(key, flight);
    if (present instanceof Completion completion) {
      shared.increment();
      return CompletableFuture.completedFuture(completion);
    }
    if (present instanceof Flight other) {
      shared.increment();
      return other;
    }
    made.increment();
    start(call)
        .whenComplete(
            (completion, failure) -> {
              if (failure == null && completion != null) {
                calls.replace(key, flight, completion);
                flight.complete(completion);
              } else {
                calls.remove(key, flight);
                flight.completeExceptionally(cause(failure));
              }
            });
    return flight;
  }

  private static CompletableFuture<Completion> start(Supplier<CompletableFuture<Completion>> call) {
    try {
      CompletableFuture<Completion> future = call.get();
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
    return memo.values().stream().mapToLong(ConcurrentHashMap::mappingCount).sum();
  }

  /** What was saved so far. */
  public Statistics statistics() {
    return new Statistics(made.sum(), shared.sum());
  }
}
