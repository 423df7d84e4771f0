package dev.collabgraph.search.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.Trial;
import dev.collabgraph.search.candidates.Moves;
import dev.collabgraph.search.engine.Suites;
import dev.collabgraph.search.score.ScoreBook;
import dev.collabgraph.suite.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackTest {
  @TempDir Path directory;

  @Test
  void namesWhatGoesAlongWithAHighScoreWithAnInterval() {
    SearchSpace space = space();
    Feedback feedback = Feedback.of(book(space), space, List.of());

    Feedback.Effect large = effect(feedback, "model llama-8b");
    Feedback.Effect small = effect(feedback, "model llama-1b");
    assertThat(large.value()).isGreaterThan(small.value());
    assertThat(large.low()).isLessThan(large.value());
    assertThat(large.high()).isGreaterThan(large.value());
    assertThat(feedback.table().stream().mapToInt(Feedback.Cell::graphs).sum())
        .isEqualTo(feedback.graphs().size());
  }

  @Test
  void theTextNamesGraphsEffectsAndTable() {
    SearchSpace space = space();
    String text = FeedbackText.of(Feedback.of(book(space), space, List.of()), 1234);

    assertThat(text)
        .contains(
            "calls spent: 1234", "model llama-8b: +", "width 1, depth 2", "assistant llama-3b")
        .doesNotContain("NaN");
  }

  /** Graphs score 0.2 to 0.6 by their largest model. */
  private static ScoreBook book(SearchSpace space) {
    ScoreBook book = new ScoreBook(Objective.ACCURACY);
    List<CollaborationGraph> graphs =
        new Ladder(space, new Moves.Insights(true, true, true)).all(List.of(2, 1, 0));
    for (int g = 0; g < graphs.size(); g++) {
      CollaborationGraph graph = graphs.get(g);
      boolean large = graph.nodes().stream().anyMatch(node -> "llama-8b".equals(node.model()));
      int[] tasks = new int[30];
      Arrays.setAll(tasks, i -> i);
      int right = large ? 6 : 2;
      double[] scores =
          Arrays.stream(tasks).mapToDouble(task -> task % 10 < right ? 1 : 0).toArray();
      book.add(
          new Trial(
              g,
              Split.SEARCH,
              1,
              new Proposal(graph, "probe", tasks),
              tasks,
              scores,
              new double[30],
              30,
              1,
              1,
              List.of()));
    }
    return book;
  }

  private static Feedback.Effect effect(Feedback feedback, String property) {
    return feedback.effects().stream()
        .filter(each -> each.property().equals(property))
        .findFirst()
        .orElseThrow();
  }

  private SearchSpace space() {
    return Suites.context(directory, Suites.load(directory, Suites.yaml("math", 18), Map.of()))
        .space();
  }
}
