package dev.collabgraph.suite;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Format {@code mmlu}: the user's own copy of MMLU, CSV files without a header ({@code question, A,
 * B, C, D, answer}), one to a subject. Everything is text, {@code None} and {@code NA} included.
 * The question of a task lists its options. Options: {@code path} (a file, or a folder of {@code
 * *.csv}), {@code root}, {@code subjects} (list; default: all). Fields {@code A}, {@code B}, {@code
 * C}, {@code D}, {@code subject}; splits are stratified by subject.
 */
public final class MmluTaskReader implements TaskReader {
  private static final Set<String> KEYS = PathOptions.keys("subjects");
  private static final List<String> LETTERS = List.of("A", "B", "C", "D");

  @Override
  public String format() {
    return "mmlu";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public Set<String> fields(Map<String, Object> options) {
    return Set.of("A", "B", "C", "D", "subject");
  }

  @Override
  public List<String> strata() {
    return List.of("subject");
  }

  @Override
  public void check(Map<String, Object> options) {
    PathOptions.checked(options, KEYS, "mmlu/test").texts("subjects");
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    Options checked = PathOptions.checked(options, KEYS, "mmlu/test");
    List<String> subjects = checked.texts("subjects");
    TaskIds tasks = new TaskIds();
    for (Path file : PathOptions.files(PathOptions.resolve(checked, baseDirectory), ".csv")) {
      String subject =
          file.getFileName()
              .toString()
              .replaceAll("\\.csv$", "")
              .replaceAll("_(test|dev|val)$", "");
      if (subjects.isEmpty() || subjects.contains(subject)) {
        read(file, subject, tasks);
      }
    }
    return tasks.list();
  }

  private static void read(Path file, String subject, TaskIds tasks) {
    try (CsvRecords records = new CsvRecords(file, ',')) {
      for (List<String> record = records.next(); record != null; record = records.next()) {
        String where = file + ":" + records.line();
        if (record.size() != LETTERS.size() + 2) {
          throw new SuiteException(
              "The record has %s fields, expected 6: question, four options, answer. (%s)"
                  .formatted(record.size(), where));
        }
        String answer = record.get(5).strip();
        if (!LETTERS.contains(answer)) {
          throw new SuiteException(
              "The answer is \"%s\", expected one of %s. (%s)".formatted(answer, LETTERS, where));
        }
        tasks.add(task(record, answer, subject), where);
      }
    }
  }

  private static Task task(List<String> record, String answer, String subject) {
    Map<String, String> fields = new LinkedHashMap<>();
    StringBuilder question = new StringBuilder(record.get(0).strip());
    for (int i = 0; i < LETTERS.size(); i++) {
      fields.put(LETTERS.get(i), record.get(i + 1));
      question.append("\n(").append(LETTERS.get(i)).append(") ").append(record.get(i + 1));
    }
    fields.put("subject", subject);
    String text = question.toString();
    String id = subject + "-" + Digests.content(text, answer, fields).substring(0, 16);
    return new Task(id, text, answer, fields);
  }
}
