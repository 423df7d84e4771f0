package dev.collabgraph.gate;

import dev.collabgraph.suite.Split;
import java.util.Objects;

/**
 * What to evaluate.
 *
 * @param split whose tasks are asked; default test
 * @param repeats runs of every task, 1 to 1,000; default 3, the fewest a baseline may rest on
 * @param replicate which independent repetition of the evaluation this is, 0 to 1,000,000; another
 *     one asks for fresh answers where a provider or a cache would give the same ones again;
 *     default 0
 */
public record EvaluationRequest(Split split, int repeats, int replicate) {

  /** Apart from all replicates of a search, so that no answer that chose a graph judges it. */
  static final int FIRST_REPLICATE = 1_000_000;

  public EvaluationRequest {
    Objects.requireNonNull(split, "split");
    if (repeats < 1 || repeats > 1_000) {
      throw new IllegalArgumentException("repeats is " + repeats + ", expected 1 to 1000.");
    }
    if (replicate < 0 || replicate > 1_000_000) {
      throw new IllegalArgumentException("replicate is " + replicate + ", expected 0 to 1000000.");
    }
  }

  /** Three runs of every task of the test split. */
  public static EvaluationRequest defaults() {
    return new EvaluationRequest(Split.TEST, 3, 0);
  }
}
