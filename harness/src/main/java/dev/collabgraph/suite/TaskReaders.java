package dev.collabgraph.suite;

import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The readers on the class path, by format. */
final class TaskReaders {
  private TaskReaders() {}

  private static TreeMap<String, TaskReader> all() {
    TreeMap<String, TaskReader> readers = new TreeMap<>();
    for (TaskReader reader :
        ServiceLoader.load(TaskReader.class, TaskReader.class.getClassLoader())) {
      TaskReader other = readers.putIfAbsent(reader.format(), reader);
      if (other != null) {
        throw new SuiteException(
            "Two task readers have the format \"%s\": %s and %s. Maybe remove one of their libraries."
                .formatted(
                    reader.format(), other.getClass().getName(), reader.getClass().getName()));
      }
    }
    return readers;
  }

  static List<String> formats() {
    return List.copyOf(all().keySet());
  }

  static TaskReader of(String format) {
    TaskReader reader = all().get(format);
    if (reader == null) {
      throw new SuiteException(
          "tasks.format is \"%s\", %s".formatted(format, Nearest.hint(format, formats())));
    }
    return reader;
  }
}
