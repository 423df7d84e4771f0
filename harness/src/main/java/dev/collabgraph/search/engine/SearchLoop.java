package dev.collabgraph.search.engine;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.search.SearchResult.HistoryPoint;
import dev.collabgraph.search.SearchStrategy;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.score.ScoreBook;
import dev.collabgraph.search.score.ScoreModel;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteDefinition.SearchSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Drives a strategy on the search split: ask, try, tell, until the plan is used up. */
final class SearchLoop {
  /** The replicate all searching shares; validation and test have others. */
  static final int REPLICATE = 0;

  /**
   * What searching found.
   *
   * @param book all evidence
   * @param history after every iteration
   * @param ended why it stopped
   * @param leaders who led after every iteration that left a score
   */
  record Found(ScoreBook book, List<HistoryPoint> history, Ended ended, List<Leader> leaders) {
    Found {
      history = List.copyOf(history);
      leaders = List.copyOf(leaders);
    }

    /** The same, ended otherwise. */
    Found endedBy(Ended other) {
      return new Found(book, history, other, leaders);
    }
  }

  /** The graph that led after so many calls. */
  record Leader(long calls, CollaborationGraph graph) {}

  private final Environment environment;
  private final SearchSpec spec;
  private final Objective objective;
  private final Estimates estimates;
  private final SearchListener listener;
  private final LongSupplier nanoClock;

  SearchLoop(
      Environment environment,
      SearchSpec spec,
      Objective objective,
      Estimates estimates,
      SearchListener listener,
      LongSupplier nanoClock) {
    this.environment = environment;
    this.spec = spec;
    this.objective = objective;
    this.estimates = estimates;
    this.listener = listener;
    this.nanoClock = nanoClock;
  }

  Found run(SearchStrategy strategy) {
    long start = nanoClock.getAsLong();
    ScoreBook book = new ScoreBook(objective);
    List<HistoryPoint> history = new ArrayList<>();
    List<Leader> leaders = new ArrayList<>();
    Ended ended = Ended.ITERATIONS;
    for (int iteration = 1; iteration <= spec.iterations(); iteration++) {
      List<Proposal> batch = strategy.ask(plan(iteration));
      if (batch.isEmpty()) {
        break;
      }
      List<Trial> trials = environment.evaluate(jobs(batch, iteration));
      trials.forEach(book::add);
      strategy.tell(trials);
      book.believe(strategy.beliefs());
      Optional<ScoreModel.Ranked> leader =
          book.byBelief().orElseGet(() -> ScoreModel.rank(book.entries())).stream().findFirst();
      leader.ifPresent(
          each -> leaders.add(new Leader(environment.ledger().calls(), each.entry().graph())));
      report(book, leader, history, batch.get(0).phase(), iteration, start);
      String explanation = strategy.explain();
      if (!explanation.isEmpty()) {
        listener.note(explanation);
      }
      if (environment.stopped().isPresent()) {
        ended = environment.stopped().get();
        break;
      }
      if (environment.nothingSucceeded()) {
        break;
      }
    }
    return new Found(book, history, ended, leaders);
  }

  private SearchStrategy.Plan plan(int iteration) {
    return new SearchStrategy.Plan(
        iteration,
        spec.iterations(),
        environment.ledger().calls(),
        environment.guard().callsAllowed());
  }

  private static List<Environment.Job> jobs(List<Proposal> batch, int iteration) {
    List<Environment.Job> jobs = new ArrayList<>(batch.size());
    for (Proposal proposal : batch) {
      jobs.add(new Environment.Job(proposal, Split.SEARCH, REPLICATE, iteration));
    }
    return jobs;
  }

  private void report(
      ScoreBook book,
      Optional<ScoreModel.Ranked> leader,
      List<HistoryPoint> history,
      String phase,
      int iteration,
      long start) {
    Estimate best = leader.map(each -> estimates.of(each.entry().scores())).orElse(Estimate.NONE);
    double cost = leader.map(each -> each.entry().costUnits()).orElse(Double.NaN);
    long calls = environment.ledger().calls();
    history.add(new HistoryPoint(iteration, phase, book.trials(), calls, best));
    double elapsed = (nanoClock.getAsLong() - start) / 1e9;
    double used = plan(iteration + 1).used();
    listener.iteration(
        new SearchListener.Progress(
            phase,
            iteration,
            spec.iterations(),
            best.score(),
            best.low(),
            best.high(),
            cost,
            calls,
            elapsed,
            used > 0 ? elapsed * (1 - used) / used : Double.NaN));
  }
}
