package dev.collabgraph.gguf;

import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One fork and the calls made to it, one after another from one thread. A fork is started at the
 * first call and replaced after it ended.
 */
final class ForkWorker {
  private static final int ATTEMPTS = 2;

  private final Scratch scratch;
  private final Duration timeout;
  private final ScheduledExecutorService watch;
  private volatile Fork fork;
  private volatile boolean closed;

  ForkWorker(Scratch scratch, Duration timeout, ScheduledExecutorService watch) {
    this.scratch = scratch;
    this.timeout = timeout;
    this.watch = watch;
  }

  /** Makes one call; if its fork dies, once more on a new one. */
  Wire.Reply call(Wire.Call call) {
    String ending = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Fork mine = ready();
      AtomicBoolean late = new AtomicBoolean();
      ScheduledFuture<?> alarm = null;
      try {
        alarm =
            watch.schedule(
                () -> {
                  late.set(true);
                  mine.kill();
                },
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        return mine.call(call);
      } catch (IOException e) {
        ending = mine.bury();
        if (closed) {
          throw cancelled();
        }
        if (late.get()) {
          throw new ModelCallException(
              Kind.DEADLINE,
              "The call took longer than timeoutSeconds (%s); its fork was ended."
                  .formatted(timeout.toMillis() / 1e3),
              e);
        }
      } finally {
        if (alarm != null) {
          alarm.cancel(false);
        }
      }
    }
    throw new ModelCallException(
        Kind.TRANSPORT, "llama.cpp crashed twice on this call (" + ending + ").");
  }

  private Fork ready() {
    Fork current = fork;
    if (current == null || !current.alive()) {
      if (current != null) {
        current.bury();
      }
      try {
        current = Fork.start(scratch);
      } catch (IOException e) {
        throw new ModelCallException(
            Kind.FATAL, "No JVM can be started for llama.cpp: " + e.getMessage(), e);
      }
      fork = current;
    }
    if (closed) { // a close that came while the fork started did not see it
      current.bury();
      throw cancelled();
    }
    return current;
  }

  static ModelCallException cancelled() {
    return new ModelCallException(Kind.CANCELLED, "The gguf provider was closed.");
  }

  /** The process of the present fork; empty before the first call. */
  OptionalLong pid() {
    Fork current = fork;
    return current == null ? OptionalLong.empty() : OptionalLong.of(current.pid());
  }

  /** Ends the fork and the call in flight. */
  void close() {
    closed = true;
    Fork current = fork;
    if (current != null) {
      current.bury();
    }
  }
}
