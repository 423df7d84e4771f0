package dev.collabgraph.maven;

import dev.collabgraph.execution.JudgeAudit;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.stats.Interval;
import dev.collabgraph.suite.ScorerAudit;
import dev.collabgraph.suite.ScorerAudit.Counts;
import dev.collabgraph.suite.scoring.Scorer;
import java.io.File;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;

/**
 * Says in the log what an audit of a scorer came to.
 *
 * @param output where the judged cases are
 */
record AuditLines(Log log, Scorer scorer, File output) {

  /** Counts by kind, agreement, disagreements, and what verdicts depended on. */
  void report(ScorerAudit.Summary summary, String type, Map<String, Object> options) {
    log.info(
        "Scorer %s%s on %s cases"
            .formatted(type, options.isEmpty() ? "" : " " + options, summary.cases()));
    for (Map.Entry<String, Counts> kind : summary.kinds().entrySet()) {
      Counts counts = kind.getValue();
      log.info(
          String.format(
              Locale.ROOT,
              "  %-24s %,7d accepted %,7d rejected %,7d differ from the label",
              kind.getKey().isEmpty() ? "all" : ConsoleText.printable(kind.getKey()),
              counts.accepted(),
              counts.rejected(),
              counts.disagreeing()));
    }
    summary
        .passAt()
        .forEach(
            (k, rate) ->
                log.info(String.format(Locale.ROOT, "  pass@%d %.4f by task_id", k, rate)));
    if (summary.inconclusive() > 0) {
      log.warn(
          "  %s cases could not be judged; %s says why".formatted(summary.inconclusive(), output));
    }
    summary.disagreements().forEach(line -> log.warn("  differs: " + ConsoleText.printable(line)));
    agreement(summary.table());
    log.info(
        "Scorer and label agree on %s of %s labelled cases. Judged cases: %s"
            .formatted(summary.agreeing(), summary.labelled(), output));
    if (!scorer.surroundings().isEmpty()) {
      log.info("Judged with " + scorer.surroundings());
    }
    scorer.doubt().ifPresent(log::warn);
  }

  private void agreement(ScorerAudit.Table table) {
    Interval rate = table.rate();
    if (!rate.known()) {
      return;
    }
    Interval kappa = table.kappa();
    log.info(
        String.format(
            Locale.ROOT,
            "  both accept %,d, scorer alone %,d, label alone %,d, both reject %,d",
            table.both(),
            table.scorerOnly(),
            table.labelOnly(),
            table.neither()));
    log.info(
        String.format(
                Locale.ROOT,
                "  agreement %.3f (95 %% from %.3f to %.3f), ",
                rate.value(),
                rate.low(),
                rate.high())
            + (kappa.known()
                ? String.format(
                    Locale.ROOT,
                    "Cohen's kappa %.3f (95 %% from %.3f to %.3f)",
                    kappa.value(),
                    kappa.low(),
                    kappa.high())
                : "Cohen's kappa unknown: chance would agree as well"));
  }

  /** What a scorer that asks a model used. */
  void bill(String model, JudgeAudit.Bill bill) {
    String tokens =
        bill.inputTokens() == Completion.UNKNOWN
            ? "tokens unknown"
            : String.format(
                Locale.ROOT, "%,d tokens in, %,d out", bill.inputTokens(), bill.outputTokens());
    String dollars =
        Double.isNaN(bill.usd())
            ? "US dollars unknown"
            : String.format(Locale.ROOT, "%.4g US dollars", bill.usd());
    log.info(
        String.format(
            Locale.ROOT,
            "Asked %s %,d times (cached answers included): %s, %s",
            model,
            bill.calls(),
            tokens,
            dollars));
  }
}
