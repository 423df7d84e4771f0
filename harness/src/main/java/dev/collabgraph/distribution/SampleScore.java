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

  /** Adds weight times the gradient; the tables must be fresh for the distribution. */
  void addGradient(GraphSample sample, double weight, GraphGradient gradient) {
    orders.addGradient(sample, weight, gradient);
    for (int w = 0; w < sample.words; w++) {
      for (long rest = sample.live[w]; rest != 0; rest &= rest - 1) {
        int v = w * 64 + Long.numberOfTrailingZeros(rest);
        addChoice(
            tables.role,
            v * rules.roles,
            sample.roleMask[v],
            sample.role[v],
            weight,
            gradient.role,
            gradient.roleTouched);
        addInputs(sample, v, weight, gradient);
        addChoice(
            tables.model,
            v * rules.models,
            sample.modelMask[v],
            sample.model[v],
            weight,
            gradient.model,
            gradient.modelTouched);
      }
    }
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
    if (rules.fixedOrder && sample.words == 1 && sample.asked[v] == GraphRules.low(v)) {
      addWholeRow(sample, v, weight, gradient);
      return;
    }
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

  /** As {@link #addInputs} where every earlier slot was asked: the row lies in one piece. */
  private void addWholeRow(GraphSample sample, int v, double weight, GraphGradient gradient) {
    int row = GraphDistribution.edge(0, v);
    double[] sums = gradient.edge;
    double[] edge = tables.edge;
    for (int i = row; i < row + v; i++) {
      sums[i] -= weight * edge[i];
    }
    Arrays.fill(gradient.edgeTouched, row, row + v, true);
    for (long rest = sample.parents[v]; rest != 0; rest &= rest - 1) {
      sums[row + Long.numberOfTrailingZeros(rest)] += weight;
    }
    if (sample.minimum[v] > 0) {
      InputConditioning condition = conditions.of(sample, v);
      assert condition.count() == v; // ascending, so input u is slot u
      double[] mean = condition.means();
      for (int u = 0; u < v; u++) {
        sums[row + u] -= weight * (mean[u] - edge[row + u]);
      }
    }
  }
}
