package dev.collabgraph.search;

import java.util.Arrays;

/** What a graph can be measured by; the axes of a front. */
public enum Measure {
  /** Mean score, 0 to 1; more is better. */
  ACCURACY("accuracy", "accuracy", 1),
  /** Declared cost in units; less is better. */
  COST("cost", "cost", -1),
  /** Mean latency in seconds; less is better. */
  LATENCY("latency", "latencySeconds", -1);

  private final String id;
  private final String quantity;
  private final int sign;

  Measure(String id, String quantity, int sign) {
    this.id = id;
    this.quantity = quantity;
    this.sign = sign;
  }

  /** Name under {@code objective.pareto}. */
  public String id() {
    return id;
  }

  /** Name in weights and constraints. */
  public String quantity() {
    return quantity;
  }

  /** The measured value itself. */
  public double value(double score, double latencySeconds, double costUnits) {
    return switch (this) {
      case ACCURACY -> score;
      case COST -> costUnits;
      case LATENCY -> latencySeconds;
    };
  }

  /** The value with its sign such that more is better. */
  public double gain(double score, double latencySeconds, double costUnits) {
    return sign * value(score, latencySeconds, costUnits);
  }

  static Measure ofId(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst().orElseThrow();
  }
}
