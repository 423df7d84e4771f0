package dev.collabgraph.compare;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.candidates.KnownGraphs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The graph to measure regret by: the best of all graphs where a space is small, else the best
 * known, of all layered graphs and everything that any strategy returned. Chosen with other noise
 * than it is then judged by, so that luck in choosing does not raise it.
 */
final class BestKnown {
  /** Spaces with no more graphs are enumerated. */
  static final int MOST_ENUMERATED = 2_000;

  /** Shares of the judge's tasks for each screening, and how many graphs stay after it. */
  private static final double[] SCREENS = {0.05, 0.25, 1};

  private static final int[] KEPT = {300, 50, 12};

  /** So many times the judge's tasks decide. */
  private static final int FINAL = 5;

  private static final long SCREEN_SEED = 1_001;
  private static final long FINAL_SEED = 2_002;

  private final Judge judge;

  BestKnown(Judge judge) {
    this.judge = judge;
  }

  /** A screened space. */
  record Candidates(List<CollaborationGraph> graphs, boolean complete) {}

  /** The most promising graphs of a space, found without any strategy. */
  Candidates screen(SearchSpace space) {
    Optional<List<CollaborationGraph>> all = KnownGraphs.all(space, MOST_ENUMERATED);
    List<CollaborationGraph> graphs = all.orElseGet(() -> KnownGraphs.layered(space));
    for (int i = 0; i < SCREENS.length; i++) {
      if (graphs.size() > KEPT[i]) {
        graphs = best(graphs, KEPT[i], (int) (SCREENS[i] * judge.tasks()), SCREEN_SEED + i);
      }
    }
    return new Candidates(
        graphs.stream().map(CollaborationGraph::canonical).toList(), all.isPresent());
  }

  /** The best of the candidates and of what was returned, by fresh noise on many tasks. */
  CollaborationGraph choose(
      Collection<CollaborationGraph> candidates, Collection<CollaborationGraph> returned) {
    Map<String, CollaborationGraph> pool = new LinkedHashMap<>();
    candidates.forEach(graph -> pool.putIfAbsent(graph.digest(), graph));
    Map<String, CollaborationGraph> others = new LinkedHashMap<>();
    returned.forEach(graph -> others.putIfAbsent(graph.digest(), graph));
    others.values().stream()
        .sorted(
            Comparator.comparingDouble((CollaborationGraph graph) -> -judge.score(graph))
                .thenComparing(CollaborationGraph::digest))
        .limit(KEPT[KEPT.length - 1])
        .forEach(graph -> pool.putIfAbsent(graph.digest(), graph));
    return best(List.copyOf(pool.values()), 1, FINAL * judge.tasks(), FINAL_SEED).get(0);
  }

  private List<CollaborationGraph> best(
      List<CollaborationGraph> graphs, int count, int tasks, long seed) {
    Map<Integer, Double> scores = new ConcurrentHashMap<>();
    IntStream.range(0, graphs.size())
        .parallel()
        .forEach(i -> scores.put(i, judge.mean(graphs.get(i), tasks, seed)));
    List<Integer> order = new ArrayList<>(IntStream.range(0, graphs.size()).boxed().toList());
    order.sort(
        Comparator.comparingDouble((Integer i) -> -scores.get(i))
            .thenComparingInt(Integer::intValue));
    return order.stream().limit(count).map(graphs::get).toList();
  }
}
