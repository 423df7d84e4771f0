package dev.collabgraph.execution;

import dev.collabgraph.execution.AnswerJudge.Graded;
import dev.collabgraph.execution.Trace.NodeTrace;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.cache.Clients;
import dev.collabgraph.suite.ScorerAudit;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.AskingScorer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Holds a scorer that asks a model against labelled cases. The suite lends the models, the
 * providers and {@code spend}, whose caps hold: a case that no longer fits is not judged, and so
 * are those after a provider refused for good. Equal cases are asked about once.
 */
public final class JudgeAudit {
  private static final int MOST_IN_FLIGHT = 64;

  private final AskingScorer scorer;
  private final ModelSpec model;
  private final SuiteDefinition.Spend spend;
  private final BooleanSupplier cancelled;
  private final LongSupplier nanoClock;
  private final long startNanos;
  private final Set<CallKey> billed = new HashSet<>();
  private int inFlight;
  private long callsTaken;
  private double usdTaken;
  private Bill bill;
  private String stopped;

  /**
   * What grading used: every distinct call once, answered by a cache or not.
   *
   * @param calls made
   * @param inputTokens {@link Completion#UNKNOWN} if a reply did not count them
   * @param outputTokens {@link Completion#UNKNOWN} if a reply did not count them
   * @param usd NaN if the model declares no price or a reply did not count its tokens
   */
  public record Bill(long calls, long inputTokens, long outputTokens, double usd) {
    private Bill plus(Completion completion, ModelSpec.Price price) {
      if (completion == null) {
        return new Bill(calls + 1, inputTokens, outputTokens, usd); // failed: nobody counted tokens
      }
      if (!completion.usageKnown() || inputTokens == Completion.UNKNOWN) {
        return new Bill(calls + 1, Completion.UNKNOWN, Completion.UNKNOWN, Double.NaN);
      }
      int input = completion.inputTokens();
      int output = completion.outputTokens();
      double cost = price == null ? Double.NaN : price.of(input, output);
      return new Bill(calls + 1, inputTokens + input, outputTokens + output, usd + cost);
    }
  }

  /**
   * An audit with its bill.
   *
   * @param model id of the model that was asked
   */
  public record Outcome(ScorerAudit.Summary summary, String model, Bill bill) {}

  private JudgeAudit(
      AskingScorer scorer,
      ModelSpec model,
      SuiteDefinition.Spend spend,
      BooleanSupplier cancelled,
      LongSupplier nanoClock) {
    this.scorer = scorer;
    this.model = model;
    this.spend = spend;
    this.cancelled = cancelled;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
    this.bill = new Bill(0, 0, 0, model.price() == null ? Double.NaN : 0);
  }

  /**
   * Runs the audit; waits for the model.
   *
   * @param suite whose models, providers and caps are used; its own scorer need not be this one
   * @param options where cases come from and go, and from which score on one counts as accepted
   * @param cancelled asked between cases; once true the rest is not judged
   * @throws SuiteException if the model is not there, or dollars are capped and it has no price
   * @throws dev.collabgraph.llm.ModelCallException if its endpoint does not answer or take the key
   */
  public static Outcome run(
      AskingScorer scorer,
      SuiteDefinition suite,
      ModelProvider.Context providers,
      ScorerAudit.Options options,
      BooleanSupplier cancelled) {
    ModelSpec model = model(scorer, suite);
    if (suite.spend().usd() != null && model.price() == null) {
      throw new SuiteException(
          "spend.usd is %s, but model \"%s\" declares no price, and an unknown price is not 0. Add price: {input: ..., output: ...} (US dollars for a million tokens), or remove spend.usd. (%s)"
              .formatted(suite.spend().usd(), model.id(), suite.file()));
    }
    Map<String, ModelClient> clients =
        Clients.open(suite.providers().values(), List.of(model), providers);
    try {
      JudgeAudit audit = new JudgeAudit(scorer, model, suite.spend(), cancelled, System::nanoTime);
      AnswerJudge judge = new AnswerJudge(scorer, model, clients.get(model.provider()));
      ScorerAudit.Summary summary =
          ScorerAudit.run(scorer, options, (task, answer) -> audit.grade(judge, task, answer));
      return new Outcome(summary, model.id(), audit.bill());
    } finally {
      Clients.close(clients.values());
    }
  }

  private static ModelSpec model(AskingScorer scorer, SuiteDefinition suite) {
    try {
      return scorer.model(suite.models());
    } catch (IllegalArgumentException e) {
      throw new SuiteException(e.getMessage() + " (" + suite.file() + ")", e);
    }
  }

  private CompletableFuture<ScorerAudit.Grade> grade(AnswerJudge judge, Task task, String answer) {
    double most = most(task, answer);
    String refusal = take(most);
    if (refusal != null) {
      return CompletableFuture.completedFuture(ScorerAudit.Grade.none(refusal));
    }
    return judge
        .grade(task, answer)
        .handle(
            (graded, defect) -> {
              settle(graded, most);
              if (defect != null) {
                throw new IllegalStateException("Grading ended by a defect: " + defect, defect);
              }
              return graded.failure() == null
                  ? new ScorerAudit.Grade(graded.score(), graded.reason(), null)
                  : ScorerAudit.Grade.none(graded.failure());
            });
  }

  /** The most that grading an answer can cost; 0 where dollars are not capped. */
  private double most(Task task, String answer) {
    if (spend.usd() == null) {
      return 0;
    }
    // After a reply that cannot be read the question is a little longer.
    String question = scorer.question(task, answer, "x".repeat(100));
    int bytes = question.getBytes(StandardCharsets.UTF_8).length;
    return AskingScorer.CALLS * model.price().of(bytes, model.sampling().maxTokens());
  }

  /** Reserves room for one case, waiting for those in flight; otherwise says why there is none. */
  private synchronized String take(double usd) {
    while (stopped == null
        && inFlight > 0
        && (inFlight == MOST_IN_FLIGHT || lacking(usd) != null)) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stopped = "not judged: interrupted";
      }
    }
    if (stopped == null && cancelled.getAsBoolean()) {
      stopped = "not judged: the build was stopped";
    }
    if (stopped == null && spend.minutes() != null) {
      double minutes = (nanoClock.getAsLong() - startNanos) / 60e9;
      stopped = minutes < spend.minutes() ? null : "not judged: spend.minutes are over";
    }
    String reason = stopped == null ? lacking(usd) : stopped;
    if (reason == null) {
      inFlight++;
      callsTaken += AskingScorer.CALLS;
      usdTaken += usd;
    }
    return reason;
  }

  private String lacking(double usd) {
    if (spend.calls() != null && callsTaken + AskingScorer.CALLS > spend.calls()) {
      return "not judged: spend.calls is used up";
    }
    return spend.usd() == null || usdTaken + usd <= spend.usd()
        ? null
        : "not judged: spend.usd is used up";
  }

  /** Bills what a case used and gives back the rest of what was reserved for it. */
  private synchronized void settle(Graded graded, double reserved) {
    inFlight--;
    long fresh = 0;
    double usd = bill.usd();
    if (graded != null) {
      for (NodeTrace call : graded.calls()) {
        if (billed.add(call.callKey())) {
          fresh++;
          bill = bill.plus(call.completion(), model.price());
        }
        if (call.failure() != null && call.failure().fatal()) {
          stopped = "not judged: the provider refused for good: " + call.failure().getMessage();
        }
      }
      callsTaken -= AskingScorer.CALLS - fresh;
      double used = bill.usd() - usd;
      usdTaken -= Double.isNaN(used) ? 0 : reserved - used;
    }
    notifyAll();
  }

  private synchronized Bill bill() {
    return bill;
  }
}
