package dev.collabgraph.search.engine;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.engine.FinalRounds.Finalist;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One search as comparisons need it: the strategy on the search split, its finalists raced on
 * validation, no baselines, nothing written, and a record of which graph led after how many calls.
 * The caps of {@code spend} cover searching and validation.
 */
public final class Exploration {
  /**
   * The incumbent of a search: the graph it would have taken to validation first.
   *
   * @param calls logical calls when it led, those of its own trials included
   * @param graph canonical
   */
  public record Step(long calls, CollaborationGraph graph) {}

  /**
   * What came of it.
   *
   * @param space which graphs could be proposed
   * @param returned the graph that won the race of the finalists, canonical
   * @param costUnits its declared cost
   * @param ended why searching stopped
   * @param calls logical calls of searching and validation
   * @param searchCalls those of searching
   * @param steps the incumbents, by rising calls; one entry per change
   * @param testScores of the returned graph, by task of the test split; NaN without a score; empty
   *     if they were not asked for
   */
  public record Outcome(
      SearchSpace space,
      CollaborationGraph returned,
      double costUnits,
      Ended ended,
      long calls,
      long searchCalls,
      List<Step> steps,
      double[] testScores) {
    public Outcome {
      Objects.requireNonNull(returned, "returned");
      steps = List.copyOf(steps);
      testScores = testScores.clone();
    }

    @Override
    public double[] testScores() {
      return testScores.clone();
    }
  }

  private Exploration() {}

  /**
   * Runs one on the calling thread and {@link SearchRuntime#threads} workers.
   *
   * @param replicate 0 or more; each has answers of its own
   * @param test whether the returned graph is asked on the whole test split afterwards, outside the
   *     caps; with the answers of replicate 0 whichever this is, so that equal graphs score alike
   * @throws SearchException if it could not find out: no graph was scored, a provider refused for
   *     good, or it was stopped from outside
   * @throws dev.collabgraph.suite.SuiteException if the suite or a file it names is wrong
   */
  public static Outcome run(
      SuiteDefinition suite, SearchRuntime runtime, int replicate, boolean test) {
    int first = Math.multiplyExact(replicate, FinalRounds.TEST_REPLICATE + 1);
    try (SearchSession session = Sessions.open(suite, runtime, Archive::inMemory, first)) {
      SearchLoop.Found found = session.search();
      refuse(session, found);
      long searchCalls = session.environment().ledger().calls();
      Finalist winner = validated(session, found).get(0);
      refuse(session, found);
      long calls = session.environment().ledger().calls();
      return new Outcome(
          session.setup().space(),
          winner.entry().graph(),
          winner.contender().costUnits(),
          found.ended(),
          calls,
          searchCalls,
          changes(found.leaders()),
          test ? tested(session, winner.contender()) : new double[0]);
    }
  }

  /**
   * The space a suite's search runs in; no call is made unless the suite leaves tokens to be
   * measured.
   *
   * @throws SearchException or {@link dev.collabgraph.suite.SuiteException} as a search would
   */
  public static SearchSpace space(SuiteDefinition suite, SearchRuntime runtime) {
    try (SearchSession session = Sessions.open(suite, runtime, Archive::inMemory, false)) {
      return session.setup().space();
    }
  }

  private static List<Finalist> validated(SearchSession session, SearchLoop.Found found) {
    List<Finalist> chosen =
        FinalRounds.finalists(found.book(), session.setup().settings().search().finalists());
    long left = session.environment().guard().callsLeft();
    int tasks = session.finalPlan().validationTasks(left, session.rounds(0, 0).calls(chosen));
    return session.rounds(tasks, 0).race(chosen);
  }

  private static void refuse(SearchSession session, SearchLoop.Found found) {
    Environment environment = session.environment();
    if (environment.waves().fatal() != null) {
      throw new SearchException(
          "A provider refused for good: " + environment.waves().fatal().getMessage(),
          null,
          environment.waves().fatal());
    }
    if (found.ended() == Ended.SIGNAL
        || environment.stopped().filter(Ended.SIGNAL::equals).isPresent()) {
      throw new SearchException("The search was stopped from outside.", null, null);
    }
    if (found.book().entries().isEmpty()) {
      throw new SearchException(
          environment.firstFailure() == null
              ? Notes.nothingRan(found.ended())
              : "No graph could be scored. The first failure: " + environment.firstFailure(),
          null,
          null);
    }
  }

  private static List<Step> changes(List<SearchLoop.Leader> leaders) {
    List<Step> steps = new java.util.ArrayList<>();
    String last = "";
    for (SearchLoop.Leader leader : leaders) {
      if (!leader.graph().digest().equals(last)) {
        last = leader.graph().digest();
        steps.add(new Step(leader.calls(), leader.graph()));
      }
    }
    return steps;
  }

  private static double[] tested(SearchSession session, Contender contender) {
    int tasks = session.setup().tasks().test().size();
    session.environment().guard().lift();
    session.environment().resume();
    session.environment().replicatesFrom(0);
    session.rounds(0, tasks).test(List.of(contender), tasks);
    double[] scores = new double[tasks];
    Arrays.fill(scores, Double.NaN);
    contender.on(Split.TEST).forEach((task, seen) -> scores[task] = seen.score());
    return scores;
  }
}
