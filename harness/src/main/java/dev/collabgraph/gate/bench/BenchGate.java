package dev.collabgraph.gate.bench;

import dev.collabgraph.gate.GateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares two runs of JMH.
 *
 * <p>A benchmark fails when the lower bound of what it lost lies beyond what is allowed, not when
 * its mean does: a wide interval never fails, it is inconclusive. Time is compared by the
 * difference of mean logarithms of the forks' medians, so that 2 times as slow and 2 times as fast
 * weigh the same and the ratio has an interval; allocation by the difference of means, since it may
 * be 0. The false-alarm rate is shared equally (Bonferroni) among all comparisons that have bounds,
 * so it holds for the build however the benchmarks depend on each other.
 *
 * <p>Judged by ratio to a control, benchmark and control of a run are taken as independent: what
 * they have in common (the machine's speed) cancels in the ratio.
 */
public final class BenchGate {
  /** Quantity of a comparison of scores. */
  static final String TIME = "time";

  /** Quantity of a comparison of bytes allocated. */
  static final String ALLOCATION = "allocation";

  private static final double UPPER_TAIL = 0.05;

  private final BenchRule rule;

  /** A gate with a rule. */
  public BenchGate(BenchRule rule) {
    this.rule = rule;
  }

  /**
   * Compares {@code now} with {@code base}.
   *
   * @throws GateException if the files have no benchmark in common or only controls, or one has two
   *     controls
   */
  public BenchReport compare(BenchFile base, BenchFile now) {
    List<String> missing = new ArrayList<>();
    List<String> added = new ArrayList<>(now.results().keySet());
    added.removeAll(base.results().keySet());
    SortedMap<String, List<String>> doubts = new TreeMap<>();
    List<Evidence> pending = new ArrayList<>();
    for (BenchResult before : base.results().values()) {
      BenchResult after = now.results().get(before.name());
      if (after == null) {
        missing.add(before.name());
        continue;
      }
      for (String difference : after.environment().differences(before.environment())) {
        doubts.computeIfAbsent(difference, key -> new ArrayList<>()).add(before.name());
      }
      if (!rule.controls().contains(before.method())) {
        pending.add(time(base, now, before, after));
        allocation(before, after).ifPresent(pending::add);
      }
    }
    if (missing.size() == base.results().size()) {
      throw new GateException(
          "%s and %s have no benchmark in common.".formatted(base.source(), now.source()));
    }
    if (pending.isEmpty()) {
      throw new GateException(
          "Every benchmark that %s and %s have in common is a control, so nothing is judged. Name fewer controls: -Dcollabgraph.benchControls=..."
              .formatted(base.source(), now.source()));
    }
    int bounded = (int) pending.stream().filter(p -> p.reason().isEmpty()).count();
    double alpha = rule.falseAlarm() / Math.max(1, bounded);
    return new BenchReport(
        pending.stream().map(p -> p.judge(rule, alpha, UPPER_TAIL)).toList(),
        missing,
        added,
        warnings(doubts));
  }

  /** A sentence for each difference of the environments. */
  static List<String> warnings(SortedMap<String, List<String>> doubts) {
    List<String> warnings = new ArrayList<>();
    doubts.forEach(
        (difference, names) ->
            warnings.add(
                "The runs are not alike: %s (%s%s)."
                    .formatted(
                        difference,
                        names.get(0),
                        names.size() == 1 ? "" : " and " + (names.size() - 1) + " more")));
    return warnings;
  }

  private Evidence time(BenchFile base, BenchFile now, BenchResult before, BenchResult after) {
    Contrast contrast = new Contrast();
    String reason = Evidence.differs(before, after);
    plus(contrast, 1, after);
    plus(contrast, -1, before);
    if (!rule.controls().isEmpty()) {
      BenchResult controlBefore = control(base, before);
      BenchResult controlAfter = control(now, after);
      if (controlBefore == null || controlAfter == null) {
        reason =
            "no control %s in %s"
                .formatted(
                    String.join(" or ", rule.controls()),
                    controlBefore == null ? base.source() : now.source());
      } else {
        plus(contrast, -1, controlAfter);
        plus(contrast, 1, controlBefore);
        String differs = Evidence.differs(controlBefore, controlAfter);
        if (reason.isEmpty() && !differs.isEmpty()) {
          reason = "of the control " + differs;
        }
      }
    }
    if (reason.isEmpty()) {
      reason = Evidence.unbounded(contrast);
    }
    return new Evidence(before, after, true, before.score(), after.score(), contrast, reason);
  }

  /** The logarithm of time per operation, whatever the score is. */
  private static void plus(Contrast contrast, double weight, BenchResult result) {
    contrast.plus(weight, result.logarithms());
  }

  /** Null if there is none. */
  private BenchResult control(BenchFile file, BenchResult of) {
    List<BenchResult> controls =
        file.results().values().stream()
            .filter(result -> rule.controls().contains(result.method()))
            .filter(result -> result.family().equals(of.family()))
            .toList();
    if (controls.size() > 1) {
      throw new GateException(
          "%s: %s has two controls, %s and %s. Name one of them as control."
              .formatted(
                  file.source(), of.name(), controls.get(0).method(), controls.get(1).method()));
    }
    return controls.isEmpty() ? null : controls.get(0);
  }

  private Optional<Evidence> allocation(BenchResult before, BenchResult after) {
    BenchMetric was = before.secondary().get(BenchResult.ALLOCATION);
    BenchMetric is = after.secondary().get(BenchResult.ALLOCATION);
    if (was == null) {
      return Optional.empty();
    }
    Contrast contrast = new Contrast();
    String reason;
    if (is == null) {
      reason = Evidence.NOT_MEASURED;
    } else {
      contrast.plus(1, is.forkMeans()).plus(-1, was.forkMeans());
      reason = Evidence.unbounded(contrast);
    }
    return Optional.of(new Evidence(before, after, false, was, is, contrast, reason));
  }
}
