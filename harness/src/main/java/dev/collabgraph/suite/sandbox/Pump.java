package dev.collabgraph.suite.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Moves bytes from one process to another on a thread of its own, up to a cap; beyond it, it says
 * so once and closes the receiver.
 */
final class Pump implements Runnable {
  private final InputStream source;
  private final OutputStream sink;
  private final long cap;
  private final Runnable overflow;
  private volatile boolean over;

  /**
   * @param sink null = what is read is dropped
   * @param overflow told, once, on the pump's thread, that the cap is passed
   */
  Pump(InputStream source, OutputStream sink, long cap, Runnable overflow) {
    this.source = source;
    this.sink = sink;
    this.cap = cap;
    this.overflow = overflow;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[1 << 14];
    long moved = 0;
    try {
      for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
        moved += n;
        if (moved > cap) {
          over = true;
          overflow.run();
          break;
        }
        if (sink != null) {
          sink.write(buffer, 0, n);
          sink.flush();
        }
      }
    } catch (IOException e) {
      // One of the two has ended; the other learns it by the end of its input.
    } finally {
      closeSink();
    }
  }

  private void closeSink() {
    if (sink != null) {
      try {
        sink.close();
      } catch (IOException e) {
        // It has ended: there is nobody to tell.
      }
    }
  }

  /** Whether the cap was passed. */
  boolean over() {
    return over;
  }
}
