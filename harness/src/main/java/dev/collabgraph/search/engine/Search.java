package dev.collabgraph.search.engine;

import dev.collabgraph.search.SearchEstimate;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.search.engine.FinalRounds.Finalist;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Searches the collaboration graph of a suite: runs the strategy on the search split, races the
 * finalists on the validation split, and asks the winner and the baselines once on the test split.
 */
public final class Search {
  private final SearchSession session;
  private final List<Contender> baselines = new ArrayList<>();
  private final List<Baselines.Candidate> candidates = new ArrayList<>();
  private int validationTasks;
  private int testTasks;

  private Search(SearchSession session) {
    this.session = session;
  }

  /**
   * Runs one search from start to end on the calling thread and {@link SearchRuntime#threads}
   * workers. Writes {@code trials.jsonl} once the settings are known to be sound, and takes away
   * what {@code report} wrote of an earlier search: a killed one leaves no result that looks
   * current. With {@link SearchRuntime.Resume} a journal of all answers lies beside it until {@link
   * #forget}: write the result first.
   *
   * @throws SearchException if it could not find out; holds an inconclusive result if the search
   *     had begun
   * @throws dev.collabgraph.suite.SuiteException if the suite or a file it names is wrong; nothing
   *     has been written then
   */
  public static SearchResult run(SuiteDefinition suite, SearchRuntime runtime) {
    try (SearchSession session = Sessions.open(suite, runtime, true)) {
      return new Search(session).run();
    }
  }

  /**
   * What searches of a suite would use, by strategy. Writes nothing; asks no model that costs
   * something unless {@code probe} is set.
   *
   * @param probe whether every model may be asked five tasks, to measure lengths and latencies; the
   *     answers are kept in the call cache for the search
   * @param strategies ids; those that are not the suite's get default options
   * @throws SearchException if no search is possible at all
   */
  public static List<SearchEstimate> estimate(
      SuiteDefinition suite, SearchRuntime runtime, boolean probe, List<String> strategies) {
    return Estimator.of(suite, runtime, probe, strategies);
  }

  /** Plays a search through. */
  static SearchResult play(SearchSetup setup, GraphRunner runner) {
    try (SearchSession session = Sessions.dry(setup, runner)) {
      return new Search(session).run();
    }
  }

  /** Forgets that a search in this directory can go on, once its result is written. */
  public static void forget(Path outputDirectory) {
    OutputFolder.discard(outputDirectory);
  }

  private SearchResult run() {
    session.runtime().listener().note(Notes.opening(session));
    if (session.recoveredCalls() > 0) {
      session.runtime().listener().note(Notes.resumed(session.recoveredCalls()));
    }
    SearchLoop.Found found = session.search();
    refuseInconclusive(found);
    List<Finalist> finalists =
        FinalRounds.finalists(found.book(), session.setup().settings().search().finalists());
    Optional<Contender> bestBaseline = Optional.empty();
    if (found.ended() != Ended.SIGNAL) {
      finalists = validate(finalists);
      bestBaseline = best(each -> true);
      test(finalists.get(0).contender(), bestBaseline);
      if (!fixed().isEmpty()) {
        bestBaseline = best(each -> true);
      }
    }
    refuseOutage(found);
    session
        .providers()
        .forEach((id, each) -> session.runtime().listener().note(Notes.provider(id, each)));
    if (endedBy(Ended.MINUTES, found)) {
      session.endedByMinutes();
    }
    return new Assessment(
            session,
            found,
            finalists,
            baselines,
            candidates,
            bestBaseline,
            best(Contender::isSingle),
            new Assessment.Asked(validationTasks, testTasks))
        .result();
  }

  private boolean endedBy(Ended cap, SearchLoop.Found found) {
    return found.ended() == cap || session.environment().stopped().filter(cap::equals).isPresent();
  }

  private void refuseInconclusive(SearchLoop.Found found) {
    refuseOutage(found);
    if (found.book().entries().isEmpty()) {
      Environment environment = session.environment();
      String message;
      if (environment.firstFailure() != null) {
        message =
            "No graph could be scored: %s of %s runs failed. The first failure: %s"
                .formatted(
                    environment.inconclusiveRuns(),
                    environment.inconclusiveRuns() + environment.conclusiveRuns(),
                    environment.firstFailure());
      } else {
        message = Notes.nothingRan(found.ended());
      }
      throw new SearchException(message, Assessment.inconclusive(session, found, message), null);
    }
  }

  private void refuseOutage(SearchLoop.Found found) {
    var fatal = session.environment().waves().fatal();
    if (fatal != null) {
      String message =
          ("A provider refused for good, so the search stopped at once: %s"
                  + " Mend it and run the same command again; trials.jsonl holds what was tried.")
              .formatted(fatal.getMessage());
      throw new SearchException(
          message, Assessment.inconclusive(session, found.endedBy(Ended.OUTAGE), message), fatal);
    }
  }

  private List<Finalist> validate(List<Finalist> finalists) {
    long left = session.environment().guard().callsLeft();
    validationTasks =
        session.finalPlan().validationTasks(left, session.rounds(0, 0).calls(finalists));
    FinalRounds rounds = session.rounds(validationTasks, 0);
    progress("finalists");
    session.keepTraces(finalists);
    List<Finalist> ranked = rounds.race(finalists);
    for (Baselines.Candidate each : session.baselines()) {
      candidates.add(each);
      baselines.add(new Contender(each.name(), each.graphs(), each.costUnits()));
    }
    rounds.validate(baselines);
    return ranked;
  }

  /** The baseline within the budget that validation prefers; ties to the cheaper. */
  /**
   * Of some baselines the one that did best on validation within the budget, by which it counts.
   */
  private Optional<Contender> best(Predicate<Contender> of) {
    List<Contender> within = new ArrayList<>();
    for (int b = 0; b < baselines.size(); b++) {
      Contender each = baselines.get(b);
      if (of.test(each)
          && candidates.get(b).withinBudget()
          && !each.on(Split.VALIDATION).isEmpty()) {
        within.add(each);
      }
    }
    return within.stream()
        .min(
            Comparator.comparingDouble((Contender each) -> -each.meanReward(Split.VALIDATION))
                .thenComparingDouble(Contender::costUnits));
  }

  private void test(Contender winner, Optional<Contender> bestBaseline) {
    testTasks = session.finalPlan().testTasks(session.environment().guard().callsLeft());
    List<Contender> order = new ArrayList<>();
    order.add(winner);
    bestBaseline.ifPresent(order::add);
    for (Contender each : baselines) {
      if (!order.contains(each)) {
        order.add(each);
      }
    }
    progress("test");
    session.rounds(0, testTasks).test(order, testTasks);
  }

  /** Asks fixed topologies with what validation and test have left. */
  private Optional<FixedBaseline.Best> fixed() {
    FixedBaseline fixed = new FixedBaseline(session, validationTasks, testTasks);
    Optional<FixedBaseline.Best> best = fixed.best();
    best.ifPresent(
        each -> {
          candidates.add(each.candidate());
          baselines.add(each.contender());
        });
    return best;
  }

  private void progress(String phase) {
    session.runtime().listener().note(Notes.phase(phase, validationTasks, testTasks));
  }
}
