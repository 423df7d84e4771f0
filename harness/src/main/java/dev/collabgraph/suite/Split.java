package dev.collabgraph.suite;

/** The disjoint parts of a suite's tasks and what each may be used for. */
public enum Split {
  /** For sampling and feedback; scores on it are optimistic. */
  SEARCH,
  /** For choosing among finalists and baselines. */
  VALIDATION,
  /** Once, for the winner and the baselines. */
  TEST
}
