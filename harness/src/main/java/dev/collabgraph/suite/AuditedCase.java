package dev.collabgraph.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.suite.ScorerAudit.Grader;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScoringException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Judges one labelled case: the case with {@code extracted}, {@code verdict}, {@code agrees} and,
 * where there is one, {@code reason}. Keeps nothing between cases.
 *
 * @param threshold score from which on a case counts as accepted
 * @param grader judges in place of the scorer; null if the scorer asks nobody
 */
record AuditedCase(Scorer scorer, double threshold, Grader grader) {

  /**
   * Refuses a malformed label and, before anything is spent on it, a case that nobody can grade.
   *
   * @throws SuiteException naming its line
   */
  void check(JsonNode node, String where) {
    expectation(node, where);
    if (grader != null && (node.has("pred") || !node.has("text"))) {
      if (node.has("completion") && node.has("test")) {
        throw new SuiteException(
            "The case has a program and its test, and %s grades texts. (%s) Write: {\"question\": ..., \"gold\": ..., \"pred\": ..., \"expected\": true}"
                .formatted(scorer.type(), where));
      }
      label(node, "pred", where);
      refuseUnfit(task(node), where);
    }
  }

  /** Judges; completes exceptionally if the case is malformed. */
  CompletableFuture<ObjectNode> judged(JsonNode node, String where) {
    ObjectNode result = ((ObjectNode) node).deepCopy();
    if (node.has("completion") && node.has("test")) {
      return completed(program(node, result, where));
    }
    if (node.has("text") && !node.has("pred")) {
      return completed(extraction(node, result, where));
    }
    return grader == null ? completed(pair(node, result, where)) : graded(node, result, where);
  }

  private static CompletableFuture<ObjectNode> completed(ObjectNode result) {
    return CompletableFuture.completedFuture(result);
  }

  private static String label(JsonNode node, String key, String where) {
    String text = JsonRecords.text(node, key);
    if (text == null) {
      throw new SuiteException(
          "The case has no \"%s\", only %s. (%s) Write one of: {\"gold\": ..., \"pred\": ..., \"expected\": true}, {\"text\": ..., \"expected_extraction\": ...}, or for code {\"prompt\": ..., \"completion\": ..., \"test\": ..., \"expected\": true}"
              .formatted(key, JsonRecords.names(node), where));
    }
    return text;
  }

  private ObjectNode extraction(JsonNode node, ObjectNode result, String where) {
    String text = JsonRecords.required(node, "text", where);
    Task task = task(node, "1");
    Optional<String> extracted = scorer.extract(task, text);
    result.put("extracted", extracted.orElse(null));
    result.put("verdict", extracted.isPresent());
    if (node.has("expected_extraction")) {
      result.put(
          "agrees", sameExtraction(task, extracted, JsonRecords.text(node, "expected_extraction")));
    } else {
      result.putNull("agrees");
    }
    return result;
  }

  private ObjectNode pair(JsonNode node, ObjectNode result, String where) {
    Task task = task(node, label(node, "gold", where));
    String prediction = label(node, "pred", where);
    Boolean expected = expectation(node, where);
    try {
      scorer.check(task);
      Optional<String> extracted = scorer.extract(task, prediction);
      double score = scorer.score(task, prediction);
      if (score < 1 && extracted.isPresent()) {
        score = Math.max(score, scorer.score(task, extracted.get()));
      }
      result.put("extracted", extracted.orElse(null));
      verdict(result, expected, score);
    } catch (ScoringException e) {
      inconclusive(result, expected, e.getMessage());
    } catch (IllegalArgumentException e) {
      result.putNull("extracted");
      result.put("verdict", false);
      result.put("error", e.getMessage());
      result.put("agrees", expected == null ? null : (Boolean) !expected);
    }
    return result;
  }

  /** A pair whose answer somebody else grades. */
  private CompletableFuture<ObjectNode> graded(JsonNode node, ObjectNode result, String where) {
    Task task = task(node);
    String prediction = label(node, "pred", where);
    Boolean expected = expectation(node, where);
    Optional<String> extracted = scorer.extract(task, prediction);
    result.put("extracted", extracted.orElse(null));
    if (extracted.isEmpty()) {
      return completed(verdict(result, expected, 0));
    }
    return grader
        .grade(task, extracted.get())
        .thenApply(
            grade -> {
              if (grade.failure() != null) {
                return inconclusive(result, expected, grade.failure());
              }
              if (grade.reason() != null && !grade.reason().isEmpty()) {
                result.put("reason", grade.reason());
              }
              return verdict(result, expected, grade.score());
            });
  }

  private ObjectNode verdict(ObjectNode result, Boolean expected, double score) {
    boolean accepts = score >= threshold;
    if (scorer.graded()) {
      result.put("score", score);
    }
    result.put("verdict", accepts);
    return result.put("agrees", expected == null ? null : (Boolean) (expected == accepts));
  }

  /** What could not be judged is neither right nor wrong, and agrees with no label. */
  private static ObjectNode inconclusive(ObjectNode result, Boolean expected, String why) {
    result.putNull("verdict");
    result.put("error", why);
    return result.put("agrees", expected == null ? null : Boolean.FALSE);
  }

  /** A completion and the tests that its program must pass. */
  private ObjectNode program(JsonNode node, ObjectNode result, String where) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("test", JsonRecords.required(node, "test", where));
    if (node.hasNonNull("entry_point")) {
      fields.put("entry_point", JsonRecords.text(node, "entry_point"));
    }
    String prompt = node.hasNonNull("prompt") ? JsonRecords.text(node, "prompt") : "";
    Task task = new Task("case", prompt, "", fields);
    Boolean expected = expectation(node, where);
    refuseUnfit(task, where);
    Optional<String> extracted =
        scorer.extract(task, JsonRecords.required(node, "completion", where));
    result.put("extracted", extracted.orElse(null));
    try {
      double score = extracted.isPresent() ? scorer.score(task, extracted.get()) : 0;
      scorer.reason(task, extracted.orElse(null)).ifPresent(reason -> result.put("reason", reason));
      return verdict(result, expected, score);
    } catch (ScoringException e) {
      return inconclusive(result, expected, e.getMessage());
    }
  }

  private void refuseUnfit(Task task, String where) {
    try {
      scorer.check(task);
    } catch (IllegalArgumentException e) {
      throw new SuiteException(
          "The case cannot be judged by %s: %s (%s)"
              .formatted(scorer.type(), e.getMessage(), where),
          e);
    }
  }

  /** A task whose gold answer may be left out: a grader need not see one. */
  private static Task task(JsonNode node) {
    String gold = JsonRecords.text(node, "gold");
    return task(node, gold == null ? "" : gold);
  }

  private static Task task(JsonNode node, String gold) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : JsonRecords.names(node)) {
      boolean own = List.of("gold", "pred", "expected", "text", "question").contains(name);
      String value = own ? null : JsonRecords.text(node, name);
      if (value != null) {
        fields.put(name, value);
      }
    }
    String question = JsonRecords.text(node, "question");
    return new Task("case", question == null ? "" : question, gold, fields);
  }

  private boolean sameExtraction(Task task, Optional<String> extracted, String expected) {
    if (expected == null || extracted.isEmpty()) {
      return expected == null && extracted.isEmpty();
    }
    return extracted.get().strip().equals(expected.strip())
        || scorer.comparesAnswers() && scorer.equivalent(task, extracted.get(), expected);
  }

  /** The label; null if the case has none. */
  private static Boolean expectation(JsonNode node, String where) {
    String expected = JsonRecords.text(node, "expected");
    if (expected == null) {
      return null;
    }
    return switch (expected) {
      case "true", "1", "1.0", "accept", "right", "correct", "pass", "passed" -> true;
      case "false", "0", "0.0", "reject", "wrong", "incorrect", "fail", "failed" -> false;
      default ->
          throw new SuiteException(
              "expected is \"%s\", expected true or false. (%s) Maybe write: \"expected\": true"
                  .formatted(expected, where));
    };
  }
}
