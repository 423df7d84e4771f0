package dev.collabgraph.suite.scoring.math;

/** Takes the answer out of a solution of the MATH data set. */
public final class BoxedAnswer {
  private BoxedAnswer() {}

  /**
   * What the last box holds. The content of a box that only the symbolic mode of the scorer reads
   * ({@code \boxed 9}) is returned inside {@code \fbox{}}, which the official mode refuses.
   *
   * @return null if the solution boxes nothing
   */
  public static String of(String solution) {
    String official = MathOfficial.extract(solution);
    if (official != null && !official.isBlank()) {
      return official;
    }
    String boxed = MathAnswers.boxed(solution);
    return boxed == null ? null : "\\fbox{" + boxed + "}";
  }
}
