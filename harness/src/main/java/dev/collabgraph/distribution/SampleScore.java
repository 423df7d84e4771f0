package dev.collabgraph.distribution;

import java.util.Arrays;

/**
 * Exact log-probability of a sample, conditional on its recorded orders, and its gradient.
 *
 * <p>A masked softmax is normalised over the mask. Inputs that were asked contribute a Bernoulli
 * factor, forced ones none. A minimum m contributes the one factor 1 / P(at least m of the
 * candidates), into which the conditional draws telescope, since nothing but the width can close
 * the question before the minimum is reached. By the exponential family its gradient replaces the
 * probability of an input by its conditional mean.
 *
 * <p>Cost: O(choices asked). Allocates nothing in steady state. Not thread-safe.
 */
final class SampleScore {
  private final GraphRules rules;
  private final ProbabilityTables tables;
  private final Conditions conditions;
  private final SlotOrders orders;

  SampleScore(
      GraphRules rules, ProbabilityTables tables, Conditions conditions, SlotOrders orders) {
    this.rules = rules;
    this.tables = tables;
    this.conditions = conditions;
    this.orders = orders;
  }

  /** The tables must be fresh for the distribution. */
  double logProbability(GraphDistribution distribution, GraphSample sample) {
    tables.logs();
    double sum = orders.logProbability(distribution, sample);
    for (int w = 0; w < sample.words; w++) {
      for (long rest = sample.live[w]; rest != 0; rest &= rest - 1) {
        int v = w * 64 + Long.numberOfTrailingZeros(rest);
        sum +=
            choice(
                tables.role, tables.logRole, v * rules.roles, sample.roleMask[v], sample.role[v]);
        sum += inputs(distribution, sample, v);
        if (sample.modelMask[v] != 0) {
          sum +=
              choice(
                  tables.model,
                  tables.logModel,
                  v * rules.models,
                  sample.modelMask[v],
                  sample.model[v]);
        }
      }
    }
    return sum;
  }

  private double choice(double[] probabilities, double[] logs, int from, long mask, int chosen) {
    if ((mask & (mask - 1)) == 0) {
      return 0;
    }
    return logs[from + chosen] - Math.log(total(probabilities, from, mask));
  }

  private static double total(double[] probabilities, int from, long mask) {
    double total = 0;
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      total += probabilities[from + Long.numberOfTrailingZeros(rest)];
    }
    return total;
  }

  private double inputs(GraphDistribution distribution, GraphSample sample, int v) {
    double sum = 0;
    int asked = 0;
    for (int w = 0; w < sample.words; w++) {
      asked += Long.bitCount(sample.asked[v * sample.words + w]);
    }
    boolean all = rules.fixedOrder && asked == v;
    if (all) {
      sum = tables.logNone[v];
    }
    for (int w = 0; w < sample.words; w++) {
      int at = v * sample.words + w;
      if (!all) {
        for (long rest = sample.asked[at]; rest != 0; rest &= rest - 1) {
          sum += tables.logAbsent[pair(w, rest, v)];
        }
      }
      // log p - log (1 - p) is the logit.
      for (long rest = sample.parents[at]; rest != 0; rest &= rest - 1) {
        sum += distribution.edgeLogits[pair(w, rest, v)];
      }
    }
    if (sample.minimum[v] > 0) {
      sum -= conditions.of(sample, v).logReach();
    }
    return sum;
  }

  private static int pair(int word, long rest, int v) {
    return GraphDistribution.anyEdge(word * 64 + Long.numberOfTrailingZeros(rest), v);
  }

  /**
   * Adds weight times the gradient, part of it as weights of rows: {@link #spread} has to follow.
   * The tables must be fresh for the distribution.
   */
  void addGradient(GraphSample sample, double weight, GraphGradient gradient) {
    orders.addGradient(sample, weight, gradient);
    final boolean narrow = rules.fixedOrder && sample.words == 1;
    final long everyRole = rules.roles > 1 ? rules.allRoles : -1; // one alone is no choice
    final long everyModel = rules.models > 1 ? rules.allModels : -1;
    for (int w = 0; w < sample.words; w++) {
      for (long rest = sample.live[w]; rest != 0; rest &= rest - 1) {
        int v = w * 64 + Long.numberOfTrailingZeros(rest);
        int kept = 0;
        if (sample.roleMask[v] == everyRole) {
          kept = GraphGradient.ROLE;
          gradient.roleWeight[v] += weight;
          gradient.role[v * rules.roles + sample.role[v]] += weight;
        } else {
          addChoice(
              tables.role,
              v * rules.roles,
              sample.roleMask[v],
              sample.role[v],
              weight,
              gradient.role,
              gradient.roleTouched);
        }
        if (narrow
            && sample.asked[v] == GraphRules.low(v)
            && (sample.minimum[v] == 0 || sample.markedLimit[v] < 0)) {
          kept |= GraphGradient.ROW;
          addWholeRow(sample, v, weight, gradient);
        } else {
          addInputs(sample, v, weight, gradient);
        }
        if (sample.modelMask[v] == everyModel) {
          kept |= GraphGradient.MODEL;
          gradient.modelWeight[v] += weight;
          gradient.model[v * rules.models + sample.model[v]] += weight;
        } else {
          addChoice(
              tables.model,
              v * rules.models,
              sample.modelMask[v],
              sample.model[v],
              weight,
              gradient.model,
              gradient.modelTouched);
        }
        gradient.pending[v] |= (byte) kept;
      }
    }
  }

  /** Spreads the weights of rows over their rows; the tables must be those they were kept under. */
  void spread(GraphGradient gradient) {
    for (int v = 0; v < rules.slots; v++) {
      int kept = gradient.pending[v];
      if ((kept & GraphGradient.ROLE) != 0) {
        spread(
            gradient.role,
            gradient.roleTouched,
            tables.role,
            v * rules.roles,
            rules.roles,
            gradient.roleWeight[v]);
      }
      if ((kept & GraphGradient.MODEL) != 0) {
        spread(
            gradient.model,
            gradient.modelTouched,
            tables.model,
            v * rules.models,
            rules.models,
            gradient.modelWeight[v]);
      }
      if ((kept & GraphGradient.ROW) != 0) {
        spreadInputs(v, gradient);
      }
    }
    gradient.clearWeights();
  }

  private static void spread(
      double[] sums,
      boolean[] touched,
      double[] probabilities,
      int from,
      int count,
      double weight) {
    for (int i = from; i < from + count; i++) {
      sums[i] -= weight * probabilities[i];
    }
    Arrays.fill(touched, from, from + count, true);
  }

  private void spreadInputs(int v, GraphGradient gradient) {
    int row = GraphDistribution.edge(0, v);
    int minima = rules.distinctMinima.length;
    double plain = gradient.rowWeight[v];
    for (int i = 0; i < minima; i++) {
      double weight = gradient.minimumWeight[v * minima + i];
      if (weight != 0) {
        plain -= weight;
        double[] mean = conditions.ofAll(v, rules.distinctMinima[i]).means();
        for (int u = 0; u < v; u++) {
          gradient.edge[row + u] -= weight * mean[u];
        }
      }
    }
    spread(gradient.edge, gradient.edgeTouched, tables.edge, row, v, plain);
  }

  private static void addChoice(
      double[] probabilities,
      int from,
      long mask,
      int chosen,
      double weight,
      double[] gradient,
      boolean[] touched) {
    if ((mask & (mask - 1)) == 0) {
      return;
    }
    double scale = weight / total(probabilities, from, mask);
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      int i = from + Long.numberOfTrailingZeros(rest);
      gradient[i] -= scale * probabilities[i];
      touched[i] = true;
    }
    gradient[from + chosen] += weight;
  }

  private void addInputs(GraphSample sample, int v, double weight, GraphGradient gradient) {
    for (int w = 0; w < sample.words; w++) {
      int at = v * sample.words + w;
      for (long rest = sample.asked[at]; rest != 0; rest &= rest - 1) {
        int pair = pair(w, rest, v);
        gradient.edge[pair] -= weight * tables.edge[pair];
        gradient.edgeTouched[pair] = true;
      }
      for (long rest = sample.parents[at]; rest != 0; rest &= rest - 1) {
        gradient.edge[pair(w, rest, v)] += weight;
      }
    }
    if (sample.minimum[v] > 0) {
      InputConditioning condition = conditions.of(sample, v);
      for (int i = 0; i < condition.count(); i++) {
        int pair = GraphDistribution.anyEdge(condition.slot(i), v);
        gradient.edge[pair] -= weight * (condition.mean(i) - tables.edge[pair]);
        gradient.edgeTouched[pair] = true;
      }
    }
  }

  /** As {@link #addInputs} where every earlier slot was asked and counts. */
  private void addWholeRow(GraphSample sample, int v, double weight, GraphGradient gradient) {
    int row = GraphDistribution.edge(0, v);
    double[] sums = gradient.edge;
    gradient.rowWeight[v] += weight;
    for (long rest = sample.parents[v]; rest != 0; rest &= rest - 1) {
      sums[row + Long.numberOfTrailingZeros(rest)] += weight;
    }
    int minimum = sample.minimum[v];
    if (minimum > 0) {
      int at = v * rules.distinctMinima.length;
      while (rules.distinctMinima[at - v * rules.distinctMinima.length] != minimum) {
        at++;
      }
      gradient.minimumWeight[at] += weight;
    }
  }
}
