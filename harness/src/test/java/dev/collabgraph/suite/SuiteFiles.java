package dev.collabgraph.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes suite files for tests. */
final class SuiteFiles {
  static final String MINIMAL =
      """
      suite: arithmetic
      tasks: {format: jsonl, path: tasks.jsonl}
      scorer: {type: numeric}
      providers: {local: {type: openai, baseUrl: "http://localhost:1"}}
      models:
        - {id: small, name: "small:1b"}
      search:
        budget: {units: 18}
      """;

  private SuiteFiles() {}

  static Path write(Path folder, String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SuiteDefinition load(Path folder, String text) {
    return SuiteLoader.load(write(folder, "suite.yaml", text), Map.of());
  }

  static SuiteDefinition load(Path folder, String text, Map<String, String> overrides) {
    return SuiteLoader.load(write(folder, "suite.yaml", text), overrides);
  }
}
