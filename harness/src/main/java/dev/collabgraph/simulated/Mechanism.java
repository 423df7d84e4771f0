package dev.collabgraph.simulated;

import dev.collabgraph.simulated.PoolConstants.ModelConstants;
import dev.collabgraph.simulated.PoolConstants.Reading;
import dev.collabgraph.simulated.PoolConstants.RoleConstants;
import dev.collabgraph.simulated.PoolConstants.Tasks;
import java.util.List;

/**
 * One simulated call, without texts: the only place that decides what a model answers. The client
 * and the evaluator of true accuracies both end here. Formulas and reasons: decision note 0003.
 *
 * <p>Cost: O(inputs + distractors) per call; allocates only for a node with inputs. Immutable; safe
 * to share between threads.
 */
final class Mechanism {
  // Positions in a call's stream; fixed, since a change would change every answer.
  private static final int ATTEMPT = 0;
  private static final int ATTEMPT_WRONG = 1;
  private static final int PICK = 2;
  private static final int SLIP = 3;
  private static final int SLIP_WRONG = 4;
  private static final int LENGTH = 5;

  private final PoolConstants constants;
  private final ModelConstants[] models;
  private final double[] weightOfConfidence = new double[101];

  Mechanism(PoolConstants constants) {
    this.constants = constants;
    this.models = List.copyOf(constants.models().values()).toArray(new ModelConstants[0]);
    for (int percent = 0; percent <= 100; percent++) {
      weightOfConfidence[percent] =
          StrictMath.exp(constants.reading().deference() * percent / 100.0);
    }
  }

  /** The constants of a role; those of the assistant for a role the pool does not list. */
  RoleConstants role(String name) {
    RoleConstants role = constants.roles().get(name);
    return role == null ? constants.roles().get(PoolConstants.DEFAULT_ROLE) : role;
  }

  /** The constants of a model by its index. */
  ModelConstants model(int model) {
    return models[model];
  }

  /** Tokens of the prompt of a node that reads the first {@code count} of {@code inputs}. */
  int promptTokens(long[] inputs, int count) {
    int tokens = (int) Math.rint(constants.inputTokens());
    for (int i = 0; i < count; i++) {
      tokens += Draft.tokens(inputs[i]);
    }
    return tokens;
  }

  /**
   * What a model answers.
   *
   * @param seed of the call: equal seeds and inputs give equal drafts
   * @param inputs drafts in the order of the prompt, of which the first {@code count} are read
   */
  long call(LatentTask task, int model, RoleConstants role, long seed, long[] inputs, int count) {
    double luck = Mix.unit(seed, LENGTH) + Mix.unit(seed, LENGTH + 1) - 1;
    int tokens =
        Math.max(
            1, (int) Math.rint(constants.outputTokens() * (1 + constants.outputSpread() * luck)));
    if (count == 0) {
      double understanding = understanding(task, model, models[model].ability());
      return Draft.of(
          attempt(task, understanding, seed), 0, percent(models[model].confidence()), tokens);
    }
    return read(task, model, role, seed, inputs, count, tokens);
  }

  private long read(
      LatentTask task,
      int model,
      RoleConstants role,
      long seed,
      long[] inputs,
      int count,
      int tokens) {
    Reading reading = constants.reading();
    int revision = 0;
    int load = 0;
    int surest = 0;
    for (int i = 0; i < count; i++) {
      revision = Math.max(revision, Draft.revision(inputs[i]));
      load += Draft.tokens(inputs[i]);
      surest = Math.max(surest, Draft.confidence(inputs[i]));
    }
    double fill = StrictMath.pow(load / models[model].context(), reading.fatiguePower());
    double age = revision * (1 + reading.blur() * fill);
    double gap = surest / 100.0 - models[model].confidence();
    double care =
        StrictMath.pow(reading.fixation(), age) * StrictMath.exp(-reading.awe() * Math.max(0, gap));
    double ideas = care * StrictMath.exp(-reading.awe() * Math.max(0, -gap));
    double able =
        models[model].ability() + role.solve() + role.insight() * ideas - reading.fatigue() * fill;
    double understanding = understanding(task, model, able);
    int own = attempt(task, understanding, seed);
    double ownConfidence =
        Math.min(1, Math.max(0, models[model].confidence() + role.self() - reading.doubt() * fill));

    double[] weight = new double[task.answers().length];
    for (int i = 0; i < count; i++) {
      int answer = Draft.answer(inputs[i]);
      if (answer != Draft.NO_ANSWER) {
        weight[answer] += weightOfConfidence[Draft.confidence(inputs[i])];
      }
    }
    weight[own] += StrictMath.exp(reading.deference() * ownConfidence);
    double checks =
        role.discernment()
            * care
            * sigmoid(
                constants.tasks().slope() * (able - task.difficulty()[model]) + reading.verify());
    int picked = pick(weight, reading.plurality(), StrictMath.exp(checks), Mix.unit(seed, PICK));

    double slip = role.slip() * (1 + reading.drift() * age) * (1 - understanding);
    boolean spoilt = Mix.unit(seed, SLIP) < -StrictMath.expm1(-slip);
    int confidence = percent(ownConfidence);
    if (spoilt) {
      picked = task.distractor(Mix.unit(seed, SLIP_WRONG));
    } else {
      if (picked != own) {
        confidence = 0;
      }
      for (int i = 0; i < count; i++) {
        if (Draft.answer(inputs[i]) == picked) {
          confidence = Math.max(confidence, Draft.confidence(inputs[i]));
        }
      }
    }
    return Draft.of(picked, revision + 1, confidence, tokens);
  }

  /** Chance to solve a task by understanding it: sigmoid(slope x (ability - difficulty)). */
  private double understanding(LatentTask task, int model, double ability) {
    return sigmoid(constants.tasks().slope() * (ability - task.difficulty()[model]));
  }

  private int attempt(LatentTask task, double understanding, long seed) {
    Tasks tasks = constants.tasks();
    double right = tasks.guess() + (1 - tasks.guess()) * understanding;
    return Mix.unit(seed, ATTEMPT) < right ? 0 : task.distractor(Mix.unit(seed, ATTEMPT_WRONG));
  }

  /** Draws an answer in proportion to weight^plurality, the right one favoured by a factor. */
  private static int pick(double[] weight, double plurality, double favour, double u) {
    double largest = 0;
    for (double w : weight) {
      largest = Math.max(largest, w);
    }
    double sum = 0;
    for (int k = 0; k < weight.length; k++) {
      if (weight[k] > 0) {
        weight[k] = StrictMath.pow(weight[k] / largest, plurality) * (k == 0 ? favour : 1);
        sum += weight[k];
      }
    }
    double rest = u * sum;
    int last = 0;
    for (int k = 0; k < weight.length; k++) {
      if (weight[k] > 0) {
        last = k;
        rest -= weight[k];
        if (rest < 0) {
          return k;
        }
      }
    }
    return last;
  }

  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static int percent(double confidence) {
    return (int) Math.rint(100 * confidence);
  }
}
