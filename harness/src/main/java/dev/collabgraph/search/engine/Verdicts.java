package dev.collabgraph.search.engine;

import dev.collabgraph.search.Constraint;
import dev.collabgraph.search.Numbers;
import dev.collabgraph.search.SearchResult.Difference;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.search.SearchResult.Verdict;
import dev.collabgraph.search.SearchResult.Winner;
import dev.collabgraph.suite.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says plainly what a result is worth. */
final class Verdicts {
  private static final double MEASURED_OFF = 0.10;
  private static final int FEW_TASKS = 100;

  private final SearchSession session;
  private final Winner winner;
  private final Assessment.Ended ended;
  private final Assessment.Asked asked;
  private final List<Contender> baselines;

  Verdicts(
      SearchSession session,
      Winner winner,
      Assessment.Ended ended,
      Assessment.Asked asked,
      List<Contender> baselines) {
    this.baselines = List.copyOf(baselines);
    this.session = session;
    this.winner = winner;
    this.ended = ended;
    this.asked = asked;
  }

  /**
   * The single model within the budget that did best on validation, with what the winner has over
   * it.
   *
   * @param over winner minus it on the split of the verdict
   */
  record Single(Contender contender, Difference over) {}

  /**
   * The verdict.
   *
   * @param difference winner minus best baseline on {@code split}
   * @param test of that difference
   * @param single empty if no single model was asked on validation
   */
  Verdict of(
      Optional<Contender> best,
      Difference difference,
      Estimates.Test test,
      Optional<Single> single,
      Split split) {
    boolean beats = difference.low() > 0;
    String overSingle = best.isEmpty() ? "" : overSingle(best.get(), single, split);
    return new Verdict(
        text(best, difference, test, split, beats) + overSingle,
        doubts(split),
        beats,
        best.map(Contender::name).orElse(null),
        difference,
        test.name(),
        test.pValue());
  }

  private String text(
      Optional<Contender> best,
      Difference difference,
      Estimates.Test test,
      Split split,
      boolean beats) {
    String where = split.name().toLowerCase(Locale.ROOT);
    Estimate own =
        switch (split) {
          case SEARCH -> winner.search();
          case VALIDATION -> winner.validation();
          case TEST -> winner.test();
        };
    String scored =
        "The searched graph scores %s on %s (95 %% interval %s to %s, n = %s)"
            .formatted(
                Numbers.percent(own.score()),
                where,
                Numbers.percent(own.low()),
                Numbers.percent(own.high()),
                own.n());
    if (best.isEmpty() || Double.isNaN(difference.value())) {
      return session.setup().tasks().validation().size() == 0
          ? scored
              + "; splits.validation is 0, so no baseline was chosen to compare it with, and the"
              + " finalists were not told apart on tasks of their own."
          : scored + "; no baseline could be compared with it.";
    }
    String against =
        "%s points (%s%s) against the best baseline, %s at %s"
            .formatted(
                Numbers.points(difference.value()),
                interval(difference),
                Double.isNaN(test.pValue()) ? "" : "; " + Numbers.p(test.pValue()),
                best.get().name(),
                Numbers.percent(best.get().meanScore(split)));
    if (best.get().isSameAs(winner.graph())) {
      return scored
          + ": the searched graph is the best baseline itself, %s, so searching gained nothing over it."
              .formatted(best.get().name());
    }
    String verdict =
        beats
            ? ": it beats the baselines, " + against + "."
            : difference.high() < 0
                ? ": it is worse than a baseline, " + against + "."
                : ". It is not shown to beat the baselines: " + against + ".";
    return scored + verdict + twin();
  }

  private static String interval(Difference difference) {
    return Double.isFinite(difference.low()) && Double.isFinite(difference.high())
        ? Numbers.points(difference.low()) + " to " + Numbers.points(difference.high())
        : "too few tasks for an interval";
  }

  /** What more than one call is worth; empty if the winner or the best baseline is but one. */
  private String overSingle(Contender best, Optional<Single> single, Split split) {
    return single
        .filter(each -> winner.graph().size() > 1 && each.contender() != best)
        .filter(each -> Double.isFinite(each.over().value()))
        .map(
            each ->
                " Against the best single model, %s at %s, it has %s points (%s)."
                    .formatted(
                        each.contender().name(),
                        Numbers.percent(each.contender().meanScore(split)),
                        Numbers.points(each.over().value()),
                        interval(each.over())))
        .orElse("");
  }

  /** Which baseline the searched graph is, if it is one but not the best. */
  private String twin() {
    return baselines.stream()
        .filter(each -> each.isSameAs(winner.graph()))
        .findFirst()
        .map(each -> " The searched graph is a baseline itself, %s.".formatted(each.name()))
        .orElse("");
  }

  private List<String> doubts(Split split) {
    List<String> doubts = new ArrayList<>();
    ending(doubts);
    if (split == Split.SEARCH) {
      doubts.add("The score is from the search split: the best of many, hence optimistic.");
    } else if (split == Split.VALIDATION) {
      doubts.add(
          "There is no test score: the score is from the split that chose the winner, hence"
              + " slightly optimistic.");
    }
    cut(doubts, "validation", asked.validation(), session.setup().tasks().validation().size());
    cut(doubts, "test", asked.test(), session.setup().tasks().test().size());
    Estimate own = split == Split.TEST ? winner.test() : winner.validation();
    if (split != Split.SEARCH && own.n() < FEW_TASKS) {
      doubts.add("Only %s tasks were scored; the interval is wide.".formatted(own.n()));
    }
    session.setup().scorer().doubt().ifPresent(doubts::add);
    for (Constraint each : session.setup().objective().constraints()) {
      if (each.violation(own.score(), winner.latencySeconds(), winner.costUnits()) > 0) {
        doubts.add("The graph does not keep %s, and no finalist was seen to.".formatted(each));
      }
    }
    long failed = session.environment().inconclusiveRuns();
    if (failed > 0) {
      doubts.add(
          "%s of %s runs gave no score and count neither way; the first: %s"
              .formatted(
                  failed,
                  failed + session.environment().conclusiveRuns(),
                  session.environment().firstFailure()));
    }
    double off = winner.measuredUnits() / winner.costUnits() - 1;
    if (Math.abs(off) > MEASURED_OFF) {
      doubts.add(
          ("The winner's calls used %s units by the tokens counted, %s %% %s than declared (%s):"
                  + " check tasks.inputTokens and tasks.outputTokens.")
              .formatted(
                  Numbers.plain(winner.measuredUnits()),
                  String.format(Locale.ROOT, "%.0f", Math.abs(100 * off)),
                  off > 0 ? "more" : "less",
                  Numbers.plain(winner.costUnits())));
    }
    return doubts;
  }

  private void ending(List<String> doubts) {
    switch (ended.reason()) {
      case SPEND ->
          doubts.add(
              ended.finalsCut()
                  ? "Spend ended while the finalists or baselines were asked; some have fewer"
                      + " tasks."
                  : "Spend ended the search before its last iteration.");
      case MINUTES ->
          doubts.add(
              "The minutes ran out; another run may end elsewhere. Only a search that is not cut by"
                  + " time repeats exactly.");
      case SIGNAL -> doubts.add("The search was stopped from outside before it was done.");
      case OUTAGE, ITERATIONS -> {}
    }
  }

  private static void cut(List<String> doubts, String split, int asked, int size) {
    if (asked > 0 && asked < size) {
      doubts.add("Spend allowed only %s of %s %s tasks.".formatted(asked, size, split));
    }
  }
}
