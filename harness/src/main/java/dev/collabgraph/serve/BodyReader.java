package dev.collabgraph.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Reads request bodies whole, within a size and a time. */
final class BodyReader implements AutoCloseable {
  /** Read and thrown away of a body that is too long, so that its sender sees the reply. */
  private static final int MOST_DISCARDED = 16 << 20;

  private final long timeoutNanos;
  private final ScheduledThreadPoolExecutor watch;

  BodyReader(Duration timeout) {
    timeoutNanos = timeout.toNanos();
    watch =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "collabgraph-front-watch");
              thread.setDaemon(true);
              return thread;
            });
    watch.setRemoveOnCancelPolicy(true);
  }

  /**
   * Reads a body.
   *
   * @throws ApiException with status 413 if it is longer than {@code most} bytes
   * @throws IOException if it does not come in time, upon which the connection is closed
   */
  byte[] read(HttpExchange exchange, int most) throws IOException {
    ScheduledFuture<?> timer = watch.schedule(exchange::close, timeoutNanos, TimeUnit.NANOSECONDS);
    try {
      InputStream in = exchange.getRequestBody();
      byte[] body = in.readNBytes(most + 1);
      if (body.length > most) {
        discard(in);
        exchange.getResponseHeaders().set("Connection", "close");
        throw ApiException.refused(
            413, "request_too_large", "The body must have at most %s bytes.".formatted(most));
      }
      return body;
    } finally {
      timer.cancel(false);
    }
  }

  private static void discard(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    int left = MOST_DISCARDED;
    for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
      left -= n;
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
