package dev.collabgraph.search;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound a graph must keep to be returned: {@code latencySeconds <= 5}, {@code cost <= 12}, {@code
 * accuracy >= 0.6}. Immutable.
 *
 * @param measure what is bounded
 * @param atMost whether the bound is an upper one
 * @param bound finite; seconds, units or a share
 */
public record Constraint(Measure measure, boolean atMost, double bound) {
  private static final Pattern FORM =
      Pattern.compile("\\s*(\\w+)\\s*(<=|>=)\\s*([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\\s*");

  public Constraint {
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException("bound is " + bound + ", expected a finite number.");
    }
  }

  /** The constraint of a text; empty if it is none. */
  static Optional<Constraint> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Arrays.stream(Measure.values())
        .filter(measure -> measure.quantity().equals(form.group(1)))
        .findFirst()
        .map(
            measure ->
                new Constraint(
                    measure, form.group(2).equals("<="), Double.parseDouble(form.group(3))));
  }

  /** By how much a graph misses the bound, relative to it; 0 if it keeps it. */
  public double violation(double score, double latencySeconds, double costUnits) {
    double value = measure.value(score, latencySeconds, costUnits);
    double over = atMost ? value - bound : bound - value;
    return over > 0 ? over / Math.max(Math.abs(bound), 1e-9) : 0;
  }

  @Override
  public String toString() {
    String number = BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    return "%s %s %s".formatted(measure.quantity(), atMost ? "<=" : ">=", number);
  }
}
