package dev.collabgraph.search;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.llm.ProviderStatistics;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a search found, as {@code result.json} holds it. Equal settings, answers and seed give equal
 * results but for {@link #run}. Immutable.
 *
 * @param suite name of the suite
 * @param engine name and version of the engine
 * @param settings as resolved
 * @param digests of the settings and the tasks
 * @param status whether there is a winner with a score
 * @param ended why the search stopped
 * @param verdict what to make of it
 * @param winner null exactly when inconclusive
 * @param baselines what the same budget buys without a search, in a fixed order
 * @param pareto graphs no other evaluated finalist or baseline beats on all measures of the front
 *     (score and cost if the objective is one number), by rising cost, on validation
 * @param history best score so far after every iteration, on the search split (optimistic)
 * @param bill what the search would have cost from an empty cache
 * @param run what may differ between equal runs
 * @param front how much the front covers, against that of the baselines
 */
public record SearchResult(
    String suite,
    String engine,
    SearchSettings settings,
    Digests digests,
    Status status,
    Ended ended,
    Verdict verdict,
    Winner winner,
    List<Baseline> baselines,
    List<ParetoPoint> pareto,
    List<HistoryPoint> history,
    Bill bill,
    Run run,
    FrontVolume front) {

  /** Version of the file format. */
  public static final int FORMAT_VERSION = 1;

  public SearchResult {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(digests, "digests");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(ended, "ended");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(bill, "bill");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(front, "front");
    baselines = List.copyOf(baselines);
    pareto = List.copyOf(pareto);
    history = List.copyOf(history);
    if ((winner == null) != (status == Status.INCONCLUSIVE)) {
      throw new IllegalArgumentException("A result has a winner exactly if it is conclusive.");
    }
  }

  /** Whether the test split was asked. */
  public boolean tested() {
    return winner != null && winner.test().n() > 0;
  }

  /** The same with a count of the uses of the test split. */
  public SearchResult withTestUses(long uses) {
    return new SearchResult(
        suite,
        engine,
        settings,
        digests,
        status,
        ended,
        verdict,
        winner,
        baselines,
        pareto,
        history,
        bill,
        run.withTestUses(uses),
        front);
  }

  /** Whether there is a winner with a score. */
  public enum Status {
    OK,
    INCONCLUSIVE
  }

  /** Why a search stopped. */
  public enum Ended {
    /** All planned iterations ran, or the strategy had nothing left to ask. */
    ITERATIONS,
    /** The next graph could have gone over a cap on calls or dollars. */
    SPEND,
    /** The cap on minutes. Only resumable, not reproducible. */
    MINUTES,
    /** Cancelled from outside. Only resumable, not reproducible. */
    SIGNAL,
    /** A provider refused for good. Only resumable, not reproducible. */
    OUTAGE
  }

  /**
   * Hex SHA-256 of what went in.
   *
   * @param tasks of the tasks' content and their split
   * @param test of the tasks of the test split
   * @param files of the data by path as declared; of a folder, of its files' digests
   */
  public record Digests(
      String settings, String tasks, String test, SortedMap<String, String> files) {
    public Digests {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
  }

  /**
   * A mean with its 95 % interval.
   *
   * @param score 0 to 1; NaN if {@code n} is 0
   * @param low lower end; NaN if {@code n} is too small
   * @param high upper end; NaN if {@code n} is too small
   * @param n number of conclusive tasks
   */
  public record Estimate(double score, double low, double high, int n) {
    /** No task at all. */
    public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN, 0);
  }

  /** A difference of means with its 95 % interval; NaN where it cannot be known. */
  public record Difference(double value, double low, double high) {
    /** Unknown. */
    public static final Difference NONE = new Difference(Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * What to make of the result.
   *
   * @param text one or two sentences
   * @param doubts what speaks against trusting the numbers, the gravest first
   * @param beatsBestBaseline whether the lower end of the difference is above 0
   * @param bestBaseline name of the baseline compared with, chosen on validation; null if none
   * @param difference winner minus best baseline, paired by task, on the test split, or on
   *     validation if there is no test split
   * @param test by which winner and best baseline were told apart: {@code mcnemar} for right and
   *     wrong, {@code wilcoxon} for graded scores; null without a baseline
   * @param pValue of that test, two-sided; NaN without one
   */
  public record Verdict(
      String text,
      List<String> doubts,
      boolean beatsBestBaseline,
      String bestBaseline,
      Difference difference,
      String test,
      double pValue) {
    public Verdict {
      doubts = List.copyOf(doubts);
    }

    /** A verdict without a test. */
    public Verdict(
        String text,
        List<String> doubts,
        boolean beatsBestBaseline,
        String bestBaseline,
        Difference difference) {
      this(text, doubts, beatsBestBaseline, bestBaseline, difference, null, Double.NaN);
    }
  }

  /**
   * The graph returned.
   *
   * @param graph in canonical form
   * @param costUnits its declared cost, never above the budget
   * @param measuredUnits the same from the tokens counted on the test (or validation) split; NaN if
   *     usage is unknown
   * @param search on the search split: optimistic
   * @param validation fresh answers
   * @param test fresh answers, asked once
   * @param latencySeconds mean longest path of node service times
   */
  public record Winner(
      CollaborationGraph graph,
      double costUnits,
      double measuredUnits,
      Estimate search,
      Estimate validation,
      Estimate test,
      double latencySeconds) {

    /** Size of the largest level. */
    public int width() {
      return graph.width();
    }

    /** Number of levels. */
    public int depth() {
      return graph.depth();
    }
  }

  /** Kinds of baselines. */
  public enum BaselineKind {
    SINGLE("single"),
    SELF_CONSISTENCY("self-consistency"),
    BEST_OF_N("best-of-n"),
    FIXED("fixed"),
    RANDOM("random");

    private final String id;

    BaselineKind(String id) {
      this.id = id;
    }

    /** Name in files. */
    public String id() {
      return id;
    }
  }

  /**
   * What the same budget buys without a search.
   *
   * @param name unique among the baselines
   * @param kind of it
   * @param costUnits declared cost; for random graphs the mean
   * @param withinBudget whether it may be compared at all
   */
  public record Baseline(
      String name,
      BaselineKind kind,
      double costUnits,
      boolean withinBudget,
      Estimate validation,
      Estimate test) {}

  /**
   * Hypervolume of fronts on validation: the share, 0 to 1, of the box between the worst (score 0,
   * the whole budget, the longest latency of all that were asked) and the best (score 1, no cost,
   * no latency) that a front dominates.
   *
   * @param measures axes of the box
   * @param searched of the finalists; NaN if none was asked
   * @param baselines of the baselines within the budget; NaN if none was asked
   * @param points all that were asked, dominated or not: the finalists, then the baselines
   */
  public record FrontVolume(
      List<Measure> measures, double searched, double baselines, List<FrontPoint> points) {
    /** Nothing was measured. */
    public static final FrontVolume NONE =
        new FrontVolume(List.of(), Double.NaN, Double.NaN, List.of());

    public FrontVolume {
      measures = List.copyOf(measures);
      points = List.copyOf(points);
    }
  }

  /**
   * What was seen of a graph on validation.
   *
   * @param searched whether the search found it; else it is a baseline
   * @param score mean, 0 to 1
   */
  public record FrontPoint(
      String name, boolean searched, double score, double costUnits, double latencySeconds) {}

  /** A point of the front: score on validation against cost and latency. */
  public record ParetoPoint(
      String name,
      CollaborationGraph graph,
      double costUnits,
      double latencySeconds,
      Estimate validation) {}

  /**
   * State after an iteration.
   *
   * @param iteration from 1
   * @param phase what the strategy was doing
   * @param evaluations graphs evaluated so far
   * @param calls logical calls so far
   * @param best of the graph that leads on the search split: optimistic
   */
  public record HistoryPoint(
      int iteration, String phase, int evaluations, long calls, Estimate best) {}

  /**
   * What a search would have cost from an empty cache.
   *
   * @param calls distinct calls, all splits and the agent included
   * @param searchCalls those made while searching
   * @param validationCalls those made to choose among finalists and baselines
   * @param testCalls those made on the test split
   * @param inputTokens -1 if any call did not report usage
   * @param outputTokens -1 if any call did not report usage
   * @param flops NaN if unknown
   * @param usd NaN if unknown, which is never 0
   * @param agent what of this was the agent's
   * @param sharedCalls calls that graphs had in common and that were paid once
   * @param breakEvenQueries queries after which the search is paid for against the best baseline,
   *     in the metric of the budget; NaN if never or unknown
   */
  public record Bill(
      long calls,
      long searchCalls,
      long validationCalls,
      long testCalls,
      long inputTokens,
      long outputTokens,
      double flops,
      double usd,
      Agent agent,
      long sharedCalls,
      double breakEvenQueries) {}

  /**
   * The part of the bill that a language model as agent ran up; all 0 with rules.
   *
   * @param calls failed ones included
   * @param inputTokens -1 if any call did not report usage
   * @param outputTokens -1 if any call did not report usage
   * @param flops NaN if unknown
   * @param usd NaN if unknown
   * @param exchanges every question with what became of it, also in {@code agent.jsonl}
   */
  public record Agent(
      long calls,
      long inputTokens,
      long outputTokens,
      double flops,
      double usd,
      List<Advisor.Exchange> exchanges) {

    /** No call at all. */
    public static final Agent NONE = new Agent(0, 0, 0, 0, 0, List.of());

    public Agent {
      exchanges = List.copyOf(exchanges);
    }
  }

  /**
   * What may differ between equal runs.
   *
   * @param paidCalls calls that went to a provider
   * @param cacheHits calls answered from a cache
   * @param retries attempts beyond the first
   * @param failures runs of a graph on a task without a score
   * @param seconds wall time, that before a kill included
   * @param threads workers
   * @param java version of the runtime
   * @param testUses how often searches and evaluations of this project asked the test split, this
   *     one included; {@link TestUses#UNKNOWN} if nobody counts
   * @param resumedCalls answers of a killed search that this one went on with, not paid again
   * @param providers what each provider's client did in this process, by provider id
   * @param scoring what verdicts depended on beside suite and answers, such as how programs were
   *     confined; empty for most scorers
   */
  public record Run(
      long paidCalls,
      long cacheHits,
      long retries,
      long failures,
      double seconds,
      int threads,
      String java,
      long testUses,
      long resumedCalls,
      SortedMap<String, ProviderStatistics> providers,
      Map<String, String> scoring) {
    public Run {
      providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
      scoring = Collections.unmodifiableMap(new TreeMap<>(scoring));
    }

    /** The same with a count of the uses of the test split. */
    public Run withTestUses(long uses) {
      return new Run(
          paidCalls,
          cacheHits,
          retries,
          failures,
          seconds,
          threads,
          java,
          uses,
          resumedCalls,
          providers,
          scoring);
    }

    /** A run that resumed nothing, of providers and a test split that nobody counted. */
    public Run(
        long paidCalls,
        long cacheHits,
        long retries,
        long failures,
        double seconds,
        int threads,
        String java) {
      this(
          paidCalls,
          cacheHits,
          retries,
          failures,
          seconds,
          threads,
          java,
          TestUses.UNKNOWN,
          0,
          new TreeMap<>(),
          Map.of());
    }
  }
}
