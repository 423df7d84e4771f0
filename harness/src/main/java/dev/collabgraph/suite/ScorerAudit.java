package dev.collabgraph.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.stats.CohenKappa;
import dev.collabgraph.stats.Interval;
import dev.collabgraph.stats.Rates;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
   * @param table accepted and rejected by scorer and label
   * @param kinds counts by {@code kind}, sorted; the empty kind for cases without one
   * @param inconclusive cases that could not be judged; they agree with no label
   * @param firstFailure why the first of them could not; null if there is none
   * @param passAt pass@k by k over the cases with a {@code task_id}, for those of 1, 5, 10 and 100
   *     of which every task has as many samples; empty if no case has one
   * @param disagreements the first {@value #MAX_SHOWN}, each in one line with its place
   */
  public record Summary(
      int cases,
      int labelled,
      int agreeing,
      Table table,
      Map<String, Counts> kinds,
      int inconclusive,
      String firstFailure,
      Map<Integer, Double> passAt,
      List<String> disagreements) {
    public Summary {
      kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
      passAt = Collections.unmodifiableMap(new TreeMap<>(passAt));
      disagreements = List.copyOf(disagreements);
    }
  }

  /**
   * The labelled cases with a verdict, {@code expected_extraction} aside.
   *
   * @param both accepted by scorer and label
   * @param scorerOnly accepted by the scorer alone
   * @param labelOnly accepted by the label alone
   * @param neither accepted by neither
   */
  public record Table(int both, int scorerOnly, int labelOnly, int neither) {
    Table plus(boolean scorer, boolean label) {
      return new Table(
          both + (scorer && label ? 1 : 0),
          scorerOnly + (scorer && !label ? 1 : 0),
          labelOnly + (!scorer && label ? 1 : 0),
          neither + (!scorer && !label ? 1 : 0));
    }

    /** Share of cases on which they agree, with Wilson's 95 % interval. */
    public Interval rate() {
      return Rates.wilson(both + neither, both + scorerOnly + labelOnly + neither);
    }

    /** Agreement beyond chance. */
    public Interval kappa() {
      return CohenKappa.of(both, scorerOnly, labelOnly, neither);
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
   * Where an audit's cases come from and go.
   *
   * @param threshold score from which on a case counts as accepted, above 0 to 1; 1 unless partial
   *     credit is to count
   * @param input the cases
   * @param output receives one JSON line a case: the case with {@code extracted}, {@code verdict}
   *     and {@code agrees} (null where nothing was expected); null = no file
   */
  public record Options(double threshold, Path input, Path output) {
    public Options {
      if (!(threshold > 0 && threshold <= 1)) {
        throw new IllegalArgumentException(
            "threshold is " + threshold + ", expected a number above 0 and at most 1.");
      }
    }
  }

  /** Judges answers in place of a scorer that asks a model. */
  public interface Grader {
    /**
     * Grades one answer. Called for one case after the other, in their order; may wait for room.
     *
     * @return completes exceptionally only for a defect
     */
    CompletableFuture<Grade> grade(Task task, String answer);
  }

  /**
   * What a grader says.
   *
   * @param score 0 to 1; NaN if there is none
   * @param reason why; null if it says nothing
   * @param failure why there is no score; null if there is one
   */
  public record Grade(double score, String reason, String failure) {
    /** No score. */
    public static Grade none(String failure) {
      return new Grade(Double.NaN, null, failure);
    }
  }

  /**
   * Runs the audit of a scorer that asks nobody; right is what scores 1.
   *
   * @param output as in {@link Options}
   * @throws SuiteException if the input cannot be read or a case is malformed, naming its line
   */
  public static Summary run(Scorer scorer, Path input, Path output) {
    return run(scorer, new Options(1, input, output), null);
  }

  /**
   * Runs the audit. What is wrong with a case is said before a grader is asked about the first.
   *
   * @param grader judges in place of the scorer; null if the scorer asks nobody
   * @throws SuiteException if the input cannot be read or a case is malformed, naming its line
   */
  public static Summary run(Scorer scorer, Options options, Grader grader) {
    Scorers.prepare(scorer);
    List<Case> cases = new ArrayList<>();
    AuditedCase judge = new AuditedCase(scorer, options.threshold(), grader);
    JsonRecords.lines(
        options.input(),
        (node, where) -> {
          judge.check(node, where);
          cases.add(new Case(node, where));
        });
    AuditTally tally = new AuditTally();
    List<String> lines = new ArrayList<>();
    for (Judged each : judged(scorer, cases, judge)) {
      tally.add(each.result(), each.where());
      lines.add(text(each.result()));
    }
    if (options.output() != null) {
      write(options.output(), lines);
    }
    return tally.summary();
  }

  private record Case(JsonNode node, String where) {}

  private record Judged(ObjectNode result, String where) {}

  private static List<Judged> judged(Scorer scorer, List<Case> cases, AuditedCase judge) {
    if (!scorer.waits()) {
      return cases.stream().map(each -> judged(judge, each)).toList().stream()
          .map(ScorerAudit::joined)
          .toList();
    }
    ExecutorService threads = Executors.newFixedThreadPool(scorer.parallel());
    try {
      return cases.stream()
          .map(
              each ->
                  CompletableFuture.supplyAsync(() -> judged(judge, each), threads)
                      .thenCompose(result -> result))
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

  private static CompletableFuture<Judged> judged(AuditedCase judge, Case each) {
    return judge
        .judged(each.node(), each.where())
        .thenApply(result -> new Judged(result, each.where()));
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
