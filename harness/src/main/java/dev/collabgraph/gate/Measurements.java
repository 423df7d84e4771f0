package dev.collabgraph.gate;

import dev.collabgraph.stats.Bootstrap;
import dev.collabgraph.stats.Interval;
import dev.collabgraph.stats.Rates;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What an evaluation measures. Means are taken in decimals, so that 17 of 20 keeps a minimum of
 * 0.85. Of accuracy, pass^k, percentiles and numbers of tasks it is also known what they would be
 * had the runs without a score gone badly or well.
 */
final class Measurements {
  private static final long SEED = 20_261_102L;

  /** Digits that are kept; finer than any bound, coarser than what divisions leave over. */
  private static final MathContext DIGITS = new MathContext(20);

  private Measurements() {}

  /** Mean score with its 95 % interval: Wilson for one pass-or-fail run a task, else by task. */
  static Interval accuracy(Evaluation evaluation) {
    double[] means = evaluation.means();
    boolean single =
        evaluation.repeats() == 1
            && Arrays.stream(means).allMatch(m -> Double.isNaN(m) || m == 0 || m == 1);
    if (single) {
      return Rates.wilson(
          (int) Arrays.stream(means).filter(m -> m == 1).count(),
          (int) Arrays.stream(means).filter(m -> !Double.isNaN(m)).count());
    }
    return Bootstrap.mean(means, 0.95, SEED);
  }

  static Observation observeAccuracy(Evaluation evaluation) {
    Interval interval = accuracy(evaluation);
    if (!interval.known()) {
      return noScore(evaluation);
    }
    String bounds =
        interval.bounded()
            ? String.format(
                Locale.ROOT, "95 %% interval %.3f to %.3f, ", interval.low(), interval.high())
            : "";
    return new Observation(
        accuracy(evaluation, Double.NaN),
        accuracy(evaluation, 0),
        accuracy(evaluation, 1),
        "%s%s tasks x %s".formatted(bounds, interval.n(), evaluation.repeats()),
        "");
  }

  /** Mean over tasks of the mean over runs; a run without a score counts {@code missing}. */
  private static BigDecimal accuracy(Evaluation evaluation, double missing) {
    BigDecimal sum = BigDecimal.ZERO;
    int tasks = 0;
    for (TaskOutcome task : evaluation.tasks()) {
      BigDecimal scores = BigDecimal.ZERO;
      int runs = 0;
      for (double outcome : task.outcomes()) {
        double counted = Double.isNaN(outcome) ? missing : outcome;
        if (!Double.isNaN(counted)) {
          scores = scores.add(BigDecimal.valueOf(counted));
          runs++;
        }
      }
      if (runs > 0) {
        sum = sum.add(scores.divide(BigDecimal.valueOf(runs), MathContext.DECIMAL128));
        tasks++;
      }
    }
    return mean(sum, tasks);
  }

  private static BigDecimal mean(BigDecimal sum, int n) {
    return sum.divide(BigDecimal.valueOf(n), MathContext.DECIMAL128).round(DIGITS);
  }

  /**
   * The unbiased estimate of the chance that k runs of a task all pass: C(passes, k) / C(runs, k),
   * mean over tasks.
   */
  static Observation observePassHat(Evaluation evaluation, int k) {
    if (evaluation.repeats() < k) {
      return Observation.unknown(
          "passHat%s needs %s runs of each task, the evaluation has %s"
              .formatted(k, k, evaluation.repeats()),
          "Run: mvn collabgraph:evaluate -Dcollabgraph.repeats=%s -Dcollabgraph.suite=%s"
              .formatted(k, evaluation.suite()));
    }
    BigDecimal known = BigDecimal.ZERO;
    BigDecimal worst = BigDecimal.ZERO;
    BigDecimal best = BigDecimal.ZERO;
    int tasks = 0;
    for (TaskOutcome task : evaluation.tasks()) {
      int runs = evaluation.repeats();
      int unknown = runs - task.conclusive();
      worst = worst.add(passHat(task.passes(), runs, k));
      best = best.add(passHat(task.passes() + unknown, runs, k));
      if (task.conclusive() >= k) {
        known = known.add(passHat(task.passes(), task.conclusive(), k));
        tasks++;
      }
    }
    if (tasks == 0) {
      return noScore(evaluation);
    }
    return new Observation(
        mean(known, tasks),
        mean(worst, evaluation.tasks().size()),
        mean(best, evaluation.tasks().size()),
        "%s tasks x %s".formatted(tasks, evaluation.repeats()),
        "");
  }

  private static BigDecimal passHat(int passes, int runs, int k) {
    BigDecimal chance = BigDecimal.ONE;
    for (int i = 0; i < k; i++) {
      chance =
          chance
              .multiply(BigDecimal.valueOf(Math.max(0, passes - i)))
              .divide(BigDecimal.valueOf(runs - i), MathContext.DECIMAL128);
    }
    return chance;
  }

  /** Mean of a cost over tasks. */
  static Observation observeCost(
      Evaluation evaluation, String name, ToDoubleFunction<TaskOutcome.Cost> cost) {
    BigDecimal sum = BigDecimal.ZERO;
    int tasks = 0;
    for (TaskOutcome task : evaluation.tasks()) {
      double value = cost.applyAsDouble(task.cost());
      if (task.conclusive() == 0) {
        continue;
      }
      if (Double.isNaN(value)) {
        return Observation.unknown(
            "the %s of task \"%s\" are unknown".formatted(name, task.id()),
            switch (name) {
              case "usd" -> "Declare price: {input: ..., output: ...} of every model.";
              case "units" ->
                  "Declare tasks.inputTokens and tasks.outputTokens, or limit declaredUnits instead.";
              default -> "The provider reports no usage; limit declaredUnits instead.";
            });
      }
      sum = sum.add(BigDecimal.valueOf(value));
      tasks++;
    }
    return tasks == 0
        ? noScore(evaluation)
        : Observation.of(mean(sum, tasks), "mean of %s tasks".formatted(tasks));
  }

  static Observation observeLatencyMean(Evaluation evaluation) {
    double[] seconds = latencies(evaluation);
    if (seconds.length == 0) {
      return noScore(evaluation);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (double each : seconds) {
      sum = sum.add(BigDecimal.valueOf(each));
    }
    return Observation.of(mean(sum, seconds.length), "%s runs".formatted(seconds.length));
  }

  /**
   * The smallest latency that at least {@code percentile} % of the runs do not exceed. A run
   * without a score may have been ended for being slow, so at worst it was slower than all others.
   */
  static Observation observeLatency(Evaluation evaluation, int percentile) {
    double[] seconds = latencies(evaluation);
    if (seconds.length == 0) {
      return noScore(evaluation);
    }
    Arrays.sort(seconds);
    int without = evaluation.runs() - seconds.length;
    int rank = rank(percentile, evaluation.runs());
    return new Observation(
        BigDecimal.valueOf(seconds[rank(percentile, seconds.length) - 1]),
        rank > seconds.length ? null : BigDecimal.valueOf(seconds[rank - 1]),
        rank > without ? BigDecimal.valueOf(seconds[rank - without - 1]) : BigDecimal.ZERO,
        "%s runs".formatted(seconds.length),
        "");
  }

  private static int rank(int percentile, int of) {
    return (int) (((long) percentile * of + 99) / 100);
  }

  private static double[] latencies(Evaluation evaluation) {
    return evaluation.tasks().stream()
        .flatMap(task -> task.latencies().stream())
        .filter(latency -> !latency.isNaN())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** Number of tasks with a verdict; those that are inconclusive may have it too. */
  static Observation observeTasks(List<TaskVerdict> verdicts, TaskVerdict.Status status) {
    long having = verdicts.stream().filter(each -> each.status() == status).count();
    long open =
        verdicts.stream().filter(each -> each.status() == TaskVerdict.Status.INCONCLUSIVE).count();
    return count(having, open, verdicts.size());
  }

  static Observation observeBroken(List<TaskVerdict> verdicts) {
    long broken = verdicts.stream().filter(TaskVerdict::broken).count();
    long open =
        verdicts.stream().filter(each -> each.status() == TaskVerdict.Status.INCONCLUSIVE).count();
    return count(broken, open, verdicts.size());
  }

  private static Observation count(long having, long open, int of) {
    return new Observation(
        BigDecimal.valueOf(having),
        BigDecimal.valueOf(having + open),
        BigDecimal.valueOf(having),
        "of %s tasks".formatted(of),
        "");
  }

  private static Observation noScore(Evaluation evaluation) {
    return Observation.unknown(
        "no run gave a score",
        "Run: mvn collabgraph:evaluate -Dcollabgraph.force -Dcollabgraph.suite="
            + evaluation.suite());
  }
}
