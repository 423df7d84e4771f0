package dev.collabgraph.gate.bench;

import dev.collabgraph.gate.GateException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares two runs of JMH whose forks were made in turn, fork i of the one right beside fork i of
 * the other. What the machine does to both forks of a pair cancels in their difference, so the
 * interval is that of the mean of the differences (Student's, on logarithms for time), and no
 * control is needed.
 *
 * <p>Looking several times and stopping at the first clear verdict would raise the false-alarm
 * rate; it is therefore shared equally among all comparisons and all looks (Bonferroni). The bound
 * that is printed is the one that decides.
 */
public final class InterleavedGate {
  /** Chance, over all looks, that a benchmark slower than allowed passes. */
  private static final double UPPER_TAIL = 0.05;

  private final BenchRule rule;
  private final int comparisons;
  private final int looks;

  /**
   * A gate.
   *
   * @param rule what is allowed; its controls are not used
   * @param comparisons number of comparisons of the whole session, time and allocation
   * @param looks number of times each may be judged
   */
  public InterleavedGate(BenchRule rule, int comparisons, int looks) {
    if (comparisons < 1 || looks < 1) {
      throw new IllegalArgumentException(
          "comparisons is %s and looks is %s, expected 1 or more of each."
              .formatted(comparisons, looks));
    }
    this.rule = rule;
    this.comparisons = comparisons;
    this.looks = looks;
  }

  /**
   * Compares what both files have.
   *
   * @throws GateException if a benchmark has more forks in one file than in the other
   */
  public BenchReport compare(BenchFile base, BenchFile now) {
    double lower = rule.falseAlarm() / comparisons / looks;
    double upper = UPPER_TAIL / looks;
    SortedMap<String, List<String>> doubts = new TreeMap<>();
    List<BenchComparison> judged = new ArrayList<>();
    for (BenchResult before : base.results().values()) {
      BenchResult after = now.results().get(before.name());
      if (after == null) {
        continue;
      }
      for (String difference : after.environment().differences(before.environment())) {
        doubts.computeIfAbsent(difference, key -> new ArrayList<>()).add(before.name());
      }
      for (Evidence evidence : evidence(before, after)) {
        judged.add(evidence.judge(rule, lower, upper));
      }
    }
    return new BenchReport(judged, List.of(), List.of(), BenchGate.warnings(doubts));
  }

  private static List<Evidence> evidence(BenchResult before, BenchResult after) {
    List<Evidence> evidence = new ArrayList<>();
    Contrast time = pairs(before, before.logarithms(), after.logarithms());
    String differs = Evidence.differs(before, after);
    evidence.add(
        new Evidence(
            before,
            after,
            true,
            before.score(),
            after.score(),
            time,
            differs.isEmpty() ? Evidence.unbounded(time) : differs));
    BenchMetric was = before.secondary().get(BenchResult.ALLOCATION);
    BenchMetric is = after.secondary().get(BenchResult.ALLOCATION);
    if (was != null && is != null) {
      Contrast bytes = pairs(before, was.forkMeans(), is.forkMeans());
      evidence.add(new Evidence(before, after, false, was, is, bytes, Evidence.unbounded(bytes)));
    } else if (was != null) {
      evidence.add(
          new Evidence(before, after, false, was, null, new Contrast(), Evidence.NOT_MEASURED));
    }
    return evidence;
  }

  private static Contrast pairs(BenchResult of, double[] before, double[] after) {
    if (before.length != after.length) {
      throw new GateException(
          "%s has %s forks in one file and %s in the other, expected pairs."
              .formatted(of.name(), before.length, after.length));
    }
    double[] differences = new double[before.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = after[i] - before[i];
    }
    return new Contrast().plus(1, differences);
  }
}
