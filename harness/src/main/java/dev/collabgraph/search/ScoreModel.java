package dev.collabgraph.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the graphs are worth after noise and luck with tasks are taken out: reward = mean + graph
 * effect + task effect + noise, both effects shrunken towards 0 as random effects.
 *
 * <p>A raw maximum over many noisy means picks the luckiest; a shrunken one does not, and a graph
 * that met easy tasks only is not ahead for that. Solved by backfitting, which converges to the
 * ridge solution; the result depends on the evidence alone, not on its order.
 *
 * <p>Source: best linear unbiased prediction, C. R. Henderson (1975), with variance ratios held
 * fixed instead of estimated: {@link #GRAPH_PSEUDO_TASKS} from a residual variance of 0.15 and a
 * graph effect of 0.1, {@link #TASK_PSEUDO_GRAPHS} from a task effect of 0.3.
 */
final class ScoreModel {
  /** Evidence the prior on a graph is worth, in tasks. */
  static final double GRAPH_PSEUDO_TASKS = 15;

  /** Evidence the prior on a task's difficulty is worth, in graphs. */
  static final double TASK_PSEUDO_GRAPHS = 1.7;

  private static final int SWEEPS = 60;
  private static final double CONVERGED = 1e-10;

  /** A graph with its shrunken mean reward. */
  record Ranked(ScoreBook.Entry entry, double reward) {}

  private ScoreModel() {}

  /** The graphs by shrunken mean reward, the best first; ties to the cheaper, then the earlier. */
  static List<Ranked> rank(List<ScoreBook.Entry> entries) {
    double[] effects = effects(entries);
    double mean = mean(entries);
    List<Ranked> ranked = new ArrayList<>(entries.size());
    for (int g = 0; g < effects.length; g++) {
      ranked.add(new Ranked(entries.get(g), mean + effects[g]));
    }
    ranked.sort(
        Comparator.comparingDouble(Ranked::reward)
            .reversed()
            .thenComparingDouble(each -> each.entry.costUnits())
            .thenComparingInt(each -> each.entry.firstTrial()));
    return ranked;
  }

  /** Graph effects in the order of the entries. */
  static double[] effects(List<ScoreBook.Entry> entries) {
    Map<Integer, Integer> taskIndex = new TreeMap<>();
    int total = 0;
    for (ScoreBook.Entry entry : entries) {
      total += entry.size();
      for (ScoreBook.Observation each : entry.observations()) {
        taskIndex.putIfAbsent(each.task(), taskIndex.size());
      }
    }
    int[] graph = new int[total];
    int[] task = new int[total];
    double[] reward = new double[total];
    int row = 0;
    for (int g = 0; g < entries.size(); g++) {
      for (ScoreBook.Observation each : entries.get(g).observations()) {
        graph[row] = g;
        task[row] = taskIndex.get(each.task());
        reward[row++] = each.reward();
      }
    }
    return backfit(graph, task, reward, entries.size(), taskIndex.size(), mean(entries));
  }

  private static double[] backfit(
      int[] graph, int[] task, double[] reward, int graphs, int tasks, double mean) {
    double[] graphEffects = new double[graphs];
    double[] taskEffects = new double[tasks];
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      step(task, graph, reward, mean, taskEffects, graphEffects, TASK_PSEUDO_GRAPHS);
      double change =
          step(graph, task, reward, mean, graphEffects, taskEffects, GRAPH_PSEUDO_TASKS);
      if (change < CONVERGED) {
        break;
      }
    }
    return graphEffects;
  }

  /** Refits one family of effects given the other; returns the largest change. */
  private static double step(
      int[] own,
      int[] other,
      double[] reward,
      double mean,
      double[] effects,
      double[] otherEffects,
      double pseudo) {
    double[] sums = new double[effects.length];
    int[] counts = new int[effects.length];
    for (int row = 0; row < reward.length; row++) {
      sums[own[row]] += reward[row] - mean - otherEffects[other[row]];
      counts[own[row]]++;
    }
    double change = 0;
    for (int i = 0; i < effects.length; i++) {
      double fitted = sums[i] / (counts[i] + pseudo);
      change = Math.max(change, Math.abs(fitted - effects[i]));
      effects[i] = fitted;
    }
    return change;
  }

  private static double mean(List<ScoreBook.Entry> entries) {
    double sum = 0;
    int count = 0;
    for (ScoreBook.Entry entry : entries) {
      for (ScoreBook.Observation each : entry.observations()) {
        sum += each.reward();
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }
}
