package dev.collabgraph.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound that a measurement must keep. Compared exactly; shown rounded toward failing at the
 * bound's scale, so that what is shown keeps the bound exactly if the measurement does.
 *
 * @param metric measured
 * @param bound minimum or maximum, as the metric has it; its scale is that of messages
 */
public record Limit(Metric metric, BigDecimal bound) {
  private static final Pattern TEXT =
      Pattern.compile("\\s*([A-Za-z0-9]+)\\s*(>=|<=)\\s*(\\S+)\\s*");
  private static final int DEEPEST_SCALE = 9;
  private static final int MOST_DIGITS = 30;

  /**
   * Checks that the bound is one.
   *
   * @throws GateException if it is negative (a lead may be), too large for its metric or finer than
   *     nine digits
   */
  public Limit {
    Objects.requireNonNull(metric, "metric");
    double most = metric.kind().most();
    BigDecimal least =
        metric.kind() == Metric.Kind.LEAD ? BigDecimal.valueOf(-100) : BigDecimal.ZERO;
    boolean above =
        most != Double.POSITIVE_INFINITY && bound.compareTo(BigDecimal.valueOf(most)) > 0;
    if (bound.compareTo(least) < 0 || above || bound.scale() > DEEPEST_SCALE) {
      throw new GateException(
          "The %s of %s is %s, expected a number from %s%s with at most %s digits after the point.%s"
              .formatted(
                  side(metric),
                  metric.name(),
                  bound.toPlainString(),
                  least,
                  above || most == 1 || most == 100
                      ? " to " + BigDecimal.valueOf(most).stripTrailingZeros().toPlainString()
                      : "",
                  DEEPEST_SCALE,
                  above && most == 1
                      ? " Maybe write " + bound.movePointLeft(2).toPlainString() + "."
                      : ""));
    }
    bound = bound.scale() < 0 ? bound.setScale(0) : bound;
  }

  /**
   * A limit as a POM has it.
   *
   * @param metric name of the metric
   * @param minimum text of a number, or null
   * @param maximum text of a number, or null
   * @throws GateException if the metric is unknown, or not exactly the bound it takes is given
   */
  public static Limit of(String metric, String minimum, String maximum) {
    if (metric == null || metric.isBlank()) {
      throw new GateException(
          "A limit names no metric. Write: <limit><metric>accuracy</metric><minimum>0.60</minimum></limit>");
    }
    Metric parsed = Metric.parse(metric.strip());
    String right = parsed.kind().minimum() ? minimum : maximum;
    String wrong = parsed.kind().minimum() ? maximum : minimum;
    if (blank(right) || !blank(wrong)) {
      throw new GateException(
          "The limit on %s has %s, expected a %s. Write: <limit><metric>%s</metric><%s>...</%s></limit>"
              .formatted(
                  parsed.name(),
                  blank(wrong)
                      ? "no bound"
                      : "a " + (parsed.kind().minimum() ? "maximum" : "minimum"),
                  side(parsed),
                  parsed.name(),
                  side(parsed),
                  side(parsed)));
    }
    return new Limit(parsed, number(parsed, right.strip()));
  }

  /**
   * Limits as a command line has them: {@code accuracy>=0.60,latencyP95<=2.5}.
   *
   * @throws GateException naming the one that is none
   */
  public static List<Limit> parse(String text) {
    List<Limit> limits = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = TEXT.matcher(part);
      if (!matcher.matches()) {
        throw new GateException(
            "\"%s\" is no limit, expected metric>=number or metric<=number, as in accuracy>=0.60,latencyP95<=2.5"
                .formatted(part.strip()));
      }
      boolean minimum = matcher.group(2).equals(">=");
      limits.add(
          of(
              matcher.group(1),
              minimum ? matcher.group(3) : null,
              minimum ? null : matcher.group(3)));
    }
    return limits;
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  private static BigDecimal number(Metric metric, String text) {
    try {
      return decimal(text);
    } catch (NumberFormatException e) {
      throw new GateException(
          "The %s of %s is \"%s\", expected a number such as 0.60."
              .formatted(side(metric), metric.name(), text),
          e);
    }
  }

  /**
   * A number that a person typed: at most 30 characters, and none that would take more to write
   * out.
   *
   * @throws NumberFormatException if it is none
   */
  static BigDecimal decimal(String text) {
    if (text.length() > MOST_DIGITS) {
      throw new NumberFormatException("too long");
    }
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new NumberFormatException("too large or too fine"); // 1e999999999 fills the memory
    }
    return number;
  }

  private static String side(Metric metric) {
    return metric.kind().minimum() ? "minimum" : "maximum";
  }

  /** {@code minimum} or {@code maximum}. */
  String side() {
    return side(metric);
  }

  /** Whether a value keeps the bound. */
  boolean keeps(BigDecimal value) {
    int order = value.compareTo(bound);
    return metric.kind().minimum() ? order >= 0 : order <= 0;
  }

  /** A value at the bound's scale, rounded toward failing. */
  String shown(BigDecimal value) {
    return value
        .setScale(
            bound.scale(), metric.kind().minimum() ? RoundingMode.FLOOR : RoundingMode.CEILING)
        .toPlainString();
  }

  /** {@code accuracy >= 0.60}. */
  @Override
  public String toString() {
    return metric.name() + (metric.kind().minimum() ? " >= " : " <= ") + bound.toPlainString();
  }
}
