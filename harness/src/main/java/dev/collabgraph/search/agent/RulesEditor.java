package dev.collabgraph.search.agent;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.candidates.Moves;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Stands in for a language model that rewrites graphs, without any of the three insights: every
 * kind of edit of {@link Moves} is as likely as any other, every model may be brought in. It is
 * told graphs and what was said of them, and holds no memory. Same input, same edits.
 */
final class RulesEditor {
  private static final int CANDIDATES_PER_EDIT = 4;
  private static final int ATTEMPTS_PER_CANDIDATE = 4;

  private final SearchSpace space;
  private final List<Integer> models;

  RulesEditor(SearchSpace space) {
    this.space = space;
    this.models = IntStream.range(0, space.modelCount()).boxed().toList();
  }

  /**
   * Edits of one graph that go the way of a critique.
   *
   * @param critique of the batch before; null if there is none
   * @param taken digests of graphs not to be proposed
   * @return at most {@code count}, fewer if no others turn up
   */
  List<CollaborationGraph> follow(
      CollaborationGraph graph,
      BatchCritique critique,
      int count,
      Set<String> taken,
      RandomGenerator random) {
    List<CollaborationGraph> candidates =
        new ArrayList<>(edits(List.of(graph), CANDIDATES_PER_EDIT * count, taken, random));
    if (critique != null) {
      candidates.sort(
          Comparator.comparingDouble((CollaborationGraph each) -> -critique.agreement(each)));
    }
    return List.copyOf(candidates.subList(0, Math.min(count, candidates.size())));
  }

  /**
   * Edits of several graphs in turn.
   *
   * @param taken digests of graphs not to be proposed
   * @return at most {@code count}, canonical, each once
   */
  List<CollaborationGraph> edits(
      List<CollaborationGraph> graphs, int count, Set<String> taken, RandomGenerator random) {
    Moves moves = new Moves(space, models, new Moves.Insights(true, true, true), random);
    Map<String, CollaborationGraph> found = new LinkedHashMap<>();
    for (int i = 0; found.size() < count && i < ATTEMPTS_PER_CANDIDATE * count; i++) {
      CollaborationGraph edited = moves.neighbour(graphs.get(i % graphs.size()));
      if (edited != null && !taken.contains(edited.digest())) {
        found.putIfAbsent(edited.digest(), edited.canonical());
      }
    }
    return List.copyOf(found.values());
  }
}
