package dev.collabgraph.gate.bench;

import dev.collabgraph.gate.GateException;

/** Which way a score is better. */
public enum Direction {
  /** Time for an operation. */
  LOWER_IS_BETTER,
  /** Operations in a time. */
  HIGHER_IS_BETTER;

  /**
   * The direction of a score.
   *
   * @param unit as JMH writes it, {@code ns/op} or {@code ops/s}
   * @param mode as JMH writes it, {@code thrpt}, {@code avgt}, {@code sample} or {@code ss}
   * @throws GateException if the unit is neither, or contradicts the mode
   */
  static Direction of(String unit, String mode, String where) {
    Direction byMode =
        switch (mode) {
          case "thrpt" -> HIGHER_IS_BETTER;
          case "avgt", "sample", "ss" -> LOWER_IS_BETTER;
          default ->
              throw new GateException(
                  "%s: mode is \"%s\", expected thrpt, avgt, sample or ss.".formatted(where, mode));
        };
    String expected = byMode == HIGHER_IS_BETTER ? "ops/" : "/op";
    boolean fits = byMode == HIGHER_IS_BETTER ? unit.startsWith("ops/") : unit.endsWith("/op");
    if (!fits) {
      throw new GateException(
          "%s: scoreUnit is \"%s\", expected one with \"%s\" in mode %s."
              .formatted(where, unit, expected, mode));
    }
    return byMode;
  }
}
