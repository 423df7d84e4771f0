package dev.collabgraph.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.suite.ScorerAudit.Counts;
import dev.collabgraph.suite.ScorerAudit.Summary;
import dev.collabgraph.suite.scoring.code.PassAtK;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the judged cases of an audit. */
final class AuditTally {
  private static final int[] KS = {1, 5, 10, 100};

  private final Map<String, Counts> kinds = new TreeMap<>();
  private final Map<String, PassAtK.Samples> samples = new TreeMap<>();
  private final List<String> disagreements = new ArrayList<>();
  private ScorerAudit.Table table = new ScorerAudit.Table(0, 0, 0, 0);
  private int cases;
  private int labelled;
  private int agreeing;
  private int inconclusive;
  private String firstFailure;

  void add(JsonNode result, String where) {
    cases++;
    boolean judged = !result.path("verdict").isNull();
    boolean accepted = result.path("verdict").asBoolean();
    boolean known = !result.get("agrees").isNull();
    boolean agrees = known && result.get("agrees").booleanValue();
    labelled += known ? 1 : 0;
    agreeing += agrees ? 1 : 0;
    if (!judged) {
      inconclusive++;
      firstFailure = firstFailure == null ? result.path("error").asText() : firstFailure;
    }
    if (judged && result.hasNonNull("expected")) {
      table = table.plus(accepted, accepted == agrees);
    }
    Counts none = new Counts(0, 0, 0);
    Counts before = kinds.getOrDefault(result.path("kind").asText(""), none);
    Counts after =
        judged
            ? before.plus(accepted, known && !agrees)
            : new Counts(
                before.accepted(), before.rejected(), before.disagreeing() + (known ? 1 : 0));
    kinds.put(result.path("kind").asText(""), after);
    if (judged && result.hasNonNull("task_id")) {
      samples.merge(
          result.get("task_id").asText(),
          new PassAtK.Samples(1, accepted ? 1 : 0),
          (a, b) -> new PassAtK.Samples(a.samples() + b.samples(), a.passed() + b.passed()));
    }
    if (known && !agrees && disagreements.size() < ScorerAudit.MAX_SHOWN) {
      disagreements.add(where + ": " + ScorerAudit.text(result));
    }
  }

  Summary summary() {
    Map<Integer, Double> passAt = new TreeMap<>();
    for (int k : KS) {
      PassAtK.mean(samples.values(), k).ifPresent(value -> passAt.put(k, value));
    }
    return new Summary(
        cases, labelled, agreeing, table, kinds, inconclusive, firstFailure, passAt, disagreements);
  }
}
