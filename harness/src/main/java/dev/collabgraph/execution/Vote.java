package dev.collabgraph.execution;

import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;

/**
 * The majority among answers. Answers that the scorer finds equivalent form a class, represented by
 * its first member in topological order: a new answer joins the earliest class whose representative
 * it is equivalent to. Missing answers abstain. The largest class wins; ties go to the class that
 * holds the node of highest rank, then to the class whose representative comes first.
 *
 * <p>Cost: at most members x classes comparisons.
 */
final class Vote {
  /** Returned when every input abstains. */
  static final int NOBODY = -1;

  private Vote() {}

  /**
   * The node that speaks for the winning class.
   *
   * @param members the voting nodes, ascending
   * @param answers by node; null abstains
   * @param ranks by node
   * @return a node of {@code members}, or {@link #NOBODY}
   * @throws RuntimeException what the scorer throws
   */
  static int elect(Scorer scorer, Task task, int[] members, String[] answers, double[] ranks) {
    int[] speakers = new int[members.length];
    int[] votes = new int[members.length];
    double[] best = new double[members.length];
    int classes = 0;
    for (int node : members) {
      String answer = answers[node];
      if (answer == null) {
        continue;
      }
      int joined = 0;
      while (joined < classes && !same(scorer, task, answers[speakers[joined]], answer)) {
        joined++;
      }
      if (joined == classes) {
        speakers[classes] = node;
        best[classes++] = ranks[node];
      }
      votes[joined]++;
      best[joined] = Math.max(best[joined], ranks[node]);
    }
    int winner = 0;
    for (int c = 1; c < classes; c++) {
      if (votes[c] > votes[winner] || votes[c] == votes[winner] && best[c] > best[winner]) {
        winner = c;
      }
    }
    return classes == 0 ? NOBODY : speakers[winner];
  }

  private static boolean same(Scorer scorer, Task task, String a, String b) {
    return a.equals(b) || scorer.equivalent(task, a, b);
  }
}
