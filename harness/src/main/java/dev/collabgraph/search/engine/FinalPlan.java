package dev.collabgraph.search.engine;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.candidates.Baselines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many tasks of validation and test the cap on calls can pay for: as many as the splits hold if
 * it can, else a share of both. Up to half of the cap is kept back for them while searching.
 */
final class FinalPlan {
  private final long validationCallsPerTask;
  private final long testCallsPerTask;
  private final long baselineCalls;
  private final int validationTasks;
  private final int testTasks;

  FinalPlan(
      SearchSpace space,
      int finalists,
      List<Baselines.Candidate> baselines,
      int validationTasks,
      int testTasks) {
    long ofBaselines = 0;
    for (Baselines.Candidate each : baselines) {
      ofBaselines += mostCalls(each, space.costs().roles());
    }
    this.baselineCalls = ofBaselines;
    this.validationCallsPerTask = FinalRounds.mostRaceCalls(space, finalists) + ofBaselines;
    this.testCallsPerTask = FinalRounds.mostCalls(space) + ofBaselines;
    this.validationTasks = validationTasks;
    this.testTasks = testTasks;
  }

  private static long mostCalls(Baselines.Candidate candidate, List<Role> roles) {
    return candidate.graphs().stream().mapToLong(graph -> calls(graph, roles)).max().orElse(0);
  }

  /** Calls of one run of a graph. */
  static long calls(CollaborationGraph graph, List<Role> roles) {
    Map<String, Role> byName = new HashMap<>();
    roles.forEach(role -> byName.put(role.name(), role));
    return graph.nodes().stream().filter(node -> byName.get(node.role()).calls()).count();
  }

  /** Calls to keep back while searching: at most a quarter of the cap for each split. */
  long withheld(long cap) {
    return cap == Long.MAX_VALUE
        ? 0
        : Math.min(validationTasks * validationCallsPerTask, cap / 4)
            + Math.min(testTasks * testCallsPerTask, cap / 4);
  }

  /**
   * Validation tasks that can be paid while enough is left for a like share of the test.
   *
   * @param finalistCalls calls of all finalists on one task: at most what was reckoned with
   */
  int validationTasks(long callsLeft, long finalistCalls) {
    long perTask = finalistCalls + baselineCalls;
    double all = (double) validationTasks * perTask + (double) testTasks * testCallsPerTask;
    double share = Math.min(1, callsLeft / Math.max(1, all));
    return (int) Math.floor(validationTasks * share + 1e-9);
  }

  /** Test tasks that can be paid. */
  int testTasks(long callsLeft) {
    return (int) Math.min(testTasks, callsLeft / Math.max(1, testCallsPerTask));
  }
}
