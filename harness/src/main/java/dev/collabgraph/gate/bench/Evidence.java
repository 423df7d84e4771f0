package dev.collabgraph.gate.bench;

/**
 * One quantity of one benchmark in two runs, before it is judged.
 *
 * @param time whether it is time; allocation otherwise
 * @param before the base's metric
 * @param after the metric now; null if it was not measured
 * @param contrast what was lost, with its spread; for time a logarithm
 * @param reason why it has no bounds; empty if it has
 */
record Evidence(
    BenchResult base,
    BenchResult now,
    boolean time,
    BenchMetric before,
    BenchMetric after,
    Contrast contrast,
    String reason) {

  /** Why allocation has no bounds where one side does not tell it. */
  static final String NOT_MEASURED = "not measured in this run; add -prof gc";

  /** Why two scores cannot be compared; empty if they can. */
  static String differs(BenchResult before, BenchResult after) {
    return before.score().unit().equals(after.score().unit())
        ? ""
        : "the unit was %s and is %s".formatted(before.score().unit(), after.score().unit());
  }

  /** Why there are no bounds; empty if there are. */
  static String unbounded(Contrast contrast) {
    if (contrast.bounded()) {
      return "";
    }
    return Double.isFinite(contrast.value())
        ? "fewer than %s forks; run with -f 5".formatted(Contrast.LEAST)
        : "a value is not a number above 0";
  }

  /**
   * The verdict.
   *
   * @param lower chance that the lower bound is passed though nothing changed
   * @param upper the same for the upper bound
   */
  BenchComparison judge(BenchRule rule, double lower, double upper) {
    double was = time ? before.typical() : before.mean();
    double is = after == null ? Double.NaN : time ? after.typical() : after.mean();
    double allowed =
        time ? rule.slowdown() : (rule.allocationGrowth() - 1) * was + rule.allocationBytes();
    if (!reason.isEmpty()) {
      return comparison(
          was,
          is,
          new double[] {Double.NaN, Double.NaN, Double.NaN},
          allowed,
          BenchVerdict.INCONCLUSIVE,
          reason);
    }
    double value = contrast.value();
    double[] bounds = {value - contrast.reach(lower), value, value + contrast.reach(upper)};
    if (time) {
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = Math.exp(bounds[i]);
      }
    }
    if (bounds[0] > allowed) {
      return comparison(was, is, bounds, allowed, BenchVerdict.FAIL, "");
    }
    if (bounds[2] <= allowed) {
      return comparison(was, is, bounds, allowed, BenchVerdict.PASS, "");
    }
    return comparison(
        was,
        is,
        bounds,
        allowed,
        BenchVerdict.INCONCLUSIVE,
        "the interval holds what is allowed and what is not; more forks narrow it");
  }

  private BenchComparison comparison(
      double was, double is, double[] bounds, double allowed, BenchVerdict verdict, String why) {
    return new BenchComparison(
        base.name(),
        time ? BenchGate.TIME : BenchGate.ALLOCATION,
        before.unit(),
        was,
        is,
        bounds[1],
        bounds[0],
        bounds[2],
        allowed,
        verdict,
        why);
  }
}
