package dev.collabgraph.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Says which data a suite was read from: the SHA-256 of the file that {@code tasks.path} names, as
 * {@code sha256sum} prints it; for a folder, that of the list of its files with theirs, in the form
 * of {@code sha256sum} and sorted by name.
 */
final class DataDigests {
  private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".csv");
  private static final int MAX_DEPTH = 8;

  private DataDigests() {}

  /**
   * Digests by path as declared; empty if the options name no file.
   *
   * @throws SuiteException if a file cannot be read
   */
  static SortedMap<String, String> of(Map<String, Object> options, Path base) {
    SortedMap<String, String> digests = new TreeMap<>();
    if (options.get("path") instanceof String declared) {
      String root = options.get("root") instanceof String text ? text : null;
      Path target;
      try {
        target = DataFiles.resolve(base, root, declared);
      } catch (SuiteException e) {
        return digests; // a reader of a plugin's dependency may mean something else by it
      }
      try {
        if (Files.isDirectory(target)) {
          digests.put(declared, folder(target));
        } else if (Files.isRegularFile(target)) {
          digests.put(declared, file(target));
        }
      } catch (IOException e) {
        throw DataFiles.unreadable(target, e);
      }
    }
    return digests;
  }

  private static String folder(Path folder) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH)) {
      walk.filter(Files::isRegularFile)
          .filter(each -> ENDINGS.stream().anyMatch(each.toString()::endsWith))
          .forEach(each -> files.put(name(folder.relativize(each)), each));
    }
    MessageDigest all = sha256();
    for (Map.Entry<String, Path> each : files.entrySet()) {
      String line = file(each.getValue()) + "  " + each.getKey() + "\n";
      all.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static String name(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  private static String file(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
