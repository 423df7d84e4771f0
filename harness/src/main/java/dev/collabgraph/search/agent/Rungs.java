package dev.collabgraph.search.agent;

import dev.collabgraph.graph.CollaborationGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses from a {@link Ladder} what to try next: the graphs from which most improvement over the
 * best so far is expected. Within a batch each choice is taken as if it had been tried already, so
 * that a batch does not ask the same question eight times.
 *
 * <p>Source: expected improvement, Jones, Schonlau, Welch 1998; batches by "kriging believer",
 * Ginsbourger, Le Riche, Carraro 2010. Not thread-safe.
 */
final class Rungs {
  /** So many of the best by themselves are looked at again for every place of a batch. */
  private static final int SHORTLIST = 64;

  private static final double ROOT_TWO_PI = 2.5066282746310002;

  private record Rung(CollaborationGraph graph, double[] features, double hope) {}

  private final List<CollaborationGraph> ladder;
  private final GraphFeatures features;

  /** Looked up by digest only. */
  private final Map<String, double[]> known = new HashMap<>();

  Rungs(List<CollaborationGraph> ladder, GraphFeatures features) {
    this.ladder = List.copyOf(ladder);
    this.features = features;
  }

  /**
   * The next batch, the most promising first.
   *
   * @param tasks on which they will be tried
   * @return at most {@code count}, none of them tried
   */
  List<CollaborationGraph> next(Feedback feedback, Surrogate surrogate, int count, int tasks) {
    Set<String> tried = new HashSet<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Feedback.Graph graph : feedback.graphs()) {
      tried.add(graph.entry().graph().digest());
      best = Math.max(best, surrogate.guess(graph.features()).mean());
    }
    List<Rung> open = new ArrayList<>();
    for (CollaborationGraph graph : ladder) {
      if (!tried.contains(graph.digest())) {
        double[] of = known.computeIfAbsent(graph.digest(), digest -> features.of(graph));
        open.add(new Rung(graph, of, improvement(surrogate.guess(of), best)));
      }
    }
    open.sort(Comparator.comparingDouble((Rung rung) -> -rung.hope));
    List<Rung> near = new ArrayList<>(open.subList(0, Math.min(SHORTLIST, open.size())));
    List<CollaborationGraph> chosen = new ArrayList<>();
    Surrogate imagined = surrogate;
    while (chosen.size() < count && !near.isEmpty()) {
      Rung top = top(near, imagined, best);
      near.remove(top);
      chosen.add(top.graph);
      imagined = imagined.imagining(top.features, tasks, feedback.noise());
    }
    return chosen;
  }

  /** Ties to the one that stood before, that is, to the smaller graph. */
  private static Rung top(List<Rung> near, Surrogate surrogate, double best) {
    Rung top = near.get(0);
    double most = Double.NEGATIVE_INFINITY;
    for (Rung rung : near) {
      double improvement = improvement(surrogate.guess(rung.features), best);
      if (improvement > most) {
        most = improvement;
        top = rung;
      }
    }
    return top;
  }

  /** Mean of what a graph may turn out better than the best, nothing if it is not. */
  static double improvement(Surrogate.Guess guess, double best) {
    double z = (guess.mean() - best) / guess.deviation();
    return guess.deviation() * (z * cdf(z) + StrictMath.exp(-0.5 * z * z) / ROOT_TWO_PI);
  }

  /** The normal distribution function by its logistic approximation, within 0.0002. */
  private static double cdf(double z) {
    return 1 / (1 + StrictMath.exp(-1.5976 * z - 0.07056 * z * z * z));
  }
}
