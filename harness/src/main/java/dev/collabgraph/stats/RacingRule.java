package dev.collabgraph.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Drops candidates that are worse than the leader, at task counts fixed beforehand. All candidates
 * run on the same tasks in the same order, and comparisons are paired by task: {@link McNemar} if
 * all scores are 0 or 1, else {@link SignedRank}, one-sided.
 *
 * <p>The error is spent evenly over checkpoints and opponents: each comparison is made at {@code
 * alpha / (checkpoints x (candidates - 1))}, so the candidate that is truly best is ever dropped
 * with probability at most {@code alpha}, however candidates depend on each other.
 *
 * @param checkpoints task counts at which candidates may be dropped, ascending, 1 or more
 * @param alpha above 0 and below 1
 */
public record RacingRule(List<Integer> checkpoints, double alpha) {

  public RacingRule {
    checkpoints = List.copyOf(checkpoints);
    if (checkpoints.isEmpty()) {
      throw new IllegalArgumentException("There is no checkpoint, expected 1 or more.");
    }
    int before = 0;
    for (int checkpoint : checkpoints) {
      if (checkpoint <= before) {
        throw new IllegalArgumentException(
            "checkpoints are " + checkpoints + ", expected ascending numbers from 1.");
      }
      before = checkpoint;
    }
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "alpha is " + alpha + ", expected a number above 0 and below 1.");
    }
  }

  /**
   * A rule with {@code count} checkpoints evenly spaced up to {@code tasks}, the last one at {@code
   * tasks}; fewer if there are fewer tasks.
   */
  public static RacingRule evenly(int tasks, int count, double alpha) {
    if (tasks < 1 || count < 1) {
      throw new IllegalArgumentException(
          "tasks is " + tasks + " and count is " + count + ", expected 1 or more of each.");
    }
    int used = Math.min(tasks, count);
    List<Integer> checkpoints = new ArrayList<>();
    for (int i = 1; i <= used; i++) {
      checkpoints.add((int) ((long) tasks * i / used));
    }
    return new RacingRule(checkpoints, alpha);
  }

  /** Whether candidates may be dropped after this many tasks. */
  public boolean decidesAt(int tasks) {
    return checkpoints.contains(tasks);
  }

  /**
   * Candidates to drop now.
   *
   * @param scores by candidate and task, of all candidates that ever entered; NaN is inconclusive.
   *     Rows of candidates no longer racing are not read
   * @param racing indexes of the candidates still in the race, ascending
   * @param tasks number of tasks run; the first so many columns are read
   * @return a part of {@code racing}, ascending, never the leader; empty away from a checkpoint
   */
  public List<Integer> dropped(double[][] scores, List<Integer> racing, int tasks) {
    if (!decidesAt(tasks) || racing.size() < 2) {
      return List.of();
    }
    List<double[]> seen = new ArrayList<>();
    boolean binary = true;
    for (int candidate : racing) {
      double[] row = Arrays.copyOf(scores[candidate], tasks);
      seen.add(row);
      binary &= Pairs.binary(row);
    }
    int leader = leader(seen);
    double level = alpha / ((double) checkpoints.size() * (scores.length - 1));
    List<Integer> dropped = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      if (i != leader && pValue(seen.get(leader), seen.get(i), binary) <= level) {
        dropped.add(racing.get(i));
      }
    }
    return List.copyOf(dropped);
  }

  private static double pValue(double[] leader, double[] other, boolean binary) {
    if (binary) {
      int[] counts = McNemar.discordant(leader, other);
      return McNemar.pValueGreater(counts[0], counts[1]);
    }
    return SignedRank.pValueGreater(leader, other);
  }

  /** The greatest mean over conclusive tasks, the first of several; a row without one is last. */
  private static int leader(List<double[]> rows) {
    int leader = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < rows.size(); i++) {
      double mean =
          Arrays.stream(rows.get(i)).filter(s -> !Double.isNaN(s)).average().orElse(-1e308);
      if (mean > best) {
        best = mean;
        leader = i;
      }
    }
    return leader;
  }
}
