package dev.collabgraph.gate.bench;

/** What is said of a benchmark. */
public enum BenchVerdict {
  /** The upper bound lies within what is allowed. */
  PASS,
  /** The lower bound lies beyond what is allowed. */
  FAIL,
  /** Neither: too few forks, no number, or too much noise. */
  INCONCLUSIVE
}
