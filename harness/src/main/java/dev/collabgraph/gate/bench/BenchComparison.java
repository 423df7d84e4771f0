package dev.collabgraph.gate.bench;

import java.util.Locale;
import java.util.Objects;

/**
 * One quantity of one benchmark, compared.
 *
 * @param benchmark name with parameters
 * @param quantity {@code time} or {@code allocation}
 * @param unit of {@code base} and {@code value}
 * @param base mean of the base; NaN if it has none
 * @param value mean now; NaN if there is none
 * @param change for time the factor by which it became slower, above 1 whatever the direction of
 *     the score; for allocation the bytes beyond the base. NaN if unknown
 * @param low lower bound of the change, at the false-alarm rate shared among all comparisons; NaN
 *     if there is none
 * @param high upper bound of the change at 95 %, one-sided; NaN if there is none
 * @param allowed largest change allowed
 * @param verdict what follows
 * @param reason why it is inconclusive; empty otherwise
 */
public record BenchComparison(
    String benchmark,
    String quantity,
    String unit,
    double base,
    double value,
    double change,
    double low,
    double high,
    double allowed,
    BenchVerdict verdict,
    String reason) {

  public BenchComparison {
    Objects.requireNonNull(benchmark, "benchmark");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(reason, "reason");
  }

  /** The numbers in a line, the same whether it passes or not. */
  public String line() {
    boolean time = quantity.equals(BenchGate.TIME);
    String numbers =
        String.format(
            Locale.ROOT,
            time
                ? "%s: %.4g -> %.4g %s, %.3f times as slow (%.3f to %.3f, allowed %.3f)"
                : "%s: %.4g -> %.4g %s, %+.1f bytes (%+.1f to %+.1f, allowed %+.1f)",
            benchmark,
            base,
            value,
            unit,
            change,
            low,
            high,
            allowed);
    return verdict.name().toLowerCase(Locale.ROOT)
        + " "
        + quantity
        + " "
        + numbers
        + (reason.isEmpty() ? "" : ": " + reason);
  }
}
