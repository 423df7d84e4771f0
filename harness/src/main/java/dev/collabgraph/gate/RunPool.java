package dev.collabgraph.gate;

import dev.collabgraph.execution.Trace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Starts runs on a few workers and bounds how many are in flight. After a fatal failure, or when
 * the minutes are over, runs that were not begun are told the reason instead.
 */
final class RunPool implements AutoCloseable {
  private static final int MOST_IN_FLIGHT = 512;
  private static final long POLL_MILLIS = 20;

  private final EvaluationRuntime runtime;
  private final ExecutorService workers;
  private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
  private final AtomicReference<Throwable> defect = new AtomicReference<>();
  private final AtomicReference<String> stop = new AtomicReference<>();
  private final boolean limited;
  private final long endNanos;

  /**
   * @param minutes after which nothing is begun; null = no limit
   */
  RunPool(EvaluationRuntime runtime, Double minutes) {
    this.runtime = runtime;
    this.limited = minutes != null;
    this.endNanos =
        runtime.nanoClock().getAsLong() + (minutes == null ? 0 : (long) (minutes * 60e9));
    this.workers =
        Executors.newFixedThreadPool(
            runtime.threads(),
            task -> {
              Thread thread = new Thread(task, "collabgraph-evaluation");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a run, as soon as there is room.
   *
   * @param ended hears the trace on some thread; true = a provider refused for good
   * @param notRun hears why instead, on the caller's thread
   */
  void submit(
      Supplier<CompletableFuture<Trace>> run, Predicate<Trace> ended, Consumer<String> notRun) {
    acquire(1);
    String reason = reason();
    if (reason != null) {
      inFlight.release();
      notRun.accept(reason);
      return;
    }
    CompletableFuture.supplyAsync(run, workers)
        .thenCompose(started -> started)
        .whenComplete((trace, failure) -> end(trace, failure, ended));
  }

  private void end(Trace trace, Throwable failure, Predicate<Trace> ended) {
    try {
      if (failure != null) {
        defect.compareAndSet(null, failure);
      } else if (ended.test(trace)) {
        stop.compareAndSet(null, "not run: a provider refused for good");
      }
    } catch (RuntimeException | Error e) { // nobody else would hear of it
      defect.compareAndSet(null, e);
    } finally {
      inFlight.release();
    }
  }

  private String reason() {
    if (limited && runtime.nanoClock().getAsLong() - endNanos >= 0) {
      stop.compareAndSet(null, "not run: spend.minutes are over");
    }
    return stop.get();
  }

  /** Waits until every run has ended. */
  void await() {
    acquire(MOST_IN_FLIGHT);
    inFlight.release(MOST_IN_FLIGHT);
  }

  private void acquire(int permits) {
    try {
      while (!inFlight.tryAcquire(permits, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        check();
      }
      check();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GateException("The evaluation was interrupted; nothing was written.", e);
    }
  }

  private void check() {
    Throwable failure = defect.get();
    if (failure != null) {
      throw new IllegalStateException(
          "A run ended by a defect of the engine or of a provider: " + failure, failure);
    }
    if (runtime.cancelled().getAsBoolean()) {
      throw new GateException("The evaluation was cancelled; nothing was written.");
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
