package dev.collabgraph.llm.transport;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;

/** Deadlines are real, pauses between attempts are over at once and move the clock forward. */
public final class TestClockwork implements Clockwork {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final SystemClockwork real = new SystemClockwork("test");
  private final List<Double> pauses = new CopyOnWriteArrayList<>();
  private volatile long skipped;

  /** Seconds of the pauses so far. */
  public List<Double> pauses() {
    return pauses;
  }

  @Override
  public long nanoTime() {
    return real.nanoTime() + skipped;
  }

  @Override
  public Instant now() {
    return NOW.plusNanos(skipped);
  }

  @Override
  public synchronized Timer pause(long nanos, Runnable task) {
    pauses.add(nanos / 1e9);
    skipped += nanos;
    ForkJoinPool.commonPool().execute(task);
    return () -> {};
  }

  @Override
  public Timer deadline(long nanos, Runnable task) {
    return real.deadline(nanos, task);
  }

  @Override
  public void close() {
    real.close();
  }
}
