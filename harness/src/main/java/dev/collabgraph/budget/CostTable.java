package dev.collabgraph.budget;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cost of every (role, model, in-degree) in units, as integers, so that sums are exact and the
 * budget is a comparison of longs. One unit is the cheapest leaf of the pool: the least cost over
 * the models of a call that reads no input. A cost is rounded up to 10<sup>-9</sup> units, a budget
 * down, so a graph within the integer budget is within the real one.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class CostTable {

  /** Integer cost of one unit. */
  public static final long UNIT = 1_000_000_000L;

  private final String metric;
  private final double unit;
  private final List<Role> roles;
  private final List<ModelSpec> models;
  private final long[][][] costs;

  private CostTable(
      String metric, double unit, List<Role> roles, List<ModelSpec> models, long[][][] costs) {
    this.metric = metric;
    this.unit = unit;
    this.roles = roles;
    this.models = models;
    this.costs = costs;
  }

  /**
   * The table for in-degrees 0 to {@code maxInDegree}.
   *
   * @param models the declared pool, not empty; it fixes the unit
   * @throws IllegalArgumentException if a model declares too little for the metric
   */
  public static CostTable of(
      CostModel costModel, List<Role> roles, List<ModelSpec> models, int maxInDegree) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("The pool has no model: declare at least one in models.");
    }
    double unit = Double.POSITIVE_INFINITY;
    for (ModelSpec model : models) {
      unit = Math.min(unit, costModel.cost(model, 0));
    }
    long[][][] costs = new long[roles.size()][models.size()][maxInDegree + 1];
    for (int r = 0; r < costs.length; r++) {
      Role role = roles.get(r);
      for (int m = 0; m < models.size(); m++) {
        for (int d = 0; d <= maxInDegree; d++) {
          costs[r][m][d] =
              role.calls()
                  ? nanoUnits(costModel.cost(models.get(m), role.inputsRead(d)) / unit)
                  : 0L;
        }
      }
    }
    return new CostTable(costModel.metric(), unit, List.copyOf(roles), List.copyOf(models), costs);
  }

  private static long nanoUnits(double units) {
    double nanos = units * UNIT;
    double whole = Math.rint(nanos);
    // A ratio that is an integer up to floating-point noise is that integer, not one more.
    return (long)
        (Math.abs(nanos - whole) <= 1e-6 * Math.max(1.0, whole * 1e-9) ? whole : Math.ceil(nanos));
  }

  /** Integer limit of a budget given in units. */
  public static long limit(double units) {
    return (long) Math.floor(units * UNIT + 1e-6);
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
   * @throws IllegalArgumentException for a role or model that is not in the table
   */
  public long cost(CollaborationGraph graph) {
    Map<String, Integer> roleIndex = new HashMap<>();
    for (int r = 0; r < roles.size(); r++) {
      roleIndex.put(roles.get(r).name(), r);
    }
    Map<String, Integer> modelIndex = new HashMap<>();
    for (int m = 0; m < models.size(); m++) {
      modelIndex.put(models.get(m).id(), m);
    }
    long sum = 0;
    for (int v = 0; v < graph.size(); v++) {
      CollaborationGraph.Node node = graph.node(v);
      Integer role = roleIndex.get(node.role());
      if (role == null) {
        throw new IllegalArgumentException(
            "Node \"%s\" has role \"%s\", expected one of %s."
                .formatted(node.id(), node.role(), roleIndex.keySet()));
      }
      if (!roles.get(role).calls()) {
        continue;
      }
      Integer model = modelIndex.get(node.model());
      if (model == null) {
        throw new IllegalArgumentException(
            "Node \"%s\" has model \"%s\", expected one of %s."
                .formatted(node.id(), node.model(), modelIndex.keySet()));
      }
      sum += costs[role][model][graph.inDegree(v)];
    }
    return sum;
  }
}
