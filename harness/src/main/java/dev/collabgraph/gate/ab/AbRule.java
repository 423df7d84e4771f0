package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.bench.BenchRule;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a session ends and what it allows.
 *
 * @param bench what is allowed
 * @param least rounds before the first look, 3 or more; default 5
 * @param most rounds after which it ends anyway, {@code least} to 1,000; default 20
 * @param seed of the order of cases and sides; the same seed gives the same order
 */
public record AbRule(BenchRule bench, int least, int most, long seed) {
  public AbRule {
    Objects.requireNonNull(bench, "bench");
    if (least < 3 || most < least || most > 1000) {
      throw new IllegalArgumentException(
          "least is %s and most is %s, expected 3 <= least <= most <= 1000."
              .formatted(least, most));
    }
  }

  /** The defaults. */
  public static AbRule defaults() {
    return new AbRule(BenchRule.defaults(), 5, 20, 1);
  }

  /**
   * The rounds after which verdicts are sought: {@code least}, each half as many again, {@code
   * most}. Few, since they share the false-alarm rate.
   */
  SortedSet<Integer> looks() {
    SortedSet<Integer> looks = new TreeSet<>();
    for (int round = least; round <= 0.8 * most; round += (round + 1) / 2) {
      looks.add(round);
    }
    looks.add(most);
    return looks;
  }
}
