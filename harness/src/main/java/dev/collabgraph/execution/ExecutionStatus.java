package dev.collabgraph.execution;

/** How the run of a graph on a task ended. */
public enum ExecutionStatus {
  /** The sink answered; the answer may be missing or cut, it is scored all the same. */
  CONCLUSIVE,
  /** A call or the scorer failed for a reason that is not the graph's; never scored. */
  INCONCLUSIVE
}
