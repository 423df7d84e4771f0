package dev.collabgraph.search.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.search.Objective;
import dev.collabgraph.search.Proposal;
import dev.collabgraph.search.Trial;
import dev.collabgraph.suite.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoreModelTest {

  @Test
  void aGraphThatMetEasyTasksOnlyIsNotAheadForThat() {
    ScoreBook book = new ScoreBook(Objective.ACCURACY);
    // Tasks 0 to 39 are easy, 40 to 79 hard. Graph 1 is right a little more often on both, but
    // graph 2 met only easy ones.
    book.add(trial(0, 1, 0, 80, task -> task < 40 ? 0.9 : 0.3));
    book.add(trial(1, 2, 0, 40, task -> 0.85));
    for (int g = 3; g < 15; g++) {
      book.add(trial(g, g, 0, 80, task -> task < 40 ? 0.8 : 0.2));
    }

    List<ScoreModel.Ranked> ranked = ScoreModel.rank(book.entries());

    assertThat(ranked.get(0).entry().graph().size()).isEqualTo(1);
    assertThat(ranked.get(0).entry().meanScore())
        .as("the raw mean would have preferred the other")
        .isLessThan(ranked.get(1).entry().meanScore());
  }

  @Test
  void fewTasksAreShrunkenMoreThanMany() {
    ScoreBook book = new ScoreBook(Objective.ACCURACY);
    book.add(trial(0, 1, 0, 5, task -> 1.0));
    book.add(trial(1, 2, 0, 100, task -> task % 10 == 0 ? 0.0 : 1.0));
    for (int g = 3; g < 9; g++) {
      int phase = g;
      book.add(trial(g, g, 0, 100, task -> (task + phase) % 2));
    }

    assertThat(ScoreModel.rank(book.entries()).get(0).entry().graph().size()).isEqualTo(2);
  }

  /**
   * Choosing by the model loses less than choosing by the raw mean: 60 equally noisy graphs with
   * true scores 0.5 to 0.6 on 10 tasks each, one on 120. Mean over 200 repetitions; the standard
   * error of the difference is about 0.003.
   */
  @Test
  void choosesBetterThanTheRawMean() {
    SplittableRandom random = new SplittableRandom(11);
    double byModel = 0;
    double byMean = 0;
    for (int repetition = 0; repetition < 200; repetition++) {
      ScoreBook book = new ScoreBook(Objective.ACCURACY);
      double[] truth = new double[62];
      for (int g = 1; g <= 61; g++) {
        truth[g] = g == 61 ? 0.62 : 0.5 + 0.1 * random.nextDouble();
        double own = truth[g];
        book.add(trial(g, g, 0, g == 61 ? 120 : 10, task -> random.nextDouble() < own ? 1.0 : 0.0));
      }
      byModel += truth[ScoreModel.rank(book.entries()).get(0).entry().graph().size()];
      byMean +=
          truth[
              book.entries().stream()
                  .max((a, b) -> Double.compare(a.meanScore(), b.meanScore()))
                  .orElseThrow()
                  .graph()
                  .size()];
    }
    assertThat((byModel - byMean) / 200).isGreaterThan(0.02);
  }

  @Test
  void adjustedMeansTakeTheTasksOut() {
    ScoreBook book = new ScoreBook(Objective.ACCURACY);
    book.add(trial(0, 1, 0, 60, task -> task < 30 ? 1.0 : 0.5));
    book.add(trial(1, 2, 0, 60, task -> task < 30 ? 0.9 : 0.4));
    book.add(trial(2, 3, 0, 60, task -> task < 30 ? 0.8 : 0.3));

    double[] adjusted = ScoreModel.adjust(book.entries()).adjusted();

    assertThat(adjusted[0] - adjusted[1]).isCloseTo(0.1, within(1e-6));
    assertThat(adjusted[1] - adjusted[2]).isCloseTo(0.1, within(1e-6));
  }

  /** The sweeps written out, task by task and graph by graph. */
  @Test
  void effectsHaveTheSameBitsAsTheSweepsWrittenOut() {
    SplittableRandom random = new SplittableRandom(17);
    for (int repetition = 0; repetition < 20; repetition++) {
      ScoreBook book = new ScoreBook(Objective.ACCURACY);
      int graphs = 2 + random.nextInt(12);
      for (int g = 1; g <= graphs; g++) {
        book.add(trial(g, g, random.nextInt(30), 5 + random.nextInt(40), t -> random.nextDouble()));
      }
      List<ScoreBook.Entry> entries = book.entries();

      double[][] first = swept(entries, ScoreModel.GRAPH_PSEUDO_TASKS);
      double[][] second = swept(entries, pseudoTasks(entries, first));
      assertThat(ScoreModel.effects(entries)).containsExactly(second[0]);
    }
  }

  private static double mean(List<ScoreBook.Entry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.observations().stream())
        .mapToDouble(ScoreBook.Observation::reward)
        .average()
        .orElseThrow();
  }

  /** Effects of the graphs, then of the tasks. */
  private static double[][] swept(List<ScoreBook.Entry> entries, double pseudoTasks) {
    double mean = mean(entries);
    double[] ofGraph = new double[entries.size()];
    double[] ofTask = new double[100];
    for (int sweep = 0; sweep < 60; sweep++) {
      for (int task = 0; task < ofTask.length; task++) {
        double sum = 0;
        int count = 0;
        for (int g = 0; g < ofGraph.length; g++) {
          for (ScoreBook.Observation each : entries.get(g).observations()) {
            if (each.task() == task) {
              sum += each.reward() - mean - ofGraph[g];
              count++;
            }
          }
        }
        ofTask[task] = sum / (count + ScoreModel.TASK_PSEUDO_GRAPHS);
      }
      double change = 0;
      for (int g = 0; g < ofGraph.length; g++) {
        double sum = 0;
        for (ScoreBook.Observation each : entries.get(g).observations()) {
          sum += each.reward() - mean - ofTask[each.task()];
        }
        double fitted = sum / (entries.get(g).size() + pseudoTasks);
        change = Math.max(change, Math.abs(fitted - ofGraph[g]));
        ofGraph[g] = fitted;
      }
      if (change < 1e-10) {
        break;
      }
    }
    return new double[][] {ofGraph, ofTask};
  }

  private static double pseudoTasks(List<ScoreBook.Entry> entries, double[][] effects) {
    if (entries.size() < 3) {
      return ScoreModel.GRAPH_PSEUDO_TASKS;
    }
    double mean = mean(entries);
    double squares = 0;
    int rows = 0;
    double[] means = new double[entries.size()];
    for (int g = 0; g < means.length; g++) {
      for (ScoreBook.Observation each : entries.get(g).observations()) {
        double left = each.reward() - mean - effects[1][each.task()];
        means[g] += left;
        squares += (left - effects[0][g]) * (left - effects[0][g]);
        rows++;
      }
      means[g] /= entries.get(g).size();
    }
    double noise = squares / rows;
    double between = 0;
    for (int g = 0; g < means.length; g++) {
      between += means[g] * means[g] - noise / entries.get(g).size();
    }
    between = Math.max(between / means.length, 1e-6);
    return Math.min(300, Math.max(3, noise / between));
  }

  @Test
  void isomorphicGraphsAndRepeatedCallsCountOnce() {
    ScoreBook book = new ScoreBook(Objective.ACCURACY);
    book.add(trial(0, 3, 0, 10, task -> 1.0));
    book.add(trial(1, 3, 5, 10, task -> 1.0));

    assertThat(book.entries()).hasSize(1);
    assertThat(book.entries().get(0).size()).isEqualTo(15);
    assertThat(book.trials()).isEqualTo(2);
  }

  @Test
  void aTrialWithTooFewScoresIsNoEvidence() {
    ScoreBook book = new ScoreBook(Objective.ACCURACY);
    book.add(trial(0, 1, 0, 20, task -> task < 2 ? Double.NaN : 0.0));

    assertThat(book.entries()).isEmpty();
    assertThat(book.trials()).isEqualTo(1);
  }

  private interface Score {
    double of(int task);
  }

  /** A trial of a chain of {@code size} nodes, so that sizes tell graphs apart. */
  private static Trial trial(int number, int size, int from, int count, Score score) {
    List<Node> nodes = new ArrayList<>();
    int[][] predecessors = new int[size][];
    for (int v = 0; v < size; v++) {
      nodes.add(new Node("n" + v, "assistant", "m"));
      predecessors[v] = v == 0 ? new int[0] : new int[] {v - 1};
    }
    int[] tasks = new int[count];
    Arrays.setAll(tasks, i -> from + i);
    double[] scores = Arrays.stream(tasks).mapToDouble(score::of).toArray();
    double[] latencies = new double[count];
    return new Trial(
        number,
        Split.SEARCH,
        1,
        new Proposal(CollaborationGraph.trusted(nodes, predecessors), "sample", tasks),
        tasks,
        scores,
        latencies,
        count,
        size,
        size,
        List.of());
  }
}
