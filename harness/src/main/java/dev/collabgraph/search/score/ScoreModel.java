package dev.collabgraph.search.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What the graphs are worth after noise and luck with tasks are taken out: reward = mean + graph
 * effect + task effect + noise, both effects shrunken towards 0 as random effects.
 *
 * <p>A raw maximum over many noisy means picks the luckiest; a shrunken one does not, and a graph
 * that met easy tasks only is not ahead for that. Solved by backfitting, which converges to the
 * ridge solution; the result depends on the evidence alone, not on its order.
 *
 * <p>Source: best linear unbiased prediction, C. R. Henderson (1975). The variance between graphs
 * is estimated by moments; {@link #TASK_PSEUDO_GRAPHS} is from a residual variance of 0.15 and a
 * task effect of 0.3.
 *
 * <p>Public for the sibling packages; not an API.
 */
public final class ScoreModel {
  /** Evidence the prior on a graph is worth, in tasks, before the spread of graphs is known. */
  static final double GRAPH_PSEUDO_TASKS = 15;

  private static final double LEAST_PSEUDO_TASKS = 3;
  private static final double MOST_PSEUDO_TASKS = 300;

  /** Evidence the prior on a task's difficulty is worth, in graphs. */
  static final double TASK_PSEUDO_GRAPHS = 1.7;

  private static final int SWEEPS = 60;
  private static final double CONVERGED = 1e-10;

  /**
   * A graph with its shrunken mean reward.
   *
   * @param pseudoTasks how many tasks the prior was worth
   */
  public record Ranked(ScoreBook.Entry entry, double reward, double pseudoTasks) {}

  /** By reward, the best first; ties to the cheaper, then the earlier. */
  static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparingDouble(Ranked::reward)
          .reversed()
          .thenComparingDouble(each -> each.entry.costUnits())
          .thenComparingInt(each -> each.entry.firstTrial());

  /**
   * Rewards with the tasks' difficulty taken out, in the order of the entries.
   *
   * @param adjusted means of reward less task effect, not shrunken
   * @param noise variance of one task's reward around its graph and task
   */
  public record Adjusted(double[] adjusted, double noise) {}

  /** Takes out what the tasks explain. */
  public static Adjusted adjust(List<ScoreBook.Entry> entries) {
    Rows rows = new Rows(entries);
    Fit fit = backfit(rows);
    double[] sums = new double[entries.size()];
    double squares = 0;
    for (int row = 0; row < rows.reward.length; row++) {
      double left = rows.reward[row] - fit.taskEffects[rows.task[row]];
      sums[rows.graph[row]] += left;
      double residual = left - rows.mean - fit.graphEffects[rows.graph[row]];
      squares += residual * residual;
    }
    for (int g = 0; g < sums.length; g++) {
      sums[g] /= entries.get(g).size();
    }
    int freedom = Math.max(1, rows.reward.length - rows.tasks / 2);
    return new Adjusted(sums, Math.max(1e-4, squares / freedom));
  }

  private ScoreModel() {}

  /** The graphs by shrunken mean reward, the best first; ties to the cheaper, then the earlier. */
  public static List<Ranked> rank(List<ScoreBook.Entry> entries) {
    Fit fit = backfit(new Rows(entries));
    double[] effects = fit.graphEffects;
    double mean = mean(entries);
    List<Ranked> ranked = new ArrayList<>(entries.size());
    for (int g = 0; g < effects.length; g++) {
      ranked.add(new Ranked(entries.get(g), mean + effects[g], fit.pseudoTasks));
    }
    ranked.sort(BEST_FIRST);
    return ranked;
  }

  /** Graph effects in the order of the entries. */
  static double[] effects(List<ScoreBook.Entry> entries) {
    return backfit(new Rows(entries)).graphEffects;
  }

  /** Mean scores, shrunken like rewards, in the order of the entries. */
  static double[] scores(List<ScoreBook.Entry> entries) {
    Rows rows = new Rows(entries, ScoreBook.Observation::score);
    double[] scores = backfit(rows).graphEffects;
    for (int g = 0; g < scores.length; g++) {
      scores[g] += rows.mean;
    }
    return scores;
  }

  /** All observations as parallel arrays. */
  private static final class Rows {
    private final int[] graph;
    private final int[] task;
    private final double[] reward;
    private final int graphs;
    private final int tasks;
    private final double mean;
    private final Side byGraph;
    private final Side byTask;

    Rows(List<ScoreBook.Entry> entries) {
      this(entries, ScoreBook.Observation::reward);
    }

    Rows(List<ScoreBook.Entry> entries, ToDoubleFunction<ScoreBook.Observation> value) {
      Map<Integer, Integer> taskIndex = new TreeMap<>();
      int total = 0;
      for (ScoreBook.Entry entry : entries) {
        total += entry.size();
        for (ScoreBook.Observation each : entry.observations()) {
          taskIndex.putIfAbsent(each.task(), taskIndex.size());
        }
      }
      graph = new int[total];
      task = new int[total];
      reward = new double[total];
      int row = 0;
      for (int g = 0; g < entries.size(); g++) {
        for (ScoreBook.Observation each : entries.get(g).observations()) {
          graph[row] = g;
          task[row] = taskIndex.get(each.task());
          reward[row++] = value.applyAsDouble(each);
        }
      }
      graphs = entries.size();
      tasks = taskIndex.size();
      mean = Arrays.stream(reward).average().orElse(0);
      byGraph = Side.of(graph, graphs, task, reward, mean);
      byTask = Side.of(task, tasks, graph, reward, mean);
    }
  }

  /**
   * The observations as one family of effects meets them: those of effect i from {@code start[i]}
   * to {@code start[i + 1]}, in the order of the rows, so that sums are taken in that order.
   *
   * @param other index of each one's effect in the other family
   * @param centred rewards less their mean
   */
  private record Side(int[] start, int[] other, double[] centred) {
    static Side of(int[] own, int effects, int[] other, double[] reward, double mean) {
      int[] start = new int[effects + 1];
      for (int effect : own) {
        start[effect + 1]++;
      }
      for (int i = 0; i < effects; i++) {
        start[i + 1] += start[i];
      }
      int[] next = start.clone();
      Side side = new Side(start, new int[own.length], new double[own.length]);
      for (int row = 0; row < own.length; row++) {
        int place = next[own[row]]++;
        side.other[place] = other[row];
        side.centred[place] = reward[row] - mean;
      }
      return side;
    }

    int count(int effect) {
      return start[effect + 1] - start[effect];
    }

    /** Sum of what the other family leaves of an effect's rewards. */
    double sum(int effect, double[] otherEffects) {
      double sum = 0;
      for (int i = start[effect]; i < start[effect + 1]; i++) {
        sum += centred[i] - otherEffects[other[i]];
      }
      return sum;
    }
  }

  private record Fit(double[] graphEffects, double[] taskEffects, double pseudoTasks) {}

  /** Fits twice: the second time with the prior that the spread of the first fit suggests. */
  private static Fit backfit(Rows rows) {
    Fit first = backfit(rows, GRAPH_PSEUDO_TASKS);
    return backfit(rows, pseudoTasks(rows, first));
  }

  /**
   * Noise variance over the variance between graphs, by moments: how many tasks the prior is worth.
   * Graphs that differ little are shrunken much, so that luck cannot rank them.
   */
  private static double pseudoTasks(Rows rows, Fit fit) {
    double squares = 0;
    for (int row = 0; row < rows.reward.length; row++) {
      double left = rows.reward[row] - rows.mean - fit.taskEffects[rows.task[row]];
      double residual = left - fit.graphEffects[rows.graph[row]];
      squares += residual * residual;
    }
    if (rows.graphs < 3) {
      return GRAPH_PSEUDO_TASKS;
    }
    double noise = squares / rows.reward.length;
    double between = 0;
    for (int g = 0; g < rows.graphs; g++) {
      double mean = rows.byGraph.sum(g, fit.taskEffects) / rows.byGraph.count(g);
      between += mean * mean - noise / rows.byGraph.count(g);
    }
    between = Math.max(between / rows.graphs, 1e-6);
    return Math.min(MOST_PSEUDO_TASKS, Math.max(LEAST_PSEUDO_TASKS, noise / between));
  }

  private static Fit backfit(Rows rows, double pseudoTasks) {
    double[] graphEffects = new double[rows.graphs];
    double[] taskEffects = new double[rows.tasks];
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      step(rows.byTask, taskEffects, graphEffects, TASK_PSEUDO_GRAPHS);
      double change = step(rows.byGraph, graphEffects, taskEffects, pseudoTasks);
      if (change < CONVERGED) {
        break;
      }
    }
    return new Fit(graphEffects, taskEffects, pseudoTasks);
  }

  /** Refits one family of effects given the other; returns the largest change. */
  private static double step(Side side, double[] effects, double[] otherEffects, double pseudo) {
    double change = 0;
    for (int i = 0; i < effects.length; i++) {
      double fitted = side.sum(i, otherEffects) / (side.count(i) + pseudo);
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
