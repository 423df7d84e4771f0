package dev.collabgraph.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;

/** Waits until a serving goal is to end: by Ctrl-C, SIGTERM, or its address file being deleted. */
final class ServedUntil implements AutoCloseable {
  private static final long POLL_NANOS = 100_000_000;

  private final Path file;
  private final ShutdownSign sign = new ShutdownSign();

  ServedUntil(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** Writes the address; readers see the whole line or no file. */
  void announce(String url) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".serve", ".tmp");
      Files.writeString(fresh, url + "\n", StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the address to %s: %s. Maybe name another file: -Dcollabgraph.serve.addressFile=..."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Returns when the goal is to end. */
  void await() {
    while (!sign.getAsBoolean() && Files.exists(file) && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, POLL_NANOS);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sign.close();
    }
  }
}
