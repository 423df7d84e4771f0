package dev.collabgraph.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The options {@code path} and {@code root} that readers of known data sets share. */
final class PathOptions {
  /** Most files of a data set. */
  private static final int MAX_FILES = 200_000;

  private PathOptions() {}

  static Set<String> keys(String... more) {
    Set<String> keys = new LinkedHashSet<>(List.of("path", "root"));
    keys.addAll(List.of(more));
    return keys;
  }

  static Options checked(Map<String, Object> options, Set<String> keys, String example) {
    Options checked = Options.of(options, "tasks", keys);
    checked.requiredText("path", example);
    checked.text("root", null);
    return checked;
  }

  static Path resolve(Options options, Path base) {
    return DataFiles.resolve(
        base, options.text("root", null), options.requiredText("path", "data"));
  }

  /**
   * The file itself, or the files below a folder whose names end so, sorted; links leave it never.
   */
  static List<Path> files(Path target, String ending) {
    if (!Files.isDirectory(target)) {
      return List.of(target);
    }
    try (Stream<Path> walk = Files.walk(target, 8)) {
      List<Path> files =
          walk.filter(path -> path.getFileName().toString().endsWith(ending))
              .limit(MAX_FILES + 1L)
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new SuiteException(
            "tasks.path leads to %s, which holds no file named *%s. Maybe correct the path."
                .formatted(target, ending));
      }
      if (files.size() > MAX_FILES) {
        throw new SuiteException(
            String.format(
                Locale.ROOT,
                "%s holds more than %,d files. Maybe name a folder below it.",
                target,
                MAX_FILES));
      }
      for (Path file : files) {
        if (!file.toRealPath().startsWith(target.toRealPath())) {
          throw new SuiteException(
              "%s leads to %s, outside of %s. Maybe replace the link by the file."
                  .formatted(file, file.toRealPath(), target));
        }
      }
      return files;
    } catch (IOException e) {
      throw DataFiles.unreadable(target, e);
    }
  }
}
