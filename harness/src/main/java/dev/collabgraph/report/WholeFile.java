package dev.collabgraph.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files that are whole or not there. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a text as UTF-8 beside the file and moves it into place.
   *
   * @throws UncheckedIOException naming the file
   */
  static void write(Path file, String text) {
    Path parent = file.toAbsolutePath().getParent();
    Path temporary = null;
    try {
      Files.createDirectories(parent);
      // Not createTempFile: it shuts everyone but the owner out, and a report is there to be read.
      temporary = parent.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      move(temporary, file);
    } catch (IOException e) {
      discard(temporary);
      throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path temporary) {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // The first error is the one to report; a temporary file that stays harms nobody.
      }
    }
  }
}
