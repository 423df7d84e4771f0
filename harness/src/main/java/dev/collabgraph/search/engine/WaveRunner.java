package dev.collabgraph.search.engine;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.suite.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Runs many (graph, task) pairs at a time and hands their traces back in order. Ends early on
 * cancellation, at the deadline and when a provider refuses for good; then only the traces before
 * the first unfinished run count.
 */
final class WaveRunner implements AutoCloseable {
  private static final int MAX_IN_FLIGHT = 512;
  private static final long POLL_MILLIS = 50;

  /** One run. */
  record Run(CollaborationGraph graph, Task task, int replicate, int repeat) {}

  /**
   * What came of a wave.
   *
   * @param traces of the first runs, all of them unless stopped
   */
  record Outcome(List<Trace> traces, Optional<Ended> stopped) {}

  private final GraphRunner runner;
  private final ExecutorService workers;
  private final BooleanSupplier cancelled;
  private final LongSupplier nanoClock;
  private long deadlineNanos;
  private boolean hasDeadline;
  private volatile ModelCallException fatal;

  WaveRunner(GraphRunner runner, int threads, BooleanSupplier cancelled, LongSupplier nanoClock) {
    this.runner = runner;
    this.cancelled = cancelled;
    this.nanoClock = nanoClock;
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "collabgraph-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Sets when waves end, on the clock given; replaces an earlier deadline. */
  void deadline(long nanos) {
    deadlineNanos = nanos;
    hasDeadline = true;
  }

  /** Why a provider refused for good; null if none did. */
  ModelCallException fatal() {
    return fatal;
  }

  /**
   * Runs a wave.
   *
   * @throws IllegalStateException if a run ends by a defect rather than by a failed call
   */
  Outcome run(List<Run> runs) {
    List<CompletableFuture<Trace>> futures = new ArrayList<>(runs.size());
    Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    Optional<Ended> stop = Optional.empty();
    try {
      for (Run run : runs) {
        stop = acquire(inFlight);
        if (stop.isPresent()) {
          break;
        }
        futures.add(start(run, inFlight));
      }
      List<Trace> traces = new ArrayList<>(futures.size());
      for (CompletableFuture<Trace> future : futures) {
        Trace trace = stop.isEmpty() ? await(future) : future.getNow(null);
        if (trace == null) {
          stop = stop.isEmpty() ? sign() : stop;
          break;
        }
        traces.add(trace);
      }
      if (fatal != null) {
        stop = Optional.of(Ended.OUTAGE);
      }
      return new Outcome(traces, stop);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(List.of(), Optional.of(Ended.SIGNAL));
    }
  }

  /** Whether there is a sign to stop, so that nothing new should be begun. */
  boolean stopping() {
    return sign().isPresent();
  }

  /**
   * Waits for one call outside of waves; empty once there is a sign to stop.
   *
   * @throws CompletionException if the call failed
   */
  <T> Optional<T> single(CompletableFuture<T> call) {
    try {
      while (sign().isEmpty()) {
        try {
          return Optional.of(call.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          continue; // look for a sign, then wait on
        } catch (ExecutionException e) {
          throw new CompletionException(e.getCause());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private CompletableFuture<Trace> start(Run run, Semaphore inFlight) {
    CompletableFuture<Trace> future =
        CompletableFuture.supplyAsync(
                () -> runner.run(run.graph, run.task, run.replicate, run.repeat), workers)
            .thenCompose(started -> started);
    return future.whenComplete(
        (trace, failure) -> {
          inFlight.release();
          if (trace != null) {
            watch(trace);
          }
        });
  }

  private void watch(Trace trace) {
    for (Trace.NodeTrace node : calls(trace)) {
      if (node.failure() != null && node.failure().fatal() && fatal == null) {
        fatal = node.failure();
      }
    }
  }

  private static List<Trace.NodeTrace> calls(Trace trace) {
    List<Trace.NodeTrace> all = new ArrayList<>(trace.nodes());
    all.addAll(trace.judging());
    return all;
  }

  private Optional<Ended> acquire(Semaphore inFlight) throws InterruptedException {
    while (true) {
      Optional<Ended> sign = sign();
      if (sign.isPresent() || inFlight.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return sign;
      }
    }
  }

  /** The trace, or null once there is a sign to stop. */
  private Trace await(CompletableFuture<Trace> future) throws InterruptedException {
    while (true) {
      try {
        return future.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (sign().isPresent()) {
          return null;
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "A run ended by a defect of the engine or of a provider: " + e.getCause(),
            e.getCause());
      }
    }
  }

  private Optional<Ended> sign() {
    if (fatal != null) {
      return Optional.of(Ended.OUTAGE);
    }
    if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      return Optional.of(Ended.SIGNAL);
    }
    if (hasDeadline && nanoClock.getAsLong() - deadlineNanos >= 0) {
      return Optional.of(Ended.MINUTES);
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    workers.shutdownNow();
    runner.close();
  }
}
