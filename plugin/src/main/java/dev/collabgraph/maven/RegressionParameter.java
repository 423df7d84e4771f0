package dev.collabgraph.maven;

/**
 * How a POM has the comparison with the baseline: {@code
 * <regression><mode>notInferior</mode><marginPoints>3</marginPoints></regression>}.
 */
public final class RegressionParameter {

  /** {@code provenWorse} (default) or {@code notInferior}. */
  private String mode;

  /** Tolerated drop in points of accuracy; default 0. */
  private String marginPoints;

  /** Half-width the interval may have, in points; default the margin, or 10 if that is 0. */
  private String detectPoints;

  String mode() {
    return mode;
  }

  String marginPoints() {
    return marginPoints;
  }

  String detectPoints() {
    return detectPoints;
  }
}
