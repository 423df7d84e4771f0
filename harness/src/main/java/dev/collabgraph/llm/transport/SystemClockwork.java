package dev.collabgraph.llm.transport;

import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The real time, with one daemon thread for timers. */
final class SystemClockwork implements Clockwork {
  private final ScheduledThreadPoolExecutor timers;

  SystemClockwork(String name) {
    timers =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "collabgraph-timer-" + name);
              thread.setDaemon(true);
              return thread;
            });
    timers.setRemoveOnCancelPolicy(true);
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Timer pause(long nanos, Runnable task) {
    return schedule(nanos, task);
  }

  @Override
  public Timer deadline(long nanos, Runnable task) {
    return schedule(nanos, task);
  }

  private Timer schedule(long nanos, Runnable task) {
    Future<?> future = timers.schedule(task, nanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
