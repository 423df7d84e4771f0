package dev.collabgraph.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One question with its gold answer.
 *
 * @param id unique in a suite
 * @param question what the models are asked
 * @param answer the gold answer; never shown to a model
 * @param fields other columns a template or a scorer may name (choices, level, test, ...), in file
 *     order
 */
public record Task(String id, String question, String answer, Map<String, String> fields) {
  public Task {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(answer, "answer");
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  public Task(String id, String question, String answer) {
    this(id, question, answer, Map.of());
  }

  /** Hex SHA-256 of question, answer and fields; the id has no part in it. */
  public String digest() {
    return Digests.content(question, answer, fields);
  }
}
