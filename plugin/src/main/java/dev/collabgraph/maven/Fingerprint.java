package dev.collabgraph.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What a file, a folder or a text holds, in a few characters: length and two cyclic redundancy
 * checks, 64 bits in all. They tell a change, not an attack: whoever can write a receipt can write
 * the evidence beside it too. Both run at the machine's speed from the first byte, which SHA-256
 * does not in a JVM a second old [1]. Not thread-safe.
 *
 * <p>[1] decision 0063-unchanged-inputs-before-the-engine.md, which also says why there is neither
 * a lambda nor a format here.
 */
final class Fingerprint {
  /** What is not there. */
  static final String ABSENT = "absent";

  private static final int MOST_FILES = 20_000;
  private static final int DEEPEST = 8;
  private static final long MOST_BYTES = 1L << 30;

  private final CRC32 first = new CRC32();
  private final CRC32C second = new CRC32C();
  private final byte[] buffer = new byte[1 << 16];
  private long length;
  private int files;

  /**
   * Of a file's bytes, of the names and bytes of all files of a folder, or {@link #ABSENT}.
   *
   * @throws IOException if it cannot be read, or is a folder of more than 20,000 files or 1 GiB or
   *     deeper than 8
   */
  static String of(Path path) throws IOException {
    Fingerprint print = new Fingerprint();
    if (Files.isRegularFile(path)) {
      print.addFile(path);
      return print.text("file ");
    }
    if (Files.isDirectory(path)) {
      print.addFolder(path, "", 0);
      return print.text("folder ");
    }
    return ABSENT;
  }

  /** Of the names of a folder's files, those in folders below it left out. */
  static String ofNames(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return ABSENT;
    }
    Fingerprint print = new Fingerprint();
    for (String name : sorted(folder).keySet()) {
      print.add(name);
    }
    return print.text("names ");
  }

  /** Adds a text, told apart from its neighbours. */
  void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer[0] = (byte) (bytes.length >>> 24);
    buffer[1] = (byte) (bytes.length >>> 16);
    buffer[2] = (byte) (bytes.length >>> 8);
    buffer[3] = (byte) bytes.length;
    add(buffer, 4);
    add(bytes, bytes.length);
  }

  /** Adds a file's bytes. */
  void addFile(Path file) throws IOException {
    long before = length;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        add(buffer, n);
      }
    }
    add(Long.toString(length - before));
  }

  /** All that was added: a kind, its length in bytes and the checks in hex. */
  String text(String kind) {
    return kind.concat(Long.toString(length))
        .concat(" ")
        .concat(Long.toHexString((first.getValue() << 32) | second.getValue()));
  }

  private void addFolder(Path folder, String name, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException(folder.toString().concat(" lies too deep."));
    }
    for (Map.Entry<String, Path> each : sorted(folder).entrySet()) {
      Path path = each.getValue();
      String inner = name.concat("/").concat(each.getKey());
      if (Files.isDirectory(path)) {
        addFolder(path, inner, depth + 1);
      } else if (Files.isRegularFile(path)) {
        if (++files > MOST_FILES || length > MOST_BYTES) {
          throw new IOException(folder.toString().concat(" holds too much."));
        }
        add(inner);
        addFile(path);
      }
    }
  }

  private static TreeMap<String, Path> sorted(Path folder) throws IOException {
    TreeMap<String, Path> sorted = new TreeMap<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        sorted.put(path.getFileName().toString(), path);
      }
    }
    return sorted;
  }

  private void add(byte[] bytes, int count) {
    first.update(bytes, 0, count);
    second.update(bytes, 0, count);
    length += count;
  }
}
