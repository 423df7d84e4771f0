package dev.collabgraph.distribution;

import java.util.Arrays;

/**
 * A distribution compiled for sampling and scoring, recompiled part by part when the distribution
 * has changed: probabilities at once, bit planes when a sample is drawn, logarithms when one is
 * scored.
 *
 * <p>Bit planes: lane v * stride + u holds the probability of edge u, v as a 64-bit fraction; lanes
 * are packed 64 to a block, and plane b of a block holds bit 63 - b of all its lanes, so that 64
 * probabilities are compared with 64 random fractions a bit at a time, from the highest bit, until
 * all are decided. Both directions of a pair are stored, so any slot order finds its row.
 *
 * <p>Allocates nothing after construction. Not thread-safe.
 */
final class ProbabilityTables {
  /**
   * Least sum of weights to draw by: below it, rounding to whole weights would show. All choices of
   * a slot together weigh 2^61.
   */
  static final long LEAST_TOTAL = 1L << 40;

  private static final double WEIGHT = 0x1p61;

  private final GraphRules rules;
  private GraphDistribution source;
  private long version;
  private long generation;
  private boolean planesKnown;
  private boolean logsKnown;

  /** Lanes of a row: a power of two up to 64, else a multiple of 64. */
  final int stride;

  /** Rows in a block, 1 or more. */
  final int rowsPerBlock;

  private final long[] planes;

  final double[] edge;
  final double[] absent;
  final double[] role;
  final double[] model;

  /** Distances of a slot's roles in {@link #roleLast}, and of its models in the other. */
  final int roleStride;

  final int modelStride;

  /**
   * The last number, of those from 0 to 2^63 - 1, that does not pass a role: one less than the
   * cumulative probability in units of 2^-63. From the last role on none is passed.
   */
  final long[] roleLast;

  /** The same of a slot's models. */
  final long[] modelLast;

  /** Probabilities of roles as whole numbers of 2^-61, laid out like {@link #roleLast}. */
  final long[] roleWeight;

  /** The same of models. */
  final long[] modelWeight;

  final double[] orderWeight;
  final double[] logAbsent;
  final double[] logRole;
  final double[] logModel;

  /** Sum of logAbsent over all earlier slots in the fixed order. */
  final double[] logNone;

  ProbabilityTables(GraphRules rules) {
    this.rules = rules;
    int slots = rules.slots;
    int narrow = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * slots - 1)));
    this.stride = slots <= 64 ? narrow : rules.words * 64;
    this.rowsPerBlock = slots <= 64 ? 64 / stride : 1;
    int blocks = (slots * stride + 63) >>> 6;
    this.planes = new long[blocks * 64];
    int pairs = slots * (slots - 1) / 2;
    this.edge = new double[pairs];
    this.absent = new double[pairs];
    this.logAbsent = new double[pairs];
    this.role = new double[slots * rules.roles];
    this.logRole = new double[slots * rules.roles];
    this.model = new double[slots * rules.models];
    this.logModel = new double[slots * rules.models];
    this.roleStride = rules.roleStride;
    this.modelStride = rules.modelStride;
    this.roleLast = new long[slots * roleStride];
    this.modelLast = new long[slots * modelStride];
    this.roleWeight = new long[roleLast.length];
    this.modelWeight = new long[modelLast.length];
    this.orderWeight = new double[slots];
    this.logNone = new double[slots];
  }

  /**
   * Brings the probabilities up to date.
   *
   * @throws IllegalArgumentException if the distribution is over another number of slots, roles or
   *     models than the space
   */
  void refresh(GraphDistribution distribution) {
    if (distribution == source && distribution.version() == version) {
      return;
    }
    if (distribution.slots != rules.slots
        || distribution.roles != rules.roles
        || distribution.models != rules.models) {
      throw new IllegalArgumentException(
          "The distribution is over %s slots, %s roles and %s models, the space over %s, %s and %s."
              .formatted(
                  distribution.slots,
                  distribution.roles,
                  distribution.models,
                  rules.slots,
                  rules.roles,
                  rules.models));
    }
    for (int i = 0; i < edge.length; i++) {
      double odds = Math.exp(distribution.edgeLogits[i]);
      absent[i] = 1.0 / (1.0 + odds);
      edge[i] = odds * absent[i];
    }
    for (int v = 0; v < rules.slots; v++) {
      int r = v * rules.roles;
      Categorical.softmax(distribution.roleLogits, r, rules.roles, role, r);
      int m = v * rules.models;
      Categorical.softmax(distribution.modelLogits, m, rules.models, model, m);
      orderWeight[v] = Math.exp(distribution.orderLogits[v]);
    }
    source = distribution;
    version = distribution.version();
    planesKnown = false;
    logsKnown = false;
    generation++;
  }

  /** Counts recompilations, for what is cached beside the tables. */
  long generation() {
    return generation;
  }

  /** The planes, 64 per block from the highest bit; plane b of a block at block * 64 + b. */
  long[] planes() {
    return planes;
  }

  /** Makes planes and cuts known. */
  void prepareDraws() {
    if (!planesKnown) {
      fillPlanes();
      fillDraws(role, rules.roles, roleStride, roleLast, roleWeight);
      fillDraws(model, rules.models, modelStride, modelLast, modelWeight);
      planesKnown = true;
    }
  }

  private void fillPlanes() {
    int slots = rules.slots;
    Arrays.fill(planes, 0L);
    for (int v = 1; v < slots; v++) {
      int row = GraphDistribution.edge(0, v);
      for (int u = 0; u < v; u++) {
        long fraction = fraction(edge[row + u]);
        planes[v * stride + u] = fraction;
        planes[u * stride + v] = fraction;
      }
    }
    for (int from = 0; from < planes.length; from += 64) {
      BitMatrix.transpose(planes, from);
      reverse(planes, from);
    }
  }

  private static void fillDraws(
      double[] probabilities, int width, int stride, long[] last, long[] weight) {
    Arrays.fill(last, Long.MAX_VALUE);
    for (int from = 0, at = 0; from < probabilities.length; from += width, at += stride) {
      double sum = 0;
      for (int i = 0; i < width; i++) {
        weight[at + i] = (long) (probabilities[from + i] * WEIGHT);
        sum += probabilities[from + i];
        if (i < width - 1) {
          last[at + i] = (long) (sum * 0x1p63) - 1;
        }
      }
    }
  }

  private static void reverse(long[] words, int from) {
    for (int low = from, high = from + 63; low < high; low++, high--) {
      long word = words[low];
      words[low] = words[high];
      words[high] = word;
    }
  }

  /** A probability below 1 as a 64-bit fraction, rounded down to a multiple of 2^-64. */
  static long fraction(double probability) {
    // Two halves, since a double above 2^63 does not convert to a long.
    long high = (long) (probability * 0x1p32);
    return high << 32 | (long) ((probability * 0x1p32 - high) * 0x1p32);
  }

  /** Makes the logarithms known. */
  void logs() {
    if (!logsKnown) {
      fillLogs();
      logsKnown = true;
    }
  }

  private void fillLogs() {
    for (int v = 0; v < rules.slots; v++) {
      double sum = 0;
      int row = GraphDistribution.edge(0, v);
      for (int u = 0; u < v; u++) {
        logAbsent[row + u] = -Math.log1p(edge[row + u] / absent[row + u]);
        sum += logAbsent[row + u];
      }
      logNone[v] = sum;
    }
    for (int i = 0; i < role.length; i++) {
      logRole[i] = Math.log(role[i]);
    }
    for (int i = 0; i < model.length; i++) {
      logModel[i] = Math.log(model[i]);
    }
  }
}
