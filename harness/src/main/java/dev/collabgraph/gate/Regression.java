package dev.collabgraph.gate;

import dev.collabgraph.stats.Bootstrap;
import dev.collabgraph.stats.Interval;
import dev.collabgraph.stats.Rates;
import java.util.HashMap;
import java.util.Map;

/**
 * An evaluation against the baseline: the difference new minus blessed, paired by task. A task's
 * value is the mean of its repeats; a task counts if both sides know it with the same content and
 * have a score for it.
 *
 * @param points mean difference with its 95 % interval, in points of accuracy; each end errs with
 *     2.5 %
 * @param paired tasks that both sides know with the same content
 * @param outcome of the comparison
 * @param enough number of tasks whose interval would be narrow enough; 0 unless inconclusive
 */
public record Regression(Interval points, int paired, Outcome outcome, long enough) {
  private static final double CONFIDENCE = 0.95;
  private static final long SEED = 20_261_101L;
  private static final double NORMAL_975 = 1.959963984540054;

  /** What a comparison says. */
  public enum Outcome {
    /** Not worse by the rule. */
    HOLDS,
    /** The whole interval lies below minus the margin. */
    WORSE,
    /** Mode notInferior: the interval is narrow enough and still reaches below minus the margin. */
    NOT_SHOWN,
    /** The interval is too wide to tell. */
    INCONCLUSIVE
  }

  /** Compares. */
  public static Regression of(Evaluation now, Evaluation blessed, RegressionRule rule) {
    Map<String, TaskOutcome> before = byId(blessed);
    double[] fresh = new double[now.tasks().size()];
    double[] old = new double[fresh.length];
    int paired = 0;
    for (int i = 0; i < fresh.length; i++) {
      TaskOutcome task = now.tasks().get(i);
      TaskOutcome other = before.get(task.id());
      boolean same = other != null && other.digest().equals(task.digest());
      paired += same ? 1 : 0;
      fresh[i] = task.mean();
      old[i] = same ? other.mean() : Double.NaN;
    }
    return judge(difference(fresh, old), paired, rule);
  }

  /** In points. */
  private static Interval difference(double[] fresh, double[] old) {
    Interval share = Bootstrap.difference(fresh, old, CONFIDENCE, SEED);
    if (share.known() && !share.bounded() && share.n() >= Bootstrap.FEWEST) {
      share = allAlike(share.value(), share.n());
    }
    return new Interval(100 * share.value(), 100 * share.low(), 100 * share.high(), share.n());
  }

  /**
   * Every task differs by the same amount, so resampling sees no spread. With n of n tasks alike,
   * the share of such tasks is at least the exact lower bound; the others may differ by 1 either
   * way.
   */
  private static Interval allAlike(double value, int n) {
    double share = Rates.clopperPearson(n, n, CONFIDENCE).low();
    return new Interval(value, share * value - (1 - share), share * value + (1 - share), n);
  }

  private static Regression judge(Interval points, int paired, RegressionRule rule) {
    double margin = rule.marginPoints().doubleValue();
    double detect = rule.detectPoints().doubleValue();
    if (!points.bounded()) {
      long enough = (long) Math.ceil(Math.pow(100 * NORMAL_975 / detect, 2));
      return new Regression(points, paired, Outcome.INCONCLUSIVE, enough);
    }
    if (points.below(-margin)) {
      return new Regression(points, paired, Outcome.WORSE, 0);
    }
    if (points.above(-margin)) {
      return new Regression(points, paired, Outcome.HOLDS, 0);
    }
    double half = (points.high() - points.low()) / 2;
    if (half > detect) {
      long enough = (long) Math.ceil(points.n() * Math.pow(half / detect, 2));
      return new Regression(points, paired, Outcome.INCONCLUSIVE, enough);
    }
    return new Regression(
        points,
        paired,
        rule.mode() == RegressionRule.Mode.PROVEN_WORSE ? Outcome.HOLDS : Outcome.NOT_SHOWN,
        0);
  }

  /** Half the width of the interval, in points; NaN without one. */
  double resolution() {
    return (points.high() - points.low()) / 2;
  }

  /** Tasks by id, for those who compare further. */
  static Map<String, TaskOutcome> byId(Evaluation evaluation) {
    Map<String, TaskOutcome> tasks = new HashMap<>();
    evaluation.tasks().forEach(task -> tasks.put(task.id(), task));
    return tasks;
  }
}
