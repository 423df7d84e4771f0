package dev.collabgraph.gate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.gate.GateException;
import dev.collabgraph.stats.Rates;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BenchGateTest {
  private static final int CLASSES = 6;
  private static final int FORKS = 5;
  private static final SortedSet<String> CONTROL = new TreeSet<>(List.of("control"));

  private static BenchRule rule(double slowdown, SortedSet<String> controls) {
    return new BenchRule(slowdown, 1.01, 1, 0.01, controls);
  }

  private static SimulatedRuns runs(long seed) {
    return new SimulatedRuns(seed, CLASSES, FORKS);
  }

  private static BenchReport compare(BenchRule rule, SimulatedRuns base, SimulatedRuns now) {
    return new BenchGate(rule).compare(base.run("base.json"), now.run("now.json"));
  }

  private static BenchComparison of(BenchReport report, String name, String quantity) {
    return report.comparisons().stream()
        .filter(c -> c.benchmark().startsWith(name) && c.quantity().equals(quantity))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRunOfNothingButControlsShowsNothing() {
    BenchRule rule = rule(1.1, new TreeSet<>(List.of("control", "work")));
    assertThatThrownBy(() -> compare(rule, runs(1), runs(2)))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith("Every benchmark that base.json and now.json have in common is a");
  }

  /** Of a control told in other units the ratio is off by their factor, either way. */
  @Test
  void aControlInAnotherUnitShowsNothing() {
    BenchFile base = runs(1).run("base.json");
    String json = runs(2).slower(3).json();
    int control = json.indexOf("control");
    int unit = json.indexOf("\"ns/op\"", control);
    BenchFile now =
        BenchFile.parse(
            json.substring(0, unit) + "\"us/op\"" + json.substring(unit + 7), "now.json");
    BenchComparison time = of(new BenchGate(rule(1.1, CONTROL)).compare(base, now), "b.C0", "time");
    assertThat(time.verdict()).isEqualTo(BenchVerdict.INCONCLUSIVE);
    assertThat(time.reason()).isEqualTo("of the control the unit was ns/op and is us/op");
  }

  @Test
  void bytesThatOneSideDoesNotTellAreNoVerdict() {
    BenchFile base = runs(1).run("base.json");
    BenchFile now = BenchFile.parse(runs(2).json().replace("gc.alloc.rate.norm", "gc"), "now.json");
    BenchReport report = new InterleavedGate(BenchRule.defaults(), 24, 1).compare(base, now);
    assertThat(report.comparisons())
        .filteredOn(each -> each.quantity().equals("allocation"))
        .hasSize(2 * CLASSES)
        .allMatch(each -> each.verdict() == BenchVerdict.INCONCLUSIVE)
        .allMatch(each -> each.reason().startsWith("not measured in this run"));
  }

  /**
   * 1,000 pairs of builds in which nothing changed, 24 comparisons each. If builds failed at a rate
   * of 1 %, the chance of so few failures that the bound is passed would be below 5 %.
   */
  @Test
  void buildsWithoutAChangeFailAtMostOnceInAHundred() {
    int builds = 1_000;
    int failed = 0;
    int open = 0;
    for (int build = 0; build < builds; build++) {
      BenchReport report =
          compare(BenchRule.defaults(), runs(2L * build + 1), runs(2L * build + 2));
      failed += report.failed() ? 1 : 0;
      open += report.count(BenchVerdict.INCONCLUSIVE) > 0 ? 1 : 0;
    }
    System.out.printf("A/A: %d of %d builds failed, %d inconclusive%n", failed, builds, open);
    assertThat(Rates.upperBound(failed, builds, 0.95)).isLessThanOrEqualTo(0.01);
    assertThat(open).isLessThan(builds / 50);
  }

  /**
   * The same with nothing allowed, where a build without a change lies on the border: the test's
   * own level. It is missed if the lower 95 % bound lies above 1 %.
   */
  @Test
  @Tag("heavy")
  void levelHoldsAtTheBorder() {
    int builds = 1_000;
    int failed = 0;
    for (int build = 0; build < builds; build++) {
      failed +=
          compare(
                      rule(1.0, Collections.emptySortedSet()),
                      runs(200_000L + 2L * build),
                      runs(200_001L + 2L * build))
                  .failed()
              ? 1
              : 0;
    }
    System.out.printf("A/A with nothing allowed: %d of %d builds failed%n", failed, builds);
    assertThat(Rates.lowerBound(failed, builds, 0.95)).isLessThanOrEqualTo(0.01);
    assertThat(failed).as("a test that never fires shows nothing").isPositive();
  }

  /**
   * Five forks, 300 builds; the power is at least 0.95 with 95 % confidence, by score and by
   * control.
   */
  @Test
  void slowdownOfThirtyPercentIsFound() {
    for (SortedSet<String> controls : List.of(Collections.<String>emptySortedSet(), CONTROL)) {
      int builds = 300;
      int found = 0;
      for (int build = 0; build < builds; build++) {
        BenchReport report =
            compare(
                rule(1.10, controls),
                runs(400_000L + 2L * build),
                runs(400_001L + 2L * build).slower(1.3));
        found += of(report, "b.C0.work", "time").verdict() == BenchVerdict.FAIL ? 1 : 0;
      }
      System.out.printf(
          "1.3 times as slow, controls %s: %d of %d found%n", controls, found, builds);
      assertThat(Rates.lowerBound(found, builds, 0.95)).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void speedOfTheMachineCancelsOnlyAgainstAControl() {
    SimulatedRuns base = runs(1);
    assertThat(compare(rule(1.10, CONTROL), base, runs(2).machine(2)).failed()).isFalse();
    BenchReport byScore = compare(BenchRule.defaults(), runs(1), runs(2).machine(2));
    assertThat(byScore.count(BenchVerdict.FAIL)).isEqualTo(2 * CLASSES);
  }

  @Test
  void fewerOperationsASecondAreSlower() {
    SimulatedRuns slow = new SimulatedRuns(2, 2, FORKS).machine(2);
    BenchReport report = compare(BenchRule.defaults(), new SimulatedRuns(1, 2, FORKS), slow);
    BenchComparison operations = of(report, "b.C1.work", "time");
    assertThat(operations.unit()).isEqualTo("ops/s");
    assertThat(operations.value()).isLessThan(operations.base());
    assertThat(operations.change()).isCloseTo(2, within(0.2));
    assertThat(operations.verdict()).isEqualTo(BenchVerdict.FAIL);
    assertThat(of(report, "b.C0.work", "time").verdict()).isEqualTo(BenchVerdict.FAIL);
    BenchReport faster =
        compare(
            BenchRule.defaults(),
            new SimulatedRuns(1, 2, FORKS),
            new SimulatedRuns(2, 2, FORKS).machine(0.5));
    assertThat(faster.failed()).isFalse();
  }

  @Test
  void fewBytesMoreAreFound() {
    BenchComparison allocation =
        of(compare(BenchRule.defaults(), runs(1), runs(2).bytes(72)), "b.C0.work", "allocation");
    assertThat(allocation.verdict()).isEqualTo(BenchVerdict.FAIL);
    assertThat(allocation.change()).isCloseTo(8, within(0.1));
    assertThat(allocation.line()).startsWith("fail allocation b.C0.work {size=16} [avgt]: 64.");
  }

  @Test
  void twoForksAreInconclusive() {
    BenchReport report =
        compare(BenchRule.defaults(), new SimulatedRuns(1, 1, 2), new SimulatedRuns(2, 1, 2));
    assertThat(report.count(BenchVerdict.INCONCLUSIVE)).isEqualTo(4);
    assertThat(report.failed()).isFalse();
    assertThat(report.comparisons().get(0).reason()).contains("-f 5");
  }

  @Test
  void noNumberIsInconclusive() {
    String json = new SimulatedRuns(2, 1, FORKS).json();
    String broken = json.replaceFirst("\"rawData\":\\[\\[[0-9.]+", "\"rawData\":[[\"NaN\"");
    BenchReport report =
        new BenchGate(BenchRule.defaults())
            .compare(
                new SimulatedRuns(1, 1, FORKS).run("base.json"),
                BenchFile.parse(broken, "now.json"));
    assertThat(of(report, "b.C0.work", "time").verdict()).isEqualTo(BenchVerdict.INCONCLUSIVE);
    assertThat(of(report, "b.C0.control", "time").verdict()).isEqualTo(BenchVerdict.PASS);
  }

  @Test
  void missingAndNewBenchmarksAreNamed() {
    SimulatedRuns more = new SimulatedRuns(1, 3, FORKS);
    SimulatedRuns less = new SimulatedRuns(2, 2, FORKS);
    BenchReport report = compare(BenchRule.defaults(), more, less);
    assertThat(report.missing())
        .containsExactly("b.C2.control {size=16} [avgt]", "b.C2.work {size=16} [avgt]");
    assertThat(report.failed()).isTrue();
    assertThat(compare(BenchRule.defaults(), less, more).added()).hasSize(2);
  }

  @Test
  void otherJavaIsAWarning() {
    BenchReport report = compare(BenchRule.defaults(), runs(1), runs(2).jdk("25.0.1"));
    assertThat(report.warnings())
        .containsExactly(
            "The runs are not alike: JDK 25.0.1, was 17.0.15 (b.C0.control {size=16} [avgt] and 11"
                + " more).");
  }

  @Test
  void benchmarkWithoutItsControlIsInconclusive() {
    BenchReport report = compare(rule(1.10, new TreeSet<>(List.of("absent"))), runs(1), runs(2));
    assertThat(of(report, "b.C0.work", "time").reason())
        .isEqualTo("no control absent in base.json");
  }

  @Test
  void filesWithNothingInCommonAreRefused() {
    String other = new SimulatedRuns(2, 1, FORKS).json().replace("b.C0", "b.Other");
    assertThatThrownBy(
            () ->
                new BenchGate(BenchRule.defaults())
                    .compare(
                        new SimulatedRuns(1, 1, FORKS).run("base.json"),
                        BenchFile.parse(other, "now.json")))
        .isInstanceOf(GateException.class)
        .hasMessage("base.json and now.json have no benchmark in common.");
  }
}
