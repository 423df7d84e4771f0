package dev.collabgraph.search.score;

import dev.collabgraph.search.Objective;
import java.util.Comparator;
import java.util.List;

/**
 * The evidence of a book as points of a front, noise shrunken as for a ranking. Public for the
 * sibling packages; not an API.
 */
public final class Front {
  private Front() {}

  /**
   * One point per entry, more is better on every axis. With a front these are its measures, the
   * score shrunken towards the mean of all; else there is one axis, the shrunken reward. What
   * breaks a constraint is worse on every axis than anything that breaks none.
   */
  static double[][] points(Objective objective, List<ScoreBook.Entry> entries) {
    double[][] points = new double[entries.size()][];
    double[] shrunken =
        objective.front() ? ScoreModel.scores(entries) : ScoreModel.effects(entries);
    for (int e = 0; e < points.length; e++) {
      ScoreBook.Entry entry = entries.get(e);
      double penalty =
          1e6 * objective.penalty(entry.meanScore(), entry.meanLatency(), entry.costUnits());
      if (objective.front()) {
        points[e] = new double[objective.pareto().size()];
        for (int i = 0; i < points[e].length; i++) {
          points[e][i] =
              objective.pareto().get(i).gain(shrunken[e], entry.meanLatency(), entry.costUnits())
                  - penalty;
        }
      } else {
        points[e] = new double[] {shrunken[e] - penalty};
      }
    }
    return points;
  }

  /** Graphs by front and crowding, the most wanted first; ties to the cheaper, then the earlier. */
  public static List<ScoreBook.Entry> order(ScoreBook book, Objective objective) {
    List<ScoreBook.Entry> entries = book.entries();
    entries.sort(
        Comparator.comparingDouble(ScoreBook.Entry::costUnits)
            .thenComparingInt(ScoreBook.Entry::firstTrial));
    return NonDominated.order(points(objective, entries)).stream().map(entries::get).toList();
  }
}
