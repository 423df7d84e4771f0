package dev.collabgraph.budget;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Cost of every (role, model, in-degree) in units, as integers, so that sums are exact and the
 * budget is a comparison of longs. One unit is the cheapest leaf of the pool: the least cost over
 * the models of a call that reads no input. A cost is rounded up to 10<sup>-9</sup> units, a budget
 * down, so a graph within the integer budget is within the real one.
 *
 * <p>A number within a relative 2.5 x 10<sup>-15</sup> of a multiple of 10<sup>-9</sup> units is
 * taken for that multiple: so near, the difference is the rounding of the doubles it was computed
 * in. Without it a model of three times the cheapest price would cost 3.000000001 units, and three
 * units would not pay for it.
 *
 * <p>No cost exceeds {@link #UNPAYABLE}, which no budget reaches; sums of up to 8,191 costs do not
 * overflow.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class CostTable {

  /** Integer cost of one unit. */
  public static final long UNIT = 1_000_000_000L;

  /** Largest budget, in units. */
  public static final double LARGEST_BUDGET = 1e6;

  /** Integer cost that stands for itself and everything above; more than any budget. */
  public static final long UNPAYABLE = 1L << 50;

  private static final double NOISE = 2.5e-15;

  private final String metric;
  private final double unit;
  private final List<Role> roles;
  private final List<ModelSpec> models;
  private final Map<String, Integer> roleIndex;
  private final Map<String, Integer> modelIndex;
  private final long[][][] costs;

  private CostTable(
      String metric, double unit, List<Role> roles, List<ModelSpec> models, long[][][] costs) {
    this.metric = metric;
    this.unit = unit;
    this.roles = roles;
    this.models = models;
    this.roleIndex = index(roles, Role::name, "roles");
    this.modelIndex = index(models, ModelSpec::id, "models");
    this.costs = costs;
  }

  /**
   * The table for in-degrees 0 to {@code maxInDegree}.
   *
   * @param roles the declared roles, not empty, names unique
   * @param models the declared pool, not empty, ids unique; it fixes the unit
   * @throws IllegalArgumentException if a model declares too little for the metric
   */
  public static CostTable of(
      CostModel costModel, List<Role> roles, List<ModelSpec> models, int maxInDegree) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("The pool has no model: declare at least one in models.");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("There is no role: declare at least one in roles.");
    }
    if (maxInDegree < 0) {
      throw new IllegalArgumentException("maxInDegree is " + maxInDegree + ", expected 0 or more.");
    }
    double unit = Double.POSITIVE_INFINITY;
    for (ModelSpec model : models) {
      unit = Math.min(unit, checked(costModel, model, 0));
    }
    long[][][] costs = new long[roles.size()][models.size()][maxInDegree + 1];
    for (int r = 0; r < costs.length; r++) {
      Role role = roles.get(r);
      if (!role.calls()) {
        continue;
      }
      for (int m = 0; m < models.size(); m++) {
        for (int d = 0; d <= maxInDegree; d++) {
          costs[r][m][d] = roundedUp(checked(costModel, models.get(m), role.inputsRead(d)) / unit);
        }
      }
    }
    return new CostTable(costModel.metric(), unit, List.copyOf(roles), List.copyOf(models), costs);
  }

  private static double checked(CostModel costModel, ModelSpec model, int inputsRead) {
    double cost = costModel.cost(model, inputsRead);
    if (!(cost > 0 && cost < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Model \"%s\": a call that reads %s inputs costs %s %s, expected a finite number above 0."
              .formatted(model.id(), inputsRead, cost, costModel.metric()));
    }
    return cost;
  }

  private static <T> Map<String, Integer> index(
      List<T> items, Function<T, String> name, String what) {
    Map<String, Integer> index = new LinkedHashMap<>();
    for (T item : items) {
      if (index.putIfAbsent(name.apply(item), index.size()) != null) {
        throw new IllegalArgumentException(
            "%s declares \"%s\" twice: rename one.".formatted(what, name.apply(item)));
      }
    }
    return index;
  }

  /** Units to an integer cost, rounded up; at most {@link #UNPAYABLE}. */
  static long roundedUp(double units) {
    double nanos = units * UNIT;
    return Math.min(UNPAYABLE, (long) (isWhole(nanos) ? Math.rint(nanos) : Math.ceil(nanos)));
  }

  private static boolean isWhole(double nanos) {
    return Math.abs(nanos - Math.rint(nanos)) <= NOISE * Math.abs(nanos);
  }

  /**
   * Integer limit of a budget given in units, rounded down.
   *
   * @param units from 0 to {@link #LARGEST_BUDGET}
   * @throws IllegalArgumentException if it is outside
   */
  public static long limit(double units) {
    if (!(units >= 0 && units <= LARGEST_BUDGET)) {
      throw new IllegalArgumentException(
          "The budget is " + units + " units, expected a number from 0 to 1000000.");
    }
    double nanos = units * UNIT;
    return (long) (isWhole(nanos) ? Math.rint(nanos) : Math.floor(nanos));
  }

  /** An integer cost in units. */
  public static double units(long cost) {
    return (double) cost / UNIT;
  }

  /** Name of the metric. */
  public String metric() {
    return metric;
  }

  /** What one unit is in the metric's own unit. */
  public double unit() {
    return unit;
  }

  /** The roles in the order of their indexes. */
  public List<Role> roles() {
    return roles;
  }

  /** The models in the order of their indexes. */
  public List<ModelSpec> models() {
    return models;
  }

  /** Largest in-degree of the table. */
  public int maxInDegree() {
    return costs[0][0].length - 1;
  }

  /** Integer cost of one node; 0 for a role that calls no model. */
  public long cost(int role, int model, int inDegree) {
    return costs[role][model][inDegree];
  }

  /**
   * Integer cost of a whole graph, the sink included.
   *
   * @throws IllegalArgumentException for a role, model or in-degree that is not in the table
   */
  public long cost(CollaborationGraph graph) {
    long sum = 0;
    for (int v = 0; v < graph.size(); v++) {
      sum += cost(graph.node(v), graph.inDegree(v));
    }
    return sum;
  }

  private long cost(CollaborationGraph.Node node, int inDegree) {
    Integer role = roleIndex.get(node.role());
    if (role == null) {
      throw new IllegalArgumentException(
          "Node \"%s\" has role \"%s\", expected one of %s."
              .formatted(node.id(), node.role(), String.join(", ", roleIndex.keySet())));
    }
    if (!roles.get(role).calls()) {
      return 0;
    }
    Integer model = node.model() == null ? null : modelIndex.get(node.model());
    if (model == null) {
      throw new IllegalArgumentException(
          "Node \"%s\" has %s, expected one of %s."
              .formatted(
                  node.id(),
                  node.model() == null ? "no model" : "model \"" + node.model() + "\"",
                  String.join(", ", modelIndex.keySet())));
    }
    if (inDegree > maxInDegree()) {
      throw new IllegalArgumentException(
          "Node \"%s\" has %s inputs, expected at most %s, the largest in-degree of the cost table."
              .formatted(node.id(), inDegree, maxInDegree()));
    }
    return costs[role][model][inDegree];
  }
}
