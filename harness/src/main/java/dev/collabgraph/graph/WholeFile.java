package dev.collabgraph.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes text files that are whole or not there: readers see the old one or the new one. They can
 * be read by whom the folder's rules allow, for results and committed files are there to be read.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a text as UTF-8, half a surrogate pair as a question mark; missing folders are made.
   *
   * @throws UncheckedIOException naming the file; the old one then is untouched
   */
  public static void write(Path file, String text) {
    try {
      replace(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
    }
  }

  static void replace(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    // Not createTempFile: it shuts everyone but the owner out.
    Path fresh =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      move(fresh, target);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
