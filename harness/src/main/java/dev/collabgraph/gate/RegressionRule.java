package dev.collabgraph.gate;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;

/**
 * When an evaluation counts as worse than the baseline.
 *
 * @param mode which side has the burden of proof; default {@link Mode#PROVEN_WORSE}
 * @param marginPoints drop that is tolerated, in points of accuracy, 0 to 100; default 0
 * @param detectPoints the interval's half-width must not exceed this, or the comparison is
 *     inconclusive, in points, above 0; default the margin, or 10 if that is 0
 */
public record RegressionRule(Mode mode, BigDecimal marginPoints, BigDecimal detectPoints) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal DETECT = BigDecimal.TEN;

  /** Which side has the burden of proof. */
  public enum Mode {
    /** Fails when the whole 95 % interval of the difference lies below minus the margin. */
    PROVEN_WORSE("provenWorse"),
    /** Fails unless the whole interval lies above minus the margin. */
    NOT_INFERIOR("notInferior");

    private final String id;

    Mode(String id) {
      this.id = id;
    }

    /** Name in configuration and messages. */
    public String id() {
      return id;
    }
  }

  public RegressionRule {
    Objects.requireNonNull(mode, "mode");
    if (marginPoints.signum() < 0 || marginPoints.compareTo(HUNDRED) > 0) {
      throw new GateException(
          "The margin is %s points, expected a number from 0 to 100."
              .formatted(marginPoints.toPlainString()));
    }
    if (detectPoints.signum() <= 0 || detectPoints.compareTo(HUNDRED) > 0) {
      throw new GateException(
          "The drop to detect is %s points, expected a number above 0 and at most 100."
              .formatted(detectPoints.toPlainString()));
    }
  }

  /** Fails what is proven worse at all. */
  public static RegressionRule defaults() {
    return of(null, null, null);
  }

  /**
   * A rule as configuration has it.
   *
   * @param mode {@code provenWorse} or {@code notInferior}; null = default
   * @param margin points; null = default
   * @param detect points; null = default
   * @throws GateException if one of them is none
   */
  public static RegressionRule of(String mode, String margin, String detect) {
    BigDecimal points = margin == null ? BigDecimal.ZERO : number("margin", margin);
    return new RegressionRule(
        mode == null ? Mode.PROVEN_WORSE : mode(mode),
        points,
        detect != null ? number("drop to detect", detect) : points.signum() > 0 ? points : DETECT);
  }

  private static Mode mode(String text) {
    for (Mode mode : Mode.values()) {
      if (mode.id.equals(text.strip())) {
        return mode;
      }
    }
    throw new GateException(
        "The regression mode is \"%s\", expected provenWorse or notInferior.".formatted(text));
  }

  private static BigDecimal number(String what, String text) {
    try {
      return Limit.decimal(text.strip());
    } catch (NumberFormatException e) {
      throw new GateException(
          String.format(
              Locale.ROOT, "The %s is \"%s\", expected a number of points such as 2.", what, text),
          e);
    }
  }
}
