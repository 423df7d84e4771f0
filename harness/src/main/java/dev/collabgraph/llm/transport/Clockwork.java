package dev.collabgraph.llm.transport;

import java.time.Instant;

/**
 * Time as the transport sees it, so that a test can turn the hands. Deadlines are measured with
 * {@link #nanoTime}, which no change of the wall clock moves.
 */
interface Clockwork extends AutoCloseable {

  /** Stops a task that has not begun. */
  @FunctionalInterface
  interface Timer {
    void cancel();
  }

  /** Nanoseconds since an arbitrary moment. */
  long nanoTime();

  /** Wall-clock time, for dates that servers send. */
  Instant now();

  /** Runs a task after a wait between two attempts. */
  Timer pause(long nanos, Runnable task);

  /** Runs a task when a deadline has passed. */
  Timer deadline(long nanos, Runnable task);

  /** Drops all tasks that have not begun. */
  @Override
  void close();
}
