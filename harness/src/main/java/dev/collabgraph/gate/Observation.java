package dev.collabgraph.gate;

import java.math.BigDecimal;

/**
 * A measurement of a metric.
 *
 * @param value null if unknown
 * @param worst value if every run without a score had gone as badly as it can; null if unknown or
 *     without bound
 * @param best value if every run without a score had gone as well as it can; null if unknown
 * @param detail what it rests on, for people: {@code 245 of 400 tasks}; if unknown, why
 * @param remedy what to do if it is unknown; empty if known
 */
record Observation(
    BigDecimal value, BigDecimal worst, BigDecimal best, String detail, String remedy) {

  static Observation of(BigDecimal value, String detail) {
    return new Observation(value, value, value, detail, "");
  }

  static Observation unknown(String why, String remedy) {
    return new Observation(null, null, null, why, remedy);
  }
}
