package dev.collabgraph.compare;

import dev.collabgraph.compare.Comparison.Best;
import dev.collabgraph.compare.Comparison.Pair;
import dev.collabgraph.compare.Comparison.Point;
import dev.collabgraph.compare.Comparison.Reach;
import dev.collabgraph.compare.Comparison.Row;
import dev.collabgraph.stats.Bootstrap;
import dev.collabgraph.stats.Holm;
import dev.collabgraph.stats.Interval;
import dev.collabgraph.stats.SignedRank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Turns the searches of one budget into figures. */
final class Contrasts {
  private static final double CONFIDENCE = 0.95;
  private static final long SEED = 1;
  private static final int POINTS = 20;

  private final double units;
  private final long cap;
  private final Map<Entrant, List<CellResult>> rows;
  private final Optional<Best> best;
  private final List<CellResult> reference;
  private final double random;

  /**
   * @param cap calls of each search
   * @param rows by entrant, searches by seed
   */
  Contrasts(double units, long cap, Map<Entrant, List<CellResult>> rows, Optional<Best> best) {
    this.units = units;
    this.cap = cap;
    this.rows = rows;
    this.best = best;
    this.reference = rows.values().iterator().next();
    this.random =
        rows.entrySet().stream()
            .filter(row -> row.getKey().label().equals(Entrant.RANDOM))
            .mapToDouble(row -> mean(row.getValue(), CellResult::score))
            .findFirst()
            .orElse(Double.NaN);
  }

  Comparison.Budget budget() {
    List<Row> all = new ArrayList<>();
    rows.forEach((entrant, results) -> all.add(row(entrant, results)));
    return new Comparison.Budget(units, cap, best, random, all, pairs());
  }

  private Row row(Entrant entrant, List<CellResult> results) {
    double[] scores = scores(results);
    double top = best.map(Best::score).orElse(Double.NaN);
    List<Reach> reaches = new ArrayList<>();
    if (best.isPresent()) {
      for (double share : Comparison.SHARES) {
        reaches.add(reach(results, share));
      }
    }
    return new Row(
        entrant.label(),
        Arrays.stream(scores).boxed().toList(),
        results.stream().map(CellResult::returned).toList(),
        overSeeds(scores),
        interval(scores, score -> top - score),
        interval(scores, score -> top > random ? (top - score) / (top - random) : Double.NaN),
        mean(results, CellResult::calls),
        mean(results, CellResult::searchCalls),
        mean(results, result -> result.returned().width()),
        mean(results, result -> result.returned().depth()),
        reaches,
        best.isPresent() ? curve(results) : List.of());
  }

  private static Interval interval(double[] scores, java.util.function.DoubleUnaryOperator of) {
    return overSeeds(Arrays.stream(scores).map(of).toArray());
  }

  private Reach reach(List<CellResult> results, double share) {
    double[] calls = calls(results, share);
    int reached = (int) results.stream().filter(result -> first(result, share) <= cap).count();
    return new Reach(
        share,
        reached,
        overSeeds(calls),
        Bootstrap.ratio(calls(reference, share), calls, CONFIDENCE, SEED));
  }

  private double[] calls(List<CellResult> results, double share) {
    return results.stream().mapToDouble(result -> Math.min(cap, first(result, share))).toArray();
  }

  /** Calls after which the incumbent first was so good; {@link Long#MAX_VALUE} if it never was. */
  private long first(CellResult result, double share) {
    double enough = share * best.orElseThrow().score();
    for (CellResult.Step step : result.steps()) {
      if (step.score() >= enough) {
        return step.calls();
      }
    }
    return result.score() >= enough ? result.calls() : Long.MAX_VALUE;
  }

  private List<Point> curve(List<CellResult> results) {
    List<Point> curve = new ArrayList<>();
    for (int i = 1; i <= POINTS; i++) {
      long calls = Math.round(cap * (double) i / POINTS);
      double[] scores = results.stream().mapToDouble(each -> after(each, calls)).toArray();
      curve.add(new Point(calls, overSeeds(scores)));
    }
    return curve;
  }

  /** Score of the incumbent after so many calls, at the end of what was returned; NaN if none. */
  private double after(CellResult result, long calls) {
    if (calls >= cap || calls >= result.calls()) {
      return result.score();
    }
    double score = Double.NaN;
    for (CellResult.Step step : result.steps()) {
      if (step.calls() <= calls) {
        score = step.score();
      }
    }
    return score;
  }

  private List<Pair> pairs() {
    List<Entrant> entrants = List.copyOf(rows.keySet());
    List<Pair> plain = new ArrayList<>();
    for (int i = 0; i < entrants.size(); i++) {
      for (int j = i + 1; j < entrants.size(); j++) {
        double[] first = scores(rows.get(entrants.get(i)));
        double[] second = scores(rows.get(entrants.get(j)));
        plain.add(
            new Pair(
                entrants.get(i).label(),
                entrants.get(j).label(),
                difference(first, second),
                SignedRank.pValue(first, second),
                Double.NaN));
      }
    }
    int own = entrants.size() - 1; // the pairs of the reference come first
    double[] p = plain.stream().mapToDouble(Pair::p).toArray();
    double[] holm = Arrays.copyOf(Holm.adjust(Arrays.copyOf(p, own)), p.length);
    double[] rest = Holm.adjust(Arrays.copyOfRange(p, own, p.length));
    System.arraycopy(rest, 0, holm, own, rest.length);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < holm.length; i++) {
      Pair each = plain.get(i);
      pairs.add(new Pair(each.first(), each.second(), each.difference(), each.p(), holm[i]));
    }
    return pairs;
  }

  /**
   * The mean over seeds with its interval, none where every seed gave the same. A value of a seed
   * is a mean over tasks or a number of calls: that n of them agree says nothing about a rate, as
   * it would for n tasks that are each right or wrong.
   */
  static Interval overSeeds(double[] values) {
    return equal(values)
        ? Interval.without(values[0], values.length)
        : Bootstrap.mean(values, CONFIDENCE, SEED);
  }

  /** The mean difference over paired seeds, by the same rule. */
  static Interval difference(double[] first, double[] second) {
    double[] differences = new double[first.length];
    Arrays.setAll(differences, seed -> first[seed] - second[seed]);
    return equal(differences)
        ? Interval.without(differences[0], differences.length)
        : Bootstrap.difference(first, second, CONFIDENCE, SEED);
  }

  private static boolean equal(double[] values) {
    return values.length > 0 && Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  private static double[] scores(List<CellResult> results) {
    return results.stream().mapToDouble(CellResult::score).toArray();
  }

  private static double mean(List<CellResult> results, ToDoubleFunction<CellResult> of) {
    return results.stream().mapToDouble(of).average().orElse(Double.NaN);
  }
}
