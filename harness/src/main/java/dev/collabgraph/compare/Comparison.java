package dev.collabgraph.compare;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.stats.Interval;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a comparison found. Equal plans give equal comparisons. Scores are shares from 0 to 1,
 * intervals 95 % over seeds, paired by seed where two strategies are compared.
 *
 * @param suite its name
 * @param identity digest of what the searches started from
 * @param metric of the budget
 * @param judged what scores were taken on
 * @param seeds 1 to this number
 * @param entrants in the order of the rows
 * @param budgets one result each, in the order asked
 */
public record Comparison(
    String suite,
    String identity,
    String metric,
    String judged,
    int seeds,
    List<Entrant> entrants,
    List<Budget> budgets) {

  /** Version of the file format. */
  public static final int FORMAT_VERSION = 1;

  /** Cells with less between best-known and random search are shown, not counted. */
  public static final double LEAST_SPREAD = 0.02;

  /** Shares of the best score whose price is reported. */
  public static final List<Double> SHARES = List.of(0.90, 0.95, 0.99);

  public Comparison {
    Objects.requireNonNull(suite, "suite");
    entrants = List.copyOf(entrants);
    budgets = List.copyOf(budgets);
  }

  /**
   * The graph that regret is measured by.
   *
   * @param score by the noise that judges all
   * @param exact whether every graph of the space was looked at
   */
  public record Best(CollaborationGraph graph, double score, boolean exact) {}

  /**
   * All of one budget.
   *
   * @param units budget
   * @param calls cap of each search
   * @param best empty without an oracle
   * @param random mean score of what strategy {@code random} returned
   * @param rows by entrant; the first is the reference
   * @param pairs every two entrants, those of the reference first; Holm's correction over the pairs
   *     of the reference, which carry the claim, and over the others apart
   */
  public record Budget(
      double units,
      long calls,
      Optional<Best> best,
      double random,
      List<Row> rows,
      List<Pair> pairs) {
    public Budget {
      rows = List.copyOf(rows);
      pairs = List.copyOf(pairs);
    }

    /** Whether there is something to find: best-known and random search lie apart. */
    public boolean counted() {
      return best.isPresent() && best.get().score() - random >= LEAST_SPREAD;
    }

    /** The pair of the reference and another. */
    public Optional<Pair> against(String other) {
      return pairs.stream()
          .filter(pair -> pair.first().equals(rows.get(0).label()) && pair.second().equals(other))
          .findFirst();
    }
  }

  /**
   * One entrant at one budget.
   *
   * @param scores by seed
   * @param returned the graphs that have them, canonical
   * @param score their mean
   * @param regret best less score; without value if there is no best
   * @param normalised regret over what random search leaves: 0 is the best, 1 random search
   * @param calls mean logical calls, validation included
   * @param searchCalls those of searching
   * @param width mean width of the graphs returned
   * @param depth mean depth
   * @param reaches by share of the best score
   * @param curve score of the incumbent against calls; empty without an oracle
   */
  public record Row(
      String label,
      List<Double> scores,
      List<CollaborationGraph> returned,
      Interval score,
      Interval regret,
      Interval normalised,
      double calls,
      double searchCalls,
      double width,
      double depth,
      List<Reach> reaches,
      List<Point> curve) {
    public Row {
      scores = List.copyOf(scores);
      returned = List.copyOf(returned);
      reaches = List.copyOf(reaches);
      curve = List.copyOf(curve);
    }
  }

  /**
   * The price of a share of the best score.
   *
   * @param share of the best score
   * @param reached searches whose incumbent, or what they returned, got there
   * @param calls restricted mean: a search that did not get there counts with its whole cap
   * @param ratio the reference's calls over these, restricted means both; the reference's own is 1
   */
  public record Reach(double share, int reached, Interval calls, Interval ratio) {}

  /** Mean score of the incumbents after so many calls, over the searches that had one. */
  public record Point(long calls, Interval score) {}

  /**
   * Two entrants by seed.
   *
   * @param difference first minus second
   * @param p two-sided, Wilcoxon's signed ranks
   * @param holm the same, corrected for the pairs beside it
   */
  public record Pair(String first, String second, Interval difference, double p, double holm) {}
}
