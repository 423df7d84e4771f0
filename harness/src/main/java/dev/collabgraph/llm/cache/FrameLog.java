package dev.collabgraph.llm.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An append-only file of text lines, each behind the CRC-32C of its bytes: {@code 1a2b3c4d text}.
 * What was appended survives the death of the process at once, and of the machine from the next
 * {@link #FORCED_EVERY}th line on. Reading ends at the first line that is torn or damaged; the next
 * append replaces what follows. One writer; safe to use from any number of its threads.
 */
final class FrameLog implements AutoCloseable {
  /** Lines between two forces to the disk: at most so many are lost with the machine's power. */
  static final int FORCED_EVERY = 64;

  private static final int CRC_DIGITS = 8;

  private final FileChannel channel;
  private int unforced;

  private FrameLog(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * The sound lines of a file and how many bytes they take.
   *
   * @param damaged whether something followed them that is no sound line
   */
  record Content(List<String> lines, long bytes, boolean damaged) {
    Content {
      lines = List.copyOf(lines);
    }
  }

  /** Reads up to the first damage; a file that is not there is empty. */
  static Content read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Content(List.of(), 0, false);
    }
    byte[] bytes = Files.readAllBytes(file);
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int end = lineEnd(bytes, from); end >= 0; end = lineEnd(bytes, from)) {
      if (!sound(bytes, from, end)) {
        break;
      }
      int text = from + CRC_DIGITS + 1;
      lines.add(new String(bytes, text, end - text, StandardCharsets.UTF_8));
      from = end + 1;
    }
    return new Content(lines, from, from < bytes.length);
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static boolean sound(byte[] bytes, int from, int end) {
    int text = from + CRC_DIGITS + 1;
    return end >= text
        && bytes[text - 1] == ' '
        && crc(bytes, text, end - text)
            .equals(new String(bytes, from, CRC_DIGITS, StandardCharsets.US_ASCII));
  }

  private static String crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return "%08x".formatted(crc.getValue());
  }

  /** Opens a file behind its first {@code keep} bytes; what follows them is dropped. */
  static FrameLog append(Path file, long keep) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.truncate(keep);
      channel.position(keep);
      return new FrameLog(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Appends a line.
   *
   * @param text without a line feed
   */
  void append(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(bytes.length + CRC_DIGITS + 2);
    frame.put(crc(bytes, 0, bytes.length).getBytes(StandardCharsets.US_ASCII));
    frame.put((byte) ' ').put(bytes).put((byte) '\n').flip();
    synchronized (this) {
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
      if (++unforced >= FORCED_EVERY) {
        force();
      }
    }
  }

  /** Makes what was appended survive a power failure. */
  synchronized void force() throws IOException {
    if (channel.isOpen() && unforced > 0) {
      channel.force(false);
      unforced = 0;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      force();
    } finally {
      channel.close();
    }
  }
}
