package dev.collabgraph.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScoringException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds a scorer against labelled cases, one JSON object a line: {@code {gold, pred, expected}},
 * where {@code pred} is an answer or a whole completion and {@code expected} is true or false (or 1
 * or 0, or accept or reject; absent = not labelled), or {@code {text, expected_extraction}}, where
 * null expects no answer. {@code kind} groups cases; {@code question} and other texts become the
 * task's.
 */
public final class ScorerAudit {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_SHOWN = 50;

  private ScorerAudit() {}

  /**
   * What came out.
   *
   * @param cases all cases
   * @param labelled those with an expectation
   * @param agreeing labelled cases on which scorer and label agree
   * @param kinds counts by {@code kind}, sorted; the empty kind for cases without one
   * @param disagreements the first {@value #MAX_SHOWN}, each in one line with its place
   */
  public record Summary(
      int cases,
      int labelled,
      int agreeing,
      Map<String, Counts> kinds,
      List<String> disagreements) {
    public Summary {
      kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
      disagreements = List.copyOf(disagreements);
    }
  }

  /** Verdicts of one kind. */
  public record Counts(int accepted, int rejected, int disagreeing) {
    private Counts plus(boolean accepts, boolean disagrees) {
      return new Counts(
          accepted + (accepts ? 1 : 0),
          rejected + (accepts ? 0 : 1),
          disagreeing + (disagrees ? 1 : 0));
    }
  }

  /**
   * Runs the audit.
   *
   * @param output receives one JSON line a case: the case with {@code extracted}, {@code verdict}
   *     and {@code agrees} (null where nothing was expected); null = no file
   * @throws SuiteException if the input cannot be read or a case is malformed, naming its line
   */
  public static Summary run(Scorer scorer, Path input, Path output) {
    Tally tally = new Tally();
    List<String> lines = new ArrayList<>();
    JsonRecords.lines(
        input,
        (node, where) -> {
          ObjectNode result = judged(scorer, node, where);
          tally.add(result, where);
          lines.add(text(result));
        });
    if (output != null) {
      write(output, lines);
    }
    return tally.summary();
  }

  private static ObjectNode judged(Scorer scorer, JsonNode node, String where) {
    ObjectNode result = ((ObjectNode) node).deepCopy();
    if (node.has("text") && !node.has("pred")) {
      String text = JsonRecords.required(node, "text", where);
      Task task = task(node, "1");
      Optional<String> extracted = scorer.extract(task, text);
      result.put("extracted", extracted.orElse(null));
      result.put("verdict", extracted.isPresent());
      if (node.has("expected_extraction")) {
        result.put(
            "agrees",
            sameExtraction(scorer, task, extracted, JsonRecords.text(node, "expected_extraction")));
      } else {
        result.putNull("agrees");
      }
      return result;
    }
    Task task = task(node, JsonRecords.required(node, "gold", where));
    String prediction = JsonRecords.required(node, "pred", where);
    Boolean expected = expectation(node, where);
    try {
      scorer.check(task);
      Optional<String> extracted = scorer.extract(task, prediction);
      boolean verdict =
          scorer.score(task, prediction) == 1
              || extracted.isPresent() && scorer.score(task, extracted.get()) == 1;
      result.put("extracted", extracted.orElse(null));
      result.put("verdict", verdict);
      result.put("agrees", expected == null ? null : (Boolean) (expected == verdict));
    } catch (IllegalArgumentException | ScoringException e) {
      result.putNull("extracted");
      result.put("verdict", false);
      result.put("error", e.getMessage());
      result.put("agrees", expected == null ? null : (Boolean) !expected);
    }
    return result;
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

  private static boolean sameExtraction(
      Scorer scorer, Task task, Optional<String> extracted, String expected) {
    if (expected == null || extracted.isEmpty()) {
      return expected == null && extracted.isEmpty();
    }
    return extracted.get().strip().equals(expected.strip())
        || scorer.comparesAnswers() && scorer.equivalent(task, extracted.get(), expected);
  }

  private static Boolean expectation(JsonNode node, String where) {
    String expected = JsonRecords.text(node, "expected");
    if (expected == null) {
      return null;
    }
    return switch (expected) {
      case "true", "1", "1.0", "accept", "right", "correct" -> true;
      case "false", "0", "0.0", "reject", "wrong", "incorrect" -> false;
      default ->
          throw new SuiteException(
              "expected is \"%s\", expected true or false. (%s) Maybe write: \"expected\": true"
                  .formatted(expected, where));
    };
  }

  private static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree that was read can be written.", e);
    }
  }

  private static void write(Path output, List<String> lines) {
    try {
      Files.createDirectories(DataFiles.folder(output));
      try (BufferedWriter writer = Files.newBufferedWriter(output)) {
        for (String line : lines) {
          writer.write(line);
          writer.write('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(output + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static final class Tally {
    private final Map<String, Counts> kinds = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();
    private int cases;
    private int labelled;
    private int agreeing;

    void add(ObjectNode result, String where) {
      cases++;
      boolean known = !result.get("agrees").isNull();
      boolean agrees = known && result.get("agrees").booleanValue();
      labelled += known ? 1 : 0;
      agreeing += agrees ? 1 : 0;
      String kind = result.path("kind").asText("");
      kinds.merge(
          kind,
          new Counts(0, 0, 0).plus(result.get("verdict").booleanValue(), known && !agrees),
          (a, b) ->
              new Counts(
                  a.accepted() + b.accepted(),
                  a.rejected() + b.rejected(),
                  a.disagreeing() + b.disagreeing()));
      if (known && !agrees && disagreements.size() < MAX_SHOWN) {
        disagreements.add(where + ": " + text(result));
      }
    }

    Summary summary() {
      return new Summary(cases, labelled, agreeing, kinds, disagreements);
    }
  }
}
