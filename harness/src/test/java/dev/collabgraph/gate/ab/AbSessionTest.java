package dev.collabgraph.gate.ab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.gate.GateException;
import dev.collabgraph.gate.bench.BenchComparison;
import dev.collabgraph.gate.bench.BenchResult;
import dev.collabgraph.gate.bench.BenchRule;
import dev.collabgraph.gate.bench.BenchVerdict;
import dev.collabgraph.stats.Rates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AbSessionTest {
  private static final int BENCHMARKS = 6;

  private static AbResult run(AbRule rule, Forks forks) {
    return new AbSession(rule, forks, line -> {}).run();
  }

  private static AbRule rule(double slowdown) {
    BenchRule bench = new BenchRule(slowdown, 1.01, 1, 0.01, Collections.emptySortedSet());
    return new AbRule(bench, 5, 20, 1);
  }

  private static BenchComparison time(AbResult result) {
    return result.report().comparisons().get(0);
  }

  /**
   * 600 sessions of a jar against itself, 12 comparisons each, on a machine that wanders. Had
   * sessions failed at a rate of 1 %, the bound would be kept with a chance below 5 %.
   */
  @Test
  void sessionsOfAJarAgainstItselfFailAtMostOnceInAHundred() {
    int sessions = 600;
    int failed = 0;
    int open = 0;
    for (int i = 0; i < sessions; i++) {
      AbResult result = run(AbRule.defaults(), new SimulatedForks(1_000_000L + i, BENCHMARKS));
      failed += result.report().failed() ? 1 : 0;
      open += result.report().count(BenchVerdict.INCONCLUSIVE) > 0 ? 1 : 0;
    }
    System.out.printf("A/A: %d of %d sessions failed, %d inconclusive%n", failed, sessions, open);
    assertThat(Rates.upperBound(failed, sessions, 0.95)).isLessThanOrEqualTo(0.01);
  }

  /**
   * With nothing allowed, where a jar against itself lies on the border: the level of the whole
   * procedure, its looks included.
   */
  @Test
  @Tag("heavy")
  void levelHoldsAtTheBorderThoughLookedAtSeveralTimes() {
    int sessions = 2_000;
    int failed = 0;
    for (int i = 0; i < sessions; i++) {
      failed +=
          run(rule(1.0), new SimulatedForks(2_000_000L + i, BENCHMARKS)).report().failed() ? 1 : 0;
    }
    System.out.printf("A/A with nothing allowed: %d of %d sessions failed%n", failed, sessions);
    assertThat(Rates.lowerBound(failed, sessions, 0.95)).isLessThanOrEqualTo(0.01);
  }

  /** 300 sessions; the power is at least 0.95 with 95 % confidence. */
  @Test
  void slowdownOfThirtyPercentIsFoundOnAMachineThatWanders() {
    int sessions = 300;
    int found = 0;
    long rounds = 0;
    for (int i = 0; i < sessions; i++) {
      AbResult result =
          run(AbRule.defaults(), new SimulatedForks(3_000_000L + i, BENCHMARKS).slower(1.3));
      found += time(result).verdict() == BenchVerdict.FAIL ? 1 : 0;
      rounds += result.records().stream().filter(r -> r.side() == Side.BASE).count();
    }
    System.out.printf(
        "1.3 times as slow: %d of %d found, %.1f forks of each jar for a benchmark%n",
        found, sessions, (double) rounds / sessions / BENCHMARKS);
    assertThat(Rates.lowerBound(found, sessions, 0.95)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void eightBytesMoreAreFoundWhileTimePasses() {
    AbResult result = run(rule(1.5), new SimulatedForks(1, 2).allocating(8));
    assertThat(time(result).verdict()).isEqualTo(BenchVerdict.PASS);
    BenchComparison allocation = result.report().comparisons().get(1);
    assertThat(allocation.quantity()).isEqualTo("allocation");
    assertThat(allocation.verdict()).isEqualTo(BenchVerdict.FAIL);
  }

  @Test
  void sidesTakeTurnsAndTheOtherIsFirstInTheNextRound() {
    SimulatedForks forks = new SimulatedForks(1, 1);
    run(new AbRule(rule(1.000001).bench(), 4, 8, 1), forks);
    String order = forks.order.toString();
    assertThat(order).hasSizeGreaterThanOrEqualTo(16);
    for (int at = 0; at < order.length(); at += 4) {
      assertThat(order.substring(at, at + 4)).isIn("BCCB", "CBBC");
    }
  }

  @Test
  void sameSeedGivesTheSameOrderAndOtherSeedsAnother() {
    List<List<String>> orders = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      SimulatedForks forks = new SimulatedForks(5, BENCHMARKS);
      run(new AbRule(rule(1.5).bench(), 5, 5, seed), forks);
      orders.add(forks.measured);
    }
    assertThat(orders.get(0)).isEqualTo(orders.get(1)).isNotEqualTo(orders.get(2));
  }

  @Test
  void clearCasesAreMeasuredNoMore() {
    SimulatedForks forks = new SimulatedForks(1, 3);
    AbResult result = run(rule(3), forks);
    assertThat(result.rounds()).isEqualTo(5);
    assertThat(forks.order).hasSize(3 * 2 * 5);
  }

  @Test
  void looksAreFewAndEndWithTheCap() {
    assertThat(rule(1.1).looks()).containsExactly(5, 8, 12, 20);
    assertThat(new AbRule(BenchRule.defaults(), 3, 3, 1).looks()).containsExactly(3);
    assertThatThrownBy(() -> new AbRule(BenchRule.defaults(), 2, 5, 1))
        .hasMessage("least is 2 and most is 5, expected 3 <= least <= most <= 1000.");
  }

  /** Only what both have, or only what one has. */
  private record Uneven(SimulatedForks forks, int base, int candidate) implements Forks {
    @Override
    public SortedSet<AbCase> cases(Side side) {
      return new TreeSet<>(
          forks.cases(side).stream().limit(side == Side.BASE ? base : candidate).toList());
    }

    @Override
    public List<BenchResult> measure(Side side, AbCase of, int round) {
      return forks.measure(side, of, round);
    }
  }

  @Test
  void benchmarkThatTheCandidateLacksIsNamedBeforeAnythingIsMeasured() {
    SimulatedForks forks = new SimulatedForks(1, 3);
    assertThatThrownBy(() -> run(rule(3), new Uneven(forks, 3, 2)))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith("The candidate lacks 1 of the base's benchmarks: b.C2.work. ")
        .hasMessageContaining("-Dcollabgraph.benchInclude=");
    assertThat(forks.measured).isEmpty();
  }

  @Test
  void newBenchmarkIsNamedAndNotJudged() {
    AbResult result = run(rule(3), new Uneven(new SimulatedForks(1, 3), 2, 3));
    assertThat(result.report().added()).containsExactly("b.C2.work");
    assertThat(result.report().failed()).isFalse();
    assertThat(result.report().comparisons()).hasSize(4);
  }

  @Test
  void jarsWithNothingInCommonAreRefused() {
    assertThatThrownBy(() -> run(rule(3), new Uneven(new SimulatedForks(1, 3), 2, 0)))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith("The jars have no benchmark in common: b.C0.work");
  }
}
