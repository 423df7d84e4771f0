package dev.collabgraph.suite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Format {@code csv}: RFC 4180, the first record names the columns, everything is text ({@code NA}
 * and {@code None} included). Options: {@code path}, {@code root}, {@code separator} (one
 * character, default a comma) and those of {@link Columns}.
 */
public final class CsvTaskReader implements TaskReader {
  private static final Set<String> KEYS = keys();

  private static Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(Columns.KEYS);
    keys.add("separator");
    return keys;
  }

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public Set<String> fields(Map<String, Object> options) {
    return Columns.of(Options.of(options, "tasks", KEYS)).fields().keySet();
  }

  @Override
  public void check(Map<String, Object> options) {
    Options checked = Options.of(options, "tasks", KEYS);
    checked.requiredText("path", "data/tasks.csv");
    checked.text("root", null);
    Columns.of(checked);
    separator(checked);
  }

  private static char separator(Options options) {
    String separator = options.text("separator", ",");
    if (separator.length() != 1 || separator.charAt(0) == '"' || separator.charAt(0) == '\n') {
      throw options.refuse("separator", "one character", "Maybe write: separator: \";\"");
    }
    return separator.charAt(0);
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "tasks", KEYS);
    Columns columns = Columns.of(checked);
    Path file =
        DataFiles.resolve(
            baseDirectory,
            checked.text("root", null),
            checked.requiredText("path", "data/tasks.csv"));
    TaskIds tasks = new TaskIds();
    try (CsvRecords records = new CsvRecords(file, separator(checked))) {
      List<String> header = records.next();
      if (header == null) {
        throw new SuiteException(
            "%s is empty, expected a first line that names the columns.".formatted(file));
      }
      Map<String, Integer> indexes = indexes(header, file + ":" + records.line());
      for (List<String> record = records.next(); record != null; record = records.next()) {
        String where = file + ":" + records.line();
        if (record.size() != header.size()) {
          throw new SuiteException(
              "The record has %s fields, the header %s. (%s) Maybe quote a field that holds a separator."
                  .formatted(record.size(), header.size(), where));
        }
        List<String> fields = record;
        tasks.add(
            columns.task(
                column -> indexes.containsKey(column) ? fields.get(indexes.get(column)) : null,
                header,
                where),
            where);
      }
    }
    return tasks.list();
  }

  private static Map<String, Integer> indexes(List<String> header, String where) {
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      if (indexes.putIfAbsent(header.get(i), i) != null) {
        throw new SuiteException(
            "Two columns are named \"%s\". (%s) Maybe rename one of them."
                .formatted(header.get(i), where));
      }
    }
    return indexes;
  }
}
