package dev.collabgraph.maven;

import dev.collabgraph.gate.Limit;

/**
 * A limit in a POM: {@code <limit><metric>accuracy</metric><minimum>0.60</minimum></limit>}.
 * Metrics with a minimum are {@code accuracy}, {@code passHat<k>} (0 to 1) and {@code leadPoints};
 * with a maximum {@code costUnits}, {@code declaredUnits}, {@code usd}, {@code tokens}, {@code
 * latencyMean}, {@code latencyP<q>} (seconds), {@code failedTasks}, {@code flakyTasks} and {@code
 * brokenTasks}.
 */
public final class LimitParameter {

  /** What is measured. */
  private String metric;

  /** Least value that passes. */
  private String minimum;

  /** Greatest value that passes. */
  private String maximum;

  /** Suite it is for; default: all. */
  private String suite;

  Limit limit() {
    return Limit.of(metric, minimum, maximum);
  }

  boolean isFor(String name) {
    return suite == null || suite.isBlank() || suite.strip().equals(name);
  }
}
