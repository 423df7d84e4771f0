package dev.collabgraph.suite;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which column or key becomes which part of a task: the options {@code question} (default {@code
 * question}), {@code answer} (default {@code answer}), {@code id} (default: the column {@code id}
 * if there is one, else a digest of the content, so that ids do not depend on the order of the
 * file) and {@code fields} (a list of columns, or a map from field to column).
 */
record Columns(String question, String answer, String id, Map<String, String> fields) {
  static final Set<String> KEYS =
      new LinkedHashSet<>(List.of("path", "root", "question", "answer", "id", "fields"));

  static Columns of(Options options) {
    Map<String, String> fields = options.names("fields");
    for (String name : fields.keySet()) {
      if (PromptTemplate.RESERVED.contains(name) || name.equals("answer") || name.isBlank()) {
        throw options.refuse(
            "fields",
            "no field named \"" + name + "\", a name that templates use themselves",
            "Maybe rename it: fields: {my" + capital(name) + ": " + fields.get(name) + "}");
      }
    }
    return new Columns(
        options.text("question", "question"),
        options.text("answer", "answer"),
        options.text("id", null),
        fields);
  }

  private static String capital(String name) {
    return name.isBlank() ? "Field" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /**
   * Makes a task.
   *
   * @param value text of a column; null if the record lacks it
   * @param present columns of the record, for messages
   * @param where file and line
   */
  Task task(Function<String, String> value, Iterable<String> present, String where) {
    String questionText = required(question, "question", value, present, where);
    String answerText = required(answer, "answer", value, present, where);
    Map<String, String> values = new LinkedHashMap<>();
    fields.forEach(
        (name, column) -> values.put(name, required(column, "fields", value, present, where)));
    if (questionText.isBlank()) {
      throw new SuiteException(
          "The question is blank. (%s) Maybe remove the record, or correct tasks.question (now \"%s\")."
              .formatted(where, question));
    }
    String idText = value.apply(id == null ? "id" : id);
    if (id != null && (idText == null || idText.isBlank())) {
      throw new SuiteException(
          "The record has no id in \"%s\". (%s) Maybe correct tasks.id, or leave it out for ids made from the content."
              .formatted(id, where));
    }
    if (idText == null || idText.isBlank()) {
      idText = "t-" + Digests.content(questionText, answerText, values).substring(0, 16);
    }
    return new Task(idText, questionText, answerText, values);
  }

  private static String required(
      String column,
      String key,
      Function<String, String> value,
      Iterable<String> present,
      String where) {
    String text = value.apply(column);
    if (text == null) {
      List<String> columns = new java.util.ArrayList<>();
      present.forEach(columns::add);
      throw new SuiteException(
          "The record has no \"%s\" (tasks.%s), only %s. (%s) Maybe write: %s: %s"
              .formatted(
                  column,
                  key,
                  columns,
                  where,
                  key,
                  Nearest.to(column, columns).orElseGet(() -> firstOther(columns))));
    }
    return text;
  }

  /** The first column whose name does not say that it is something else. */
  private static String firstOther(List<String> columns) {
    return columns.stream()
        .filter(each -> !Set.of("id", "question", "answer").contains(each))
        .findFirst()
        .orElse("...");
  }
}
