package dev.collabgraph.search;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
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
    this.validationCallsPerTask = FinalRounds.mostRaceCalls(space, finalists) + ofBaselines;
    this.testCallsPerTask = FinalRounds.mostCalls(space) + ofBaselines;
    this.validationTasks = validationTasks;
    this.testTasks = testTasks;
  }

  private static long mostCalls(Baselines.Candidate candidate, List<Role> roles) {
    Map<String, Role> byName = new HashMap<>();
    roles.forEach(role -> byName.put(role.name(), role));
    long most = 0;
    for (CollaborationGraph graph : candidate.graphs()) {
      most =
          Math.max(
              most, graph.nodes().stream().filter(node -> byName.get(node.role()).calls()).count());
    }
    return most;
  }

  /** Calls to keep back while searching. */
  long withheld(long cap) {
    return cap == Long.MAX_VALUE ? 0 : Math.min(total(), cap / 2);
  }

  /** Validation tasks that can be paid while enough is left for a like share of the test. */
  int validationTasks(long callsLeft) {
    double share = Math.min(1, callsLeft / (double) Math.max(1, total()));
    return (int) Math.floor(validationTasks * share + 1e-9);
  }

  /** Test tasks that can be paid. */
  int testTasks(long callsLeft) {
    return (int) Math.min(testTasks, callsLeft / Math.max(1, testCallsPerTask));
  }

  private long total() {
    return validationTasks * validationCallsPerTask + testTasks * testCallsPerTask;
  }
}
