package dev.collabgraph.simulated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks of one pool as they truly are: draws a task's latent properties from its id.
 *
 * <p>Difficulty of a task for a model is a weighted sum of three independent standard normal
 * numbers: one shared by all models, one by the model's family, one its own; the weights make it
 * standard normal again. Errors of models so hang together, and less across families.
 *
 * <p>Immutable; safe to share between threads.
 */
final class Landscape {
  // Positions in a task's stream; fixed, since a change would change every task.
  private static final int SHARED = 0;
  private static final int GOLD = 2;
  private static final int DISTRACTORS = 1000;

  private final PoolConstants constants;
  private final List<String> models;
  private final int[] family;
  private final long[] familySeed;
  private final long[] modelSeed;

  Landscape(PoolConstants constants) {
    this.constants = constants;
    this.models = List.copyOf(constants.models().keySet());
    this.family = new int[models.size()];
    this.modelSeed = new long[models.size()];
    Map<String, Integer> families = new LinkedHashMap<>();
    List<Long> seeds = new ArrayList<>();
    for (int m = 0; m < family.length; m++) {
      String name = constants.models().get(models.get(m)).family();
      if (!families.containsKey(name)) {
        families.put(name, seeds.size());
        seeds.add(Mix.of("family " + name));
      }
      family[m] = families.get(name);
      modelSeed[m] = Mix.of("model " + models.get(m));
    }
    this.familySeed = seeds.stream().mapToLong(Long::longValue).toArray();
  }

  /** Names of the pool's models in the order of their indexes. */
  List<String> models() {
    return models;
  }

  /** The task of an id. Costs O(models + distractors). */
  LatentTask task(TaskId id) {
    long hash = id.hash();
    PoolConstants.Tasks tasks = constants.tasks();
    double shared = Mix.gaussian(hash, SHARED);
    double[] ofFamily = new double[familySeed.length];
    for (int f = 0; f < ofFamily.length; f++) {
      ofFamily[f] = Mix.gaussian(Mix.mix(hash, familySeed[f]), 0);
    }
    double weightShared = Math.sqrt(1 - tasks.familyShare() - tasks.modelShare());
    double weightFamily = Math.sqrt(tasks.familyShare());
    double weightModel = Math.sqrt(tasks.modelShare());
    double[] difficulty = new double[models.size()];
    for (int m = 0; m < difficulty.length; m++) {
      difficulty[m] =
          weightShared * shared
              + weightFamily * ofFamily[family[m]]
              + weightModel * Mix.gaussian(Mix.mix(hash, modelSeed[m]), 0);
    }
    return new LatentTask(
        hash,
        difficulty,
        answers(hash, constants.answers(), tasks.distractors()),
        popularity(tasks, shared));
  }

  /** The gold answer of a task; it depends on the kind of answers and on no other constant. */
  static String gold(TaskId id, PoolConstants.Answers kind) {
    return answers(id.hash(), kind, 1)[0];
  }

  private static String[] answers(long hash, PoolConstants.Answers kind, int distractors) {
    String[] answers = new String[distractors + 1];
    if (kind == PoolConstants.Answers.CHOICE) {
      int gold = (int) (Mix.unit(hash, GOLD) * 4);
      int turn = 1 + (int) (Mix.unit(hash, DISTRACTORS) * 3);
      boolean reversed = Mix.unit(hash, DISTRACTORS + 1) < 0.5;
      answers[0] = letter(gold);
      for (int k = 0; k < distractors; k++) {
        int step = (turn - 1 + (reversed ? 2 * k : k)) % 3; // each of 0, 1, 2 once
        answers[k + 1] = letter(gold + 1 + step);
      }
      return answers;
    }
    int gold = 10 + (int) (Mix.unit(hash, GOLD) * 990);
    answers[0] = Integer.toString(gold);
    int position = DISTRACTORS;
    for (int k = 1; k <= distractors; k++) {
      String wrong;
      do {
        int step = 1 + (int) (Mix.unit(hash, position++) * 4 * distractors);
        wrong = Integer.toString(Mix.unit(hash, position++) < 0.5 ? gold - step : gold + step);
      } while (contains(answers, k, wrong));
      answers[k] = wrong;
    }
    return answers;
  }

  private static boolean contains(String[] answers, int count, String wanted) {
    for (int k = 0; k < count; k++) {
      if (answers[k].equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static String letter(int index) {
    return String.valueOf((char) ('A' + index % 4));
  }

  /** Zipf: the k-th distractor has weight k^-skew; hard tasks tempt more to the first. */
  private static double[] popularity(PoolConstants.Tasks tasks, double shared) {
    double skew = Math.max(0, tasks.skew() + tasks.trap() * shared);
    double[] cumulative = new double[tasks.distractors()];
    double sum = 0;
    for (int k = 0; k < cumulative.length; k++) {
      sum += StrictMath.pow(k + 1, -skew);
      cumulative[k] = sum;
    }
    for (int k = 0; k < cumulative.length; k++) {
      cumulative[k] /= sum;
    }
    cumulative[cumulative.length - 1] = 1;
    return cumulative;
  }
}
