package dev.collabgraph.maven;

import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.search.engine.Search;
import dev.collabgraph.suite.SuiteDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Digest of everything a search starts from: the suite as it was read, values laid over it
 * included, the content of each file that its options name, and the engine itself. Threads and
 * secrets are left out: they cannot change a result.
 */
final class SearchInputs {
  /** Readers of data sets look no deeper. */
  private static final int MOST_FOLDERS = 8;

  private final MessageDigest sha;
  private final Path base;

  private SearchInputs(Path base) {
    this.base = base;
    try {
      this.sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Lower-case hex SHA-256.
   *
   * @throws UncheckedIOException if a file it names cannot be read
   */
  static String digest(SuiteDefinition suite) {
    return digest(suite, null, "");
  }

  /**
   * The same of an evaluation.
   *
   * @param graph file that is evaluated; null for a search
   * @param request how; empty for a search
   */
  static String digest(SuiteDefinition suite, Path graph, String request) {
    Path folder = suite.file().toAbsolutePath().getParent();
    SearchInputs inputs = new SearchInputs(folder);
    try {
      inputs.add("engine");
      inputs.add(engine());
      inputs.add(suite.toString());
      inputs.addNamedFiles(suite.tasks().options());
      inputs.addTasks(suite.tasks().options());
      inputs.addNamedFiles(suite.scorer().options());
      for (ProviderSpec provider : suite.providers().values()) {
        inputs.addNamedFiles(provider.options());
      }
      if (graph != null) {
        inputs.add("graph");
        inputs.add(graph);
        inputs.add(request);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read an input of the search: " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(inputs.sha.digest());
  }

  /** Looks at everything that a suite's options name and that is or could be a file or folder. */
  static void look(SuiteDefinition suite, Sightings at) {
    Path folder = suite.file().toAbsolutePath().getParent();
    look(suite.tasks().options(), folder, at);
    if (suite.tasks().options().get("root") instanceof String root) {
      look(suite.tasks().options(), folder.resolve(root), at);
    }
    look(suite.scorer().options(), folder, at);
    for (ProviderSpec provider : suite.providers().values()) {
      look(provider.options(), folder, at);
    }
  }

  private static void look(Object value, Path base, Sightings at) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(inner -> look(inner, base, at));
    } else if (value instanceof Collection<?> list) {
      list.forEach(inner -> look(inner, base, at));
    } else if (value instanceof String text && !text.isBlank()) {
      try {
        Path path = base.resolve(text);
        if (text.indexOf('\n') < 0 || Files.exists(path)) {
          at.look(path);
        }
      } catch (InvalidPathException e) {
        return; // not a path, so it names no file
      }
    }
  }

  private static Path engine() {
    try {
      return Path.of(Search.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addNamedFiles(Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      for (Object inner : map.values()) {
        addNamedFiles(inner);
      }
    } else if (value instanceof Collection<?> list) {
      for (Object inner : list) {
        addNamedFiles(inner);
      }
    } else if (value instanceof String text) {
      try {
        add(base.resolve(text));
      } catch (InvalidPathException e) {
        // Not a path, so it names no file.
        return;
      }
    }
  }

  /** Tasks may lie below a {@code root} of their own, and in a folder of files. */
  private void addTasks(Map<String, Object> options) throws IOException {
    if (!(options.get("path") instanceof String path)) {
      return;
    }
    Path from = options.get("root") instanceof String root ? base.resolve(root) : base;
    Path tasks = from.resolve(path);
    if (!Files.isDirectory(tasks)) {
      add(tasks);
      return;
    }
    try (Stream<Path> walk = Files.walk(tasks, MOST_FOLDERS)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        add(tasks.relativize(file).toString());
        add(file);
      }
    }
  }

  private void add(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    add("file");
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    }
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update((byte) (bytes.length >>> 24));
    sha.update((byte) (bytes.length >>> 16));
    sha.update((byte) (bytes.length >>> 8));
    sha.update((byte) bytes.length);
    sha.update(bytes);
  }
}
