package dev.collabgraph.gate.bench;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a comparison allows.
 *
 * @param slowdown factor by which a benchmark may become slower, 1 or more; default 1.10
 * @param allocationGrowth factor by which its allocation may grow, 1 or more; default 1.01
 * @param allocationBytes bytes an operation may allocate beyond that, 0 or more; default 1, for
 *     what the profiler itself adds
 * @param falseAlarm chance that a build in which nothing changed fails at all, over all its
 *     benchmarks together, above 0 and at most 0.2; default 0.01
 * @param controls names of the methods that are controls. If there are any, a benchmark is judged
 *     by its ratio to the control in the same class with the same parameters and mode, measured in
 *     the same run; if none, by its score, which needs both runs on one quiet machine
 */
public record BenchRule(
    double slowdown,
    double allocationGrowth,
    double allocationBytes,
    double falseAlarm,
    SortedSet<String> controls) {

  public BenchRule {
    check(slowdown >= 1 && slowdown < 100, "slowdown", slowdown, "a factor from 1 to 100");
    check(
        allocationGrowth >= 1 && allocationGrowth < 100,
        "allocationGrowth",
        allocationGrowth,
        "a factor from 1 to 100");
    check(
        allocationBytes >= 0 && allocationBytes < 1e12,
        "allocationBytes",
        allocationBytes,
        "0 bytes or more");
    check(
        falseAlarm > 0 && falseAlarm <= 0.2,
        "falseAlarm",
        falseAlarm,
        "a number above 0 and at most 0.2");
    controls = Collections.unmodifiableSortedSet(new TreeSet<>(controls));
  }

  private static void check(boolean holds, String name, double value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ", expected " + expected + ".");
    }
  }

  /** The defaults, by score. */
  public static BenchRule defaults() {
    return new BenchRule(1.10, 1.01, 1, 0.01, Collections.emptySortedSet());
  }
}
