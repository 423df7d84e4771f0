package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandscapeTest {
  private static final int COUNT = 20_000;

  private static LatentTask task(String pool, int number) {
    return new Landscape(Pools.load(pool, Map.of())).task(new TaskId(pool, 1, number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"math", "mmlu", "humaneval"})
  void answersOfATaskDiffer(String pool) {
    Landscape landscape = new Landscape(Pools.load(pool, Map.of()));
    for (int number = 0; number < 2000; number++) {
      assertThat(landscape.task(new TaskId(pool, 1, number)).answers()).doesNotHaveDuplicates();
    }
  }

  @Test
  void goldIsThatOfTheReaderWhateverTheConstants() {
    Landscape changed =
        new Landscape(Pools.load("math", Map.of("tasks", Map.of("distractors", 40, "slope", 3.0))));
    for (int number = 0; number < 500; number++) {
      TaskId id = new TaskId("math", 1, number);
      assertThat(Landscape.gold(id, PoolConstants.Answers.NUMERIC))
          .isEqualTo(task("math", number).answers()[0])
          .isEqualTo(changed.task(id).answers()[0]);
    }
  }

  @Test
  void choicesAreTheFourLettersAndEachIsGoldAboutAsOften() {
    Landscape landscape = new Landscape(Pools.load("mmlu", Map.of()));
    int[] gold = new int[4];
    for (int number = 0; number < COUNT; number++) {
      String[] answers = landscape.task(new TaskId("mmlu", 1, number)).answers();
      assertThat(answers).containsExactlyInAnyOrder("A", "B", "C", "D");
      gold[answers[0].charAt(0) - 'A']++;
    }
    // Six standard deviations of a binomial share of 1/4.
    double tolerance = 6 * Math.sqrt(0.25 * 0.75 / COUNT);
    for (int count : gold) {
      assertThat((double) count / COUNT).isCloseTo(0.25, within(tolerance));
    }
  }

  @Test
  void difficultyIsStandardNormalAndSharedAsDeclared() {
    PoolConstants constants = Pools.load("math", Map.of());
    Landscape landscape = new Landscape(constants);
    int a = landscape.models().indexOf("llama-1b");
    int b = landscape.models().indexOf("llama-8b");
    int other = landscape.models().indexOf("sprig-7b");
    double sum = 0;
    double squares = 0;
    double together = 0;
    double across = 0;
    for (int number = 0; number < COUNT; number++) {
      double[] d = landscape.task(new TaskId("math", 1, number)).difficulty();
      sum += d[a];
      squares += d[a] * d[a];
      together += d[a] * d[b];
      across += d[a] * d[other];
    }
    // Six standard errors: 1 / sqrt(n) of a mean, at most sqrt(2 / n) of a second moment.
    double margin = 6 * Math.sqrt(2.0 / COUNT);
    PoolConstants.Tasks tasks = constants.tasks();
    assertThat(sum / COUNT).isCloseTo(0, within(margin));
    assertThat(squares / COUNT).isCloseTo(1, within(margin));
    assertThat(together / COUNT).isCloseTo(1 - tasks.modelShare(), within(margin));
    assertThat(across / COUNT)
        .isCloseTo(1 - tasks.modelShare() - tasks.familyShare(), within(margin));
  }

  @Test
  void distractorsFollowTheirPopularity() {
    LatentTask task = task("math", 3);
    assertThat(task.distractor(0)).isEqualTo(1);
    assertThat(task.distractor(Math.nextDown(1.0))).isEqualTo(task.answers().length - 1);
    for (int k = 1; k < task.answers().length; k++) {
      double below = k == 1 ? 0 : task.popularity()[k - 2];
      assertThat(task.distractor((below + task.popularity()[k - 1]) / 2)).isEqualTo(k);
    }
  }
}
