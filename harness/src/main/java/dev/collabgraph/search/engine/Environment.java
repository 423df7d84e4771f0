package dev.collabgraph.search.engine;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.Trial;
import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.TaskSuite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tries graphs on tasks: many at a time, entered into the bill and the archive in the order asked,
 * so that nothing it returns depends on the number of threads. Near a cap it tries only as many
 * runs at a time as are sure to fit. Driven by one thread.
 */
final class Environment implements AutoCloseable {
  private static final int KEPT_FAILURES = 2;

  /**
   * A graph to be tried.
   *
   * @param proposal its task indexes are into the split
   * @param split whose tasks they are
   * @param iteration in which it was asked for, 0 after the search
   * @param replicate which independent repetition of the experiment
   */
  record Job(Proposal proposal, Split split, int replicate, int iteration) {}

  private final TaskSuite suite;
  private final CostTable costs;
  private final Ledger ledger;
  private final SpendGuard guard;
  private final Archive archive;
  private final WaveRunner waves;
  private int firstReplicate;
  private Watcher watcher = (graph, split, trace) -> {};
  private Ended stopped;
  private long conclusiveRuns;
  private long inconclusiveRuns;
  private String firstFailure;

  /**
   * @param firstReplicate added to the replicate of every job: searches a multiple of three apart
   *     share no answer
   */
  Environment(
      TaskSuite suite,
      CostTable costs,
      Ledger ledger,
      SpendGuard guard,
      Archive archive,
      WaveRunner waves,
      int firstReplicate) {
    this.suite = suite;
    this.costs = costs;
    this.ledger = ledger;
    this.guard = guard;
    this.archive = archive;
    this.waves = waves;
    this.firstReplicate = firstReplicate;
  }

  /** Sees every run in the order in which it is entered. */
  interface Watcher {
    /** A run has ended. */
    void saw(CollaborationGraph graph, Split split, Trace trace);
  }

  /** From here on tells a watcher, in place of the one before. */
  void watch(Watcher other) {
    watcher = other;
  }

  /** From here on the answers are those of other replicates. */
  void replicatesFrom(int first) {
    firstReplicate = first;
  }

  /** One run: a job on one of its tasks. */
  private record Unit(int job, CollaborationGraph graph, Task task) {}

  /**
   * Tries graphs in order.
   *
   * @return one trial per job; after a stop, trials may hold fewer tasks or none
   */
  List<Trial> evaluate(List<Job> jobs) {
    List<Unit> units = new ArrayList<>();
    List<Tally> tallies = new ArrayList<>(jobs.size());
    for (int j = 0; j < jobs.size(); j++) {
      Job job = jobs.get(j);
      CollaborationGraph canonical = job.proposal.graph().canonical();
      for (int task : job.proposal.tasks()) {
        units.add(new Unit(j, canonical, suite.tasks(job.split).get(task)));
      }
      tallies.add(new Tally(job));
    }
    int next = 0;
    while (next < units.size() && stopped == null) {
      int end = waveEnd(units, next);
      if (end == next) {
        stopped = Ended.SPEND;
        break;
      }
      List<WaveRunner.Run> runs = new ArrayList<>(end - next);
      for (Unit unit : units.subList(next, end)) {
        Job job = jobs.get(unit.job);
        int replicate = firstReplicate + job.replicate;
        runs.add(new WaveRunner.Run(unit.graph, unit.task, replicate, job.proposal.repeat()));
      }
      WaveRunner.Outcome outcome = waves.run(runs);
      for (int i = 0; i < outcome.traces().size(); i++) {
        Unit unit = units.get(next + i);
        enter(outcome.traces().get(i), tallies.get(unit.job));
        watcher.saw(unit.graph, jobs.get(unit.job).split, outcome.traces().get(i));
      }
      stopped = outcome.stopped().orElse(null);
      next = end;
    }
    List<Trial> trials = new ArrayList<>(jobs.size());
    for (Tally tally : tallies) {
      Trial trial = tally.toTrial(archive.nextNumber());
      archive.append(trial);
      trials.add(trial);
    }
    return trials;
  }

  /** Exclusive end of the longest wave from {@code start} that is sure to fit. */
  private int waveEnd(List<Unit> units, int start) {
    if (!guard.capped()) {
      return units.size();
    }
    SpendGuard.Bound sum = SpendGuard.Bound.ZERO;
    int end = start;
    while (end < units.size()) {
      SpendGuard.Bound grown = sum.plus(guard.bound(units.get(end).graph, units.get(end).task));
      if (!guard.fits(grown)) {
        break;
      }
      sum = grown;
      end++;
    }
    return end;
  }

  private void enter(Trace trace, Tally tally) {
    tally.add(trace, ledger.enter(trace, tally.job.split));
    if (trace.conclusive()) {
      conclusiveRuns++;
    } else {
      inconclusiveRuns++;
      if (firstFailure == null) {
        firstFailure = trace.failure();
      }
    }
  }

  /** Why nothing more will be tried; empty while it may. */
  Optional<Ended> stopped() {
    return Optional.ofNullable(stopped);
  }

  /** Whether runs were tried and not one gave a score. */
  boolean nothingSucceeded() {
    return conclusiveRuns == 0 && inconclusiveRuns > 0;
  }

  /** Runs without a score. */
  long inconclusiveRuns() {
    return inconclusiveRuns;
  }

  /** Runs with one. */
  long conclusiveRuns() {
    return conclusiveRuns;
  }

  /** What the first run without a score died of; null if there is none. */
  String firstFailure() {
    return firstFailure;
  }

  /** After a stop by a cap, lets the next phase begin with what was kept for it. */
  void resume() {
    if (stopped == Ended.SPEND || stopped == Ended.MINUTES) {
      stopped = null;
    }
  }

  WaveRunner waves() {
    return waves;
  }

  SpendGuard guard() {
    return guard;
  }

  Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {
    waves.close();
  }

  /** Collects the runs of one job in order. */
  private final class Tally {
    private final Job job;
    private final double[] scores;
    private final double[] latencies;
    private final List<String> reasons = new ArrayList<>();
    private final List<Trace> failures = new ArrayList<>();
    private boolean explained;
    private int ran;
    private long calls;
    private double measured;

    Tally(Job job) {
      this.job = job;
      int size = job.proposal.tasks().length;
      scores = new double[size];
      latencies = new double[size];
    }

    void add(Trace trace, Ledger.Entry entry) {
      scores[ran] = trace.conclusive() ? trace.score() : Double.NaN;
      latencies[ran] = trace.conclusive() ? trace.latencySeconds() : Double.NaN;
      reasons.add(trace.reason());
      explained |= trace.reason() != null;
      if (trace.conclusive()) {
        measured += entry.measured();
        if (trace.score() == 0 && failures.size() < KEPT_FAILURES) {
          failures.add(trace);
        }
      }
      calls += entry.newCalls();
      ran++;
    }

    Trial toTrial(int number) {
      double[] kept = Arrays.copyOf(scores, ran);
      int conclusive = (int) Arrays.stream(kept).filter(score -> !Double.isNaN(score)).count();
      return new Trial(
          number,
          job.split,
          job.iteration,
          job.proposal,
          Arrays.copyOf(job.proposal.tasks(), ran),
          kept,
          Arrays.copyOf(latencies, ran),
          explained ? reasons : List.of(),
          calls,
          CostTable.units(costs.cost(job.proposal.graph())),
          conclusive == 0 ? Double.NaN : measured / conclusive / costs.unit(),
          failures);
    }
  }
}
