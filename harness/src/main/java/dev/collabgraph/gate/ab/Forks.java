package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.bench.BenchResult;
import java.util.List;
import java.util.SortedSet;

/** Where forks come from: two jars, or a simulation in tests. */
interface Forks {
  /** The cases of a jar that are asked for. */
  SortedSet<AbCase> cases(Side side);

  /**
   * Measures a case in one fork.
   *
   * @param round from 1; in each both sides are measured once
   * @return one result for each of the benchmark's modes, each with one fork
   * @throws dev.collabgraph.gate.GateException if the fork dies, hangs or gives no result
   */
  List<BenchResult> measure(Side side, AbCase of, int round);
}
