package dev.collabgraph.maven;

import dev.collabgraph.graph.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Waits until a serving goal is to end: by Ctrl-C, SIGTERM, or its address file being deleted. */
final class ServedUntil implements AutoCloseable {
  private static final long POLL_NANOS = 100_000_000;

  private final Path file;
  private final ShutdownSign sign = new ShutdownSign();
  private String announced;

  ServedUntil(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** Writes the address; readers see the whole line or no file. */
  void announce(String url) {
    try {
      WholeFile.write(file, url + "\n");
      announced = url;
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException(
          e.getMessage() + ". Maybe name another file: -Dcollabgraph.serve.addressFile=...",
          e.getCause());
    }
  }

  /** Returns when the goal is to end. */
  void await() {
    while (!sign.getAsBoolean() && Files.exists(file) && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, POLL_NANOS);
    }
  }

  /** Deletes the file if it is still the one announced: another goal may serve by that name. */
  @Override
  public void close() {
    try {
      if (announced != null
          && Files.isRegularFile(file)
          && Files.readString(file).strip().equals(announced)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sign.close();
    }
  }
}
