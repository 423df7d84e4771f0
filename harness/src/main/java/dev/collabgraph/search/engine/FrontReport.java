package dev.collabgraph.search.engine;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.search.Measure;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.SearchResult.FrontPoint;
import dev.collabgraph.search.SearchResult.FrontVolume;
import dev.collabgraph.search.SearchResult.ParetoPoint;
import dev.collabgraph.search.candidates.Baselines;
import dev.collabgraph.search.engine.FinalRounds.Finalist;
import dev.collabgraph.search.score.FrontCover;
import dev.collabgraph.search.score.NonDominated;
import dev.collabgraph.suite.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The front of finalists and single-graph baselines on validation, and what it covers. */
final class FrontReport {
  private final SearchSession session;
  private final List<Measure> measures;
  private final List<Contender> searched = new ArrayList<>();
  private final List<Contender> known = new ArrayList<>();

  FrontReport(
      SearchSession session,
      List<Finalist> finalists,
      List<Contender> baselines,
      List<Baselines.Candidate> candidates) {
    this.session = session;
    Objective objective = session.setup().objective();
    this.measures =
        objective.front() ? objective.pareto() : List.of(Measure.ACCURACY, Measure.COST);
    finalists.stream().map(Finalist::contender).forEach(searched::add);
    for (int b = 0; b < baselines.size(); b++) {
      if (candidates.get(b).withinBudget() && baselines.get(b).graphs().size() == 1) {
        known.add(baselines.get(b));
      }
    }
    searched.removeIf(each -> !asked(each));
    known.removeIf(each -> !asked(each));
  }

  private boolean asked(Contender each) {
    return !each.on(Split.VALIDATION).isEmpty()
        && session
            .setup()
            .objective()
            .feasible(
                each.meanScore(Split.VALIDATION),
                each.meanLatency(Split.VALIDATION),
                each.costUnits());
  }

  /** The points nothing dominates, by rising cost; of equal ones the first. */
  List<ParetoPoint> points() {
    List<Contender> all = all();
    all.sort(Comparator.comparingDouble(Contender::costUnits));
    double[][] gains = gains(all);
    int[] ranks = NonDominated.ranks(gains);
    List<ParetoPoint> points = new ArrayList<>();
    List<double[]> taken = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      double[] own = gains[i];
      if (ranks[i] == 0 && taken.stream().noneMatch(other -> java.util.Arrays.equals(other, own))) {
        taken.add(own);
        Contender each = all.get(i);
        points.add(
            new ParetoPoint(
                each.name(),
                each.graphs().get(0).canonical(),
                each.costUnits(),
                each.meanLatency(Split.VALIDATION),
                session.estimates().of(each.scores(Split.VALIDATION))));
      }
    }
    return points;
  }

  private List<Contender> all() {
    List<Contender> all = new ArrayList<>(searched);
    all.addAll(known);
    return all;
  }

  private double[][] gains(List<Contender> contenders) {
    double[][] gains = new double[contenders.size()][measures.size()];
    for (int i = 0; i < gains.length; i++) {
      Contender each = contenders.get(i);
      for (int m = 0; m < measures.size(); m++) {
        gains[i][m] =
            measures
                .get(m)
                .gain(
                    each.meanScore(Split.VALIDATION),
                    each.meanLatency(Split.VALIDATION),
                    each.costUnits());
      }
    }
    return gains;
  }

  /** What the fronts of search and baselines cover. */
  FrontVolume volume() {
    List<FrontPoint> points = new ArrayList<>();
    searched.forEach(each -> points.add(point(each, true)));
    known.forEach(each -> points.add(point(each, false)));
    double budget = CostTable.units(session.setup().space().limit());
    FrontCover cover = FrontCover.of(measures, budget, points);
    return new FrontVolume(measures, cover.searched(), cover.baselines(), points);
  }

  private static FrontPoint point(Contender each, boolean searched) {
    return new FrontPoint(
        each.name(),
        searched,
        each.meanScore(Split.VALIDATION),
        each.costUnits(),
        each.meanLatency(Split.VALIDATION));
  }
}
