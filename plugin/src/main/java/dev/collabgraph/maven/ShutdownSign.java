package dev.collabgraph.maven;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Turns Ctrl-C and SIGTERM into a sign that a search can ask for, and holds the JVM until the goal
 * has written what it has, for at most {@link #GRACE_SECONDS}.
 */
final class ShutdownSign implements BooleanSupplier, AutoCloseable {
  static final int GRACE_SECONDS = 10;

  private final AtomicBoolean given = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "collabgraph-shutdown");

  ShutdownSign() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void onShutdown() {
    given.set(true);
    try {
      closed.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean getAsBoolean() {
    return given.get();
  }

  @Override
  public void close() {
    closed.countDown();
    if (!given.get()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        given.set(true); // the JVM began to end just now; the hook has nothing left to wait for
      }
    }
  }
}
