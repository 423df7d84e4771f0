package dev.collabgraph.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.simulated.PoolConstants.ModelConstants;
import dev.collabgraph.simulated.PoolConstants.Reading;
import dev.collabgraph.simulated.PoolConstants.RoleConstants;
import dev.collabgraph.simulated.PoolConstants.Tasks;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frequencies of simulated calls against the formulas of decision note 0003, written out again here
 * as probabilities. Tolerance: 5 standard errors, a false alarm in 1.7 million; an error of 0.02 in
 * a probability lies 5.6 or more of them out, so one case catches it in most runs and the dozens of
 * cases together nearly always.
 */
class MechanismTest {
  private static final int DRAWS = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"math", "mmlu", "humaneval"})
  void readersAreRightAsOftenAsTheFormulasSay(String pool) {
    PoolConstants constants = Pools.load(pool, Map.of());
    Landscape landscape = new Landscape(constants);
    Mechanism mechanism = new Mechanism(constants);
    SplittableRandom random = new SplittableRandom(12);
    for (int round = 0; round < 40; round++) {
      LatentTask task = landscape.task(new TaskId(pool, 1, round));
      int model = random.nextInt(landscape.models().size());
      RoleConstants role = mechanism.role(round % 2 == 0 ? "assistant" : "fuser");
      long[] inputs = inputs(task, random);
      int right = 0;
      for (int draw = 0; draw < DRAWS; draw++) {
        long draft = mechanism.call(task, model, role, Mix.mix(round, draw), inputs, inputs.length);
        right += Draft.answer(draft) == 0 ? 1 : 0;
      }
      double expected = right(constants, task, mechanism.model(model), model, role, inputs);
      double tolerance = 5 * Math.sqrt(expected * (1 - expected) / DRAWS) + 1e-9;
      assertThat((double) right / DRAWS)
          .as("round %d", round)
          .isCloseTo(expected, within(tolerance));
    }
  }

  private static long[] inputs(LatentTask task, SplittableRandom random) {
    long[] inputs = new long[1 + random.nextInt(6)];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] =
          random.nextInt(8) == 0
              ? Draft.unreadable(200)
              : Draft.of(
                  random.nextInt(Math.min(4, task.answers().length)),
                  random.nextInt(3),
                  30 + random.nextInt(35),
                  100 + random.nextInt(300));
    }
    return inputs;
  }

  /** Slow and obvious: sums over what the own attempt may be. */
  private static double right(
      PoolConstants constants,
      LatentTask task,
      ModelConstants model,
      int index,
      RoleConstants role,
      long[] inputs) {
    Reading reading = constants.reading();
    Tasks tasks = constants.tasks();
    double tokens = 0;
    double revision = 0;
    double surest = 0;
    for (long input : inputs) {
      tokens += Draft.tokens(input);
      revision = Math.max(revision, Draft.revision(input));
      surest = Math.max(surest, Draft.confidence(input) / 100.0);
    }
    double fill = Math.pow(tokens / model.context(), reading.fatiguePower());
    double age = revision * (1 + reading.blur() * fill);
    double gap = surest - model.confidence();
    double care = Math.pow(reading.fixation(), age) * Math.exp(-reading.awe() * Math.max(0, gap));
    double able =
        model.ability()
            + role.solve()
            + role.insight() * care * Math.exp(-reading.awe() * Math.max(0, -gap))
            - reading.fatigue() * fill;
    double logit = tasks.slope() * (able - task.difficulty()[index]);
    double understanding = 1 / (1 + Math.exp(-logit));
    double solved = tasks.guess() + (1 - tasks.guess()) * understanding;
    double check = Math.exp(role.discernment() * care / (1 + Math.exp(-logit - reading.verify())));
    double ownVoice =
        Math.exp(
            reading.deference()
                * Math.min(
                    1, Math.max(0, model.confidence() + role.self() - reading.doubt() * fill)));
    double slip = 1 - Math.exp(-role.slip() * (1 + reading.drift() * age) * (1 - understanding));
    double sum = 0;
    for (int own = 0; own < task.answers().length; own++) {
      double chance =
          own == 0
              ? solved
              : (1 - solved)
                  * (task.popularity()[own - 1] - (own == 1 ? 0 : task.popularity()[own - 2]));
      double[] mass = new double[task.answers().length];
      mass[own] += ownVoice;
      for (long input : inputs) {
        if (Draft.answer(input) != Draft.NO_ANSWER) {
          mass[Draft.answer(input)] +=
              Math.exp(reading.deference() * Draft.confidence(input) / 100.0);
        }
      }
      double all = 0;
      for (int k = 0; k < mass.length; k++) {
        mass[k] = Math.pow(mass[k], reading.plurality()) * (k == 0 ? check : 1);
        all += mass[k];
      }
      sum += chance * mass[0] / all;
    }
    return sum * (1 - slip);
  }

  @Test
  void leavesOfEveryRoleAreAlike() {
    PoolConstants constants = Pools.load("math", Map.of());
    Mechanism mechanism = new Mechanism(constants);
    LatentTask task = new Landscape(constants).task(new TaskId("math", 1, 0));
    for (long seed = 0; seed < 200; seed++) {
      assertThat(mechanism.call(task, 1, mechanism.role("fuser"), seed, new long[0], 0))
          .isEqualTo(mechanism.call(task, 1, mechanism.role("assistant"), seed, new long[0], 0));
    }
  }

  @Test
  void unlistedRoleActsAsAssistant() {
    Mechanism mechanism = new Mechanism(Pools.load("math", Map.of()));
    assertThat(mechanism.role("critic")).isEqualTo(mechanism.role("assistant"));
    assertThat(mechanism.role("fuser")).isNotEqualTo(mechanism.role("assistant"));
  }

  @Test
  void outputTokensKeepTheirMeanAndRange() {
    PoolConstants constants = Pools.load("math", Map.of());
    Mechanism mechanism = new Mechanism(constants);
    LatentTask task = new Landscape(constants).task(new TaskId("math", 1, 0));
    double sum = 0;
    for (long seed = 0; seed < DRAWS; seed++) {
      int tokens =
          Draft.tokens(mechanism.call(task, 0, mechanism.role("assistant"), seed, new long[0], 0));
      assertThat(tokens).isBetween(137, 413);
      sum += tokens;
    }
    // A triangular distribution on 275 (1 +- 0.5) has deviation 275 x 0.5 / sqrt(6) = 56.
    assertThat(sum / DRAWS).isCloseTo(275, within(6 * 56 / Math.sqrt(DRAWS)));
  }
}
