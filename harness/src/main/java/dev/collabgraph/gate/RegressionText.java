package dev.collabgraph.gate;

import dev.collabgraph.gate.Violation.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * A comparison in words. Points are rounded toward failing.
 *
 * @param found the comparison
 * @param rule it was judged by
 */
record RegressionText(Regression found, RegressionRule rule) {
  /** Drops what binary fractions leave over: 28.999999999999996 is 29. */
  private static final MathContext DIGITS = new MathContext(12);

  /** Adds the line to what holds, or a violation to what does not. */
  void tell(List<String> measured, List<Violation> violations, String bless) {
    String margin = rule.marginPoints().toPlainString();
    switch (found.outcome()) {
      case HOLDS -> measured.add(difference() + ", margin " + margin + ", " + holds());
      case WORSE ->
          violations.add(
              new Violation(
                  Kind.REGRESSION,
                  difference()
                      + ", proven worse than the baseline by more than the margin of "
                      + margin
                      + ".",
                  "If that is wanted, bless it: " + bless));
      case NOT_SHOWN ->
          violations.add(
              new Violation(
                  Kind.REGRESSION,
                  difference()
                      + ", not shown to stay within the margin of "
                      + margin
                      + " (mode notInferior).",
                  "If that is wanted, bless it: " + bless));
      case INCONCLUSIVE ->
          violations.add(new Violation(Kind.INCONCLUSIVE, inconclusive(), remedy()));
    }
  }

  private String holds() {
    return found.points().above(-rule.marginPoints().doubleValue())
        ? "shown not to be worse"
        : "not proven worse";
  }

  private String difference() {
    return "difference from the baseline is %s points (95 %% interval %s to %s, %s tasks)"
        .formatted(
            points(found.points().value()),
            points(found.points().low()),
            points(found.points().high()),
            found.points().n());
  }

  private String inconclusive() {
    if (!found.points().bounded()) {
      return "The comparison with the baseline is inconclusive: %s tasks give no interval."
          .formatted(found.points().n());
    }
    return String.format(
        Locale.ROOT,
        "The comparison with the baseline is inconclusive: %s. So many tasks tell drops of %.1f points apart, and %s are asked for; about %,d tasks would do.",
        difference(),
        Math.ceil(10 * found.resolution()) / 10,
        rule.detectPoints().toPlainString(),
        found.enough());
  }

  private String remedy() {
    return found.points().bounded()
        ? "Raise the split, or ask for less: -Dcollabgraph.detectPoints=%s"
            .formatted((long) Math.ceil(found.resolution()))
        : String.format(Locale.ROOT, "At most %,d tasks would do.", found.enough());
  }

  private String points(double value) {
    int scale = Math.max(1, rule.marginPoints().scale());
    BigDecimal shown = BigDecimal.valueOf(value).round(DIGITS).setScale(scale, RoundingMode.FLOOR);
    return (shown.signum() > 0 ? "+" : "") + shown.toPlainString();
  }
}
