package dev.collabgraph.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Holds a scorer against labelled cases, one JSON object a line: {@code {gold, pred, expected}},
 * where {@code pred} is an answer or a whole completion and {@code expected} is true or false (or 1
 * or 0, or accept or reject; absent = not labelled), or {@code {text, expected_extraction}}, where
 * null expects no answer, or {@code {prompt, completion, test, entry_point, expected}} for
 * programs. {@code kind} groups cases; {@code question} and other texts become the task's. Cases
 * with the same {@code task_id} are samples of one task, for pass@k.
 *
 * <p>Threads: cases of a scorer that waits are judged several at a time; the outcome is in the
 * order of the input.
 */
public final class ScorerAudit {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final int MAX_SHOWN = 50;

  private ScorerAudit() {}

  /**
   * What came out.
   *
   * @param cases all cases
   * @param labelled those with an expectation
   * @param agreeing labelled cases on which scorer and label agree
   * @param kinds counts by {@code kind}, sorted; the empty kind for cases without one
   * @param inconclusive cases that could not be judged; they agree with no label
   * @param passAt pass@k by k over the cases with a {@code task_id}, for those of 1, 5, 10 and 100
   *     of which every task has as many samples; empty if no case has one
   * @param disagreements the first {@value #MAX_SHOWN}, each in one line with its place
   */
  public record Summary(
      int cases,
      int labelled,
      int agreeing,
      Map<String, Counts> kinds,
      int inconclusive,
      Map<Integer, Double> passAt,
      List<String> disagreements) {
    public Summary {
      kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
      passAt = Collections.unmodifiableMap(new TreeMap<>(passAt));
      disagreements = List.copyOf(disagreements);
    }
  }

  /** Verdicts of one kind. */
  public record Counts(int accepted, int rejected, int disagreeing) {
    Counts plus(boolean accepts, boolean disagrees) {
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
    Scorers.prepare(scorer);
    List<Case> cases = new ArrayList<>();
    JsonRecords.lines(input, (node, where) -> cases.add(new Case(node, where)));
    AuditTally tally = new AuditTally();
    List<String> lines = new ArrayList<>();
    for (Judged each : judged(scorer, cases)) {
      tally.add(each.result(), each.where());
      lines.add(text(each.result()));
    }
    if (output != null) {
      write(output, lines);
    }
    return tally.summary();
  }

  private record Case(JsonNode node, String where) {}

  private record Judged(ObjectNode result, String where) {}

  private static List<Judged> judged(Scorer scorer, List<Case> cases) {
    if (!scorer.waits()) {
      return cases.stream().map(each -> judged(scorer, each)).toList();
    }
    ExecutorService threads = Executors.newFixedThreadPool(scorer.parallel());
    try {
      return cases.stream()
          .map(each -> CompletableFuture.supplyAsync(() -> judged(scorer, each), threads))
          .toList()
          .stream()
          .map(ScorerAudit::joined)
          .toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Judged joined(CompletableFuture<Judged> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static Judged judged(Scorer scorer, Case each) {
    return new Judged(judged(scorer, each.node(), each.where()), each.where());
  }

  private static ObjectNode judged(Scorer scorer, JsonNode node, String where) {
    ObjectNode result = ((ObjectNode) node).deepCopy();
    if (node.has("completion") && node.has("test")) {
      return program(scorer, node, result, where);
    }
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
    } catch (ScoringException e) {
      inconclusive(result, expected, e);
    } catch (IllegalArgumentException e) {
      result.putNull("extracted");
      result.put("verdict", false);
      result.put("error", e.getMessage());
      result.put("agrees", expected == null ? null : (Boolean) !expected);
    }
    return result;
  }

  /** What could not be judged is neither right nor wrong, and agrees with no label. */
  private static void inconclusive(ObjectNode result, Boolean expected, RuntimeException e) {
    result.putNull("verdict");
    result.put("error", e.getMessage());
    result.put("agrees", expected == null ? null : Boolean.FALSE);
  }

  /** A completion and the tests that its program must pass. */
  private static ObjectNode program(Scorer scorer, JsonNode node, ObjectNode result, String where) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("test", JsonRecords.required(node, "test", where));
    if (node.hasNonNull("entry_point")) {
      fields.put("entry_point", JsonRecords.text(node, "entry_point"));
    }
    String prompt = node.hasNonNull("prompt") ? JsonRecords.text(node, "prompt") : "";
    Task task = new Task("case", prompt, "", fields);
    Boolean expected = expectation(node, where);
    try {
      scorer.check(task);
    } catch (IllegalArgumentException e) {
      throw new SuiteException(
          "The case cannot be judged by %s: %s (%s)"
              .formatted(scorer.type(), e.getMessage(), where),
          e);
    }
    Optional<String> extracted =
        scorer.extract(task, JsonRecords.required(node, "completion", where));
    result.put("extracted", extracted.orElse(null));
    try {
      boolean verdict = extracted.isPresent() && scorer.score(task, extracted.get()) == 1;
      result.put("verdict", verdict);
      scorer.reason(task, extracted.orElse(null)).ifPresent(reason -> result.put("reason", reason));
      result.put("agrees", expected == null ? null : (Boolean) (expected == verdict));
    } catch (ScoringException e) {
      inconclusive(result, expected, e);
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
      case "true", "1", "1.0", "accept", "right", "correct", "pass", "passed" -> true;
      case "false", "0", "0.0", "reject", "wrong", "incorrect", "fail", "failed" -> false;
      default ->
          throw new SuiteException(
              "expected is \"%s\", expected true or false. (%s) Maybe write: \"expected\": true"
                  .formatted(expected, where));
    };
  }

  static String text(JsonNode node) {
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
}
