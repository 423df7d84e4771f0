package dev.collabgraph.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RacingRuleTest {
  private static final double NAN = Double.NaN;

  /** Scores of candidates on tasks of shared difficulty: right if ability beats it, with noise. */
  private static double[][] scores(double[] rates, int tasks, boolean graded, SplittableRandom r) {
    double[][] scores = new double[rates.length][tasks];
    for (int task = 0; task < tasks; task++) {
      double shared = r.nextDouble();
      for (int c = 0; c < rates.length; c++) {
        double own = r.nextInt(2) == 0 ? shared : r.nextDouble(); // marginally uniform
        double right = own < rates[c] ? 1 : 0;
        scores[c][task] = graded ? 0.5 * right + 0.5 * r.nextInt(3) / 2.0 : right;
      }
    }
    return scores;
  }

  private static List<Integer> race(RacingRule rule, double[][] scores) {
    List<Integer> racing = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
    for (int tasks = 1; tasks <= scores[0].length; tasks++) {
      racing.removeAll(rule.dropped(scores, racing, tasks));
    }
    return racing;
  }

  /**
   * The worst case for the best candidate: all are as good. Power: at a true error of 0.10, twice
   * the promise, 600 races give 60 +- 7 losses, 3 standard errors above the limit of 38.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theBestIsLostNoMoreOftenThanAlpha(boolean graded) {
    SplittableRandom random = new SplittableRandom(71);
    RacingRule rule = RacingRule.evenly(60, 4, 0.05);
    double[] equal = {0.6, 0.6, 0.6, 0.6, 0.6, 0.6};
    int lost = 0;
    for (int race = 0; race < 600; race++) {
      lost += race(rule, scores(equal, 60, graded, random)).contains(0) ? 0 : 1;
    }
    assertThat(lost).isLessThanOrEqualTo(38);
  }

  /** Power: 0.85 against 0.45 on 80 tasks; a rule that never drops would keep all of them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void clearlyWorseCandidatesAreDropped(boolean graded) {
    SplittableRandom random = new SplittableRandom(72);
    RacingRule rule = RacingRule.evenly(80, 4, 0.05);
    int left = 0;
    for (int race = 0; race < 100; race++) {
      List<Integer> racing =
          race(rule, scores(new double[] {0.45, 0.85, 0.45, 0.45}, 80, graded, random));
      assertThat(racing).contains(1);
      left += racing.size() - 1;
    }
    assertThat(left).isLessThan(30); // of 300
  }

  @Test
  void nothingIsDroppedAwayFromACheckpoint() {
    double[][] scores = new double[2][40];
    Arrays.fill(scores[0], 1);
    RacingRule rule = new RacingRule(List.of(20, 40), 0.05);
    List<Integer> both = List.of(0, 1);
    assertThat(rule.dropped(scores, both, 19)).isEmpty();
    assertThat(rule.dropped(scores, both, 20)).containsExactly(1);
    assertThat(rule.dropped(scores, List.of(0), 20)).isEmpty();
    assertThat(rule.decidesAt(40)).isTrue();
    assertThat(rule.decidesAt(41)).isFalse();
  }

  @Test
  void laterTasksAndCandidatesOutOfTheRaceAreNotRead() {
    double[][] scores = new double[3][40];
    Arrays.fill(scores[0], 0, 20, 1);
    Arrays.fill(scores[1], 20, 40, 1);
    scores[2] = null;
    RacingRule rule = new RacingRule(List.of(20, 40), 0.05);
    assertThat(rule.dropped(scores, List.of(0, 1), 20)).containsExactly(1);
    assertThat(rule.dropped(scores, List.of(0, 1), 40)).isEmpty();
  }

  @Test
  void theLevelIsSharedByCheckpointsAndOpponents() {
    // 7 to 0 is p = 1/128 one-sided: below 0.05 / 4 but above 0.05 / (4 x 2).
    double[][] scores = new double[3][8];
    Arrays.fill(scores[0], 0, 7, 1);
    Arrays.fill(scores[2], 0, 7, 1);
    RacingRule rule = new RacingRule(List.of(8, 16, 24, 32), 0.05);
    assertThat(rule.dropped(new double[][] {scores[0], scores[1]}, List.of(0, 1), 8))
        .containsExactly(1);
    assertThat(rule.dropped(scores, List.of(0, 1, 2), 8)).isEmpty();
  }

  @Test
  void inconclusiveTasksDecideNothing() {
    double[][] scores = new double[2][20];
    Arrays.fill(scores[0], 1);
    Arrays.fill(scores[1], NAN);
    RacingRule rule = new RacingRule(List.of(20), 0.05);
    assertThat(rule.dropped(scores, List.of(0, 1), 20)).isEmpty();
    Arrays.fill(scores[0], NAN);
    assertThat(rule.dropped(scores, List.of(0, 1), 20)).isEmpty();
  }

  @Test
  void evenCheckpointsEndAtTheLastTask() {
    assertThat(RacingRule.evenly(50, 4, 0.05).checkpoints()).containsExactly(12, 25, 37, 50);
    assertThat(RacingRule.evenly(2, 4, 0.05).checkpoints()).containsExactly(1, 2);
  }

  @Test
  void unusableRulesAreRefused() {
    assertThatThrownBy(() -> new RacingRule(List.of(), 0.05)).hasMessageContaining("no checkpoint");
    assertThatThrownBy(() -> new RacingRule(List.of(5, 5), 0.05)).hasMessageContaining("[5, 5]");
    assertThatThrownBy(() -> new RacingRule(List.of(5), 0)).hasMessageContaining("alpha is 0.0");
    assertThatThrownBy(() -> RacingRule.evenly(0, 1, 0.05)).hasMessageContaining("tasks is 0");
  }
}
