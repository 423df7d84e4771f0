package dev.collabgraph.execution;

import dev.collabgraph.suite.scoring.Scorer;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a scorer's work runs on: the thread on which a call ended if the scorer is quick, threads
 * that may wait if it waits. Closing interrupts judging that is under way.
 */
public final class ScoringThreads implements AutoCloseable {
  private final ExecutorService threads;

  private ScoringThreads(ExecutorService threads) {
    this.threads = threads;
  }

  /** Threads for a scorer; none are started for one that does not wait. */
  public static ScoringThreads of(Scorer scorer) {
    return new ScoringThreads(
        scorer.waits()
            ? Executors.newCachedThreadPool(
                task -> {
                  Thread thread = new Thread(task, "collabgraph-scoring");
                  thread.setDaemon(true);
                  return thread;
                })
            : null);
  }

  /** For {@link GraphExecutor}. */
  public Executor executor() {
    return threads == null ? Runnable::run : threads;
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
