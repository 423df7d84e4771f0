package dev.collabgraph.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * How often the tasks of a test split were asked: a line per search or evaluation, in a file that
 * survives a clean. A test score is unbiased as long as nobody chose by it, so results say how
 * often that could have happened. Safe for several threads and processes.
 */
public final class TestUses {
  /** Result of a count that nobody keeps or that could not be written. */
  public static final long UNKNOWN = -1;

  private final Path file;

  /**
   * @param file made with the first use
   */
  public TestUses(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  /**
   * Notes one use.
   *
   * @param testDigest of the tasks: {@link dev.collabgraph.suite.TaskSuite#digest(
   *     dev.collabgraph.suite.Split)}
   * @param by what asked them, without line breaks
   * @return uses of these tasks, this one included; {@link #UNKNOWN} if the file cannot be written
   */
  public long note(String testDigest, String by) {
    String line = testDigest + " " + by.replaceAll("\\s+", " ") + "\n";
    // One lock a process: a file lock is refused to a second thread, not made to wait.
    synchronized (TestUses.class) {
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
          channel.lock(); // until it is closed
          ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          return count(testDigest);
        }
      } catch (IOException e) {
        return UNKNOWN;
      }
    }
  }

  private long count(String testDigest) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(testDigest + " "))
        .count();
  }
}
