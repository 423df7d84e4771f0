package dev.collabgraph.distribution;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.graph.Role;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A search space compiled to flat arrays: what a slot may be, what that costs at least and at most,
 * and the proof, at construction, that some graph fits. Immutable.
 *
 * <p>Every array that depends on whether a slot is the sink has the inner slots at {@link #INNER}
 * and the sink at {@link #SINK}.
 */
final class GraphRules {
  static final int INNER = 0;
  static final int SINK = 1;

  /** A cost above any budget that leaves room to add leaves to it. */
  static final long OUT_OF_REACH = Long.MAX_VALUE / 2;

  /** Roles and models are kept as bits of a long. */
  private static final int MOST_CHOICES = 64;

  final SearchSpace space;
  final int slots;
  final int words;
  final int roles;
  final int models;
  final long limit;

  /** Cost of the cheapest node without inputs: what the reserve holds for a live slot. */
  final long leaf;

  final Topology.Shape shape;
  final int maxDepth;
  final int maxWidth;
  final boolean fixedOrder;

  /** Whether the level of a slot has to be known while sampling. */
  final boolean tracksLevels;

  /** Whether every earlier slot is a candidate: any DAG, no depth or width to keep. */
  final boolean plain;

  /** Every role, as bits. */
  final long allRoles;

  /** Every model, as bits. */
  final long allModels;

  /** Roles a slot may have at all, as bits. */
  final long[] roleMask = new long[2];

  /** Models a slot may have at all, as bits. */
  final long[] modelMask = new long[2];

  /** Fewest inputs, [kind * roles + role]. */
  final int[] minInputs;

  /** Most inputs, [kind * roles + role], topology included. */
  final int[] maxInputs;

  final boolean[] calls;

  /** Cost of a node, [(role * models + model) * slots + in-degree]. */
  final long[] cost;

  /** Room for the models of a slot in rows that are read without a loop, see {@link #stride}. */
  final int modelStride;

  /**
   * The same costs, [(role * slots + in-degree) * modelStride + model]; out of reach where there is
   * no model.
   */
  final long[] costByModel;

  /** Least cost over the allowed models, [(kind * roles + role) * slots + in-degree]. */
  final long[] least;

  /** Largest cost over the allowed models, laid out like {@link #least}. */
  final long[] most;

  /** If this much is left for a slot and its inputs, no role is masked for want of budget. */
  final long[] anyRoleNeeds = new long[2];

  /**
   * If this much is left for an inner slot and its inputs, nothing it may choose is closed to it,
   * by slot: the dearest model with every earlier slot as input and one more, a leaf for each;
   * {@link Long#MAX_VALUE} where topology or a role bounds the choices whatever is left.
   */
  final long[] anythingNeeds;

  /** Roles an inner slot may have with so many possible inputs, by number, budget left aside. */
  final long[] rolesByInputs;

  /** Room for the roles of a slot in rows that are read without a loop, see {@link #stride}. */
  final int roleStride;

  /** {@link #needs} of an inner slot's roles, out of reach for those it may not have. */
  final long[] innerNeeds;

  /**
   * Least cost of a node with one input more, [(kind * roles + role) * slots + inputs taken], with
   * a leaf for every input then missing to the role's minimum; out of reach at the most inputs.
   */
  final long[] oneMore;

  /**
   * With less than this left for it an inner slot has no choice: it is the cheapest leaf, {@link
   * #leafRole} and {@link #leafModel}, and so is every live slot after it; {@link Long#MIN_VALUE}
   * if that is never so.
   */
  final long choiceNeeds;

  /** Role of the cheapest leaf; the first of several. */
  final int leafRole;

  /** Model of the cheapest leaf; the first of several. */
  final int leafModel;

  /** Whether the sink has the choices of any other slot. */
  final boolean sinkIsLikeOthers;

  /** Budget a role takes at its fewest inputs, a leaf for each, [kind * roles + role]. */
  final long[] needs;

  /** Minima above 0 that occur, ascending. */
  final int[] distinctMinima;

  /** With this many possible inputs no role is masked for want of inputs. */
  final int[] anyRoleInputs = new int[2];

  GraphRules(SearchSpace space) {
    CostTable table = space.costs();
    Topology topology = space.topology();
    this.space = space;
    this.slots = space.slots();
    this.words = (slots + 63) >>> 6;
    this.roles = space.roleCount();
    this.models = space.modelCount();
    this.limit = space.limit();
    this.shape = topology.shape();
    this.maxDepth = topology.maxDepth();
    this.maxWidth = topology.maxWidth();
    this.fixedOrder = space.order() == SlotOrder.FIXED;
    this.tracksLevels = shape == Topology.Shape.LAYERED || maxDepth > 0 || maxWidth > 0;
    this.plain = shape == Topology.Shape.FREE && !tracksLevels;
    requireChoices(roles, "roles");
    requireChoices(models, "models");

    this.calls = new boolean[roles];
    this.cost = new long[roles * models * slots];
    copyCosts(table);
    this.roleStride = stride(roles);
    this.modelStride = stride(models);
    this.costByModel = costByModel();
    this.leaf = cheapestLeaf(table);

    this.allRoles = low(roles);
    this.allModels = low(models);
    roleMask[INNER] = allRoles;
    modelMask[INNER] = allModels;
    roleMask[SINK] = SinkChoices.roles(table.roles(), topology);
    modelMask[SINK] = SinkChoices.models(table.models(), topology);

    this.minInputs = new int[2 * roles];
    this.maxInputs = new int[2 * roles];
    this.least = new long[2 * roles * slots];
    this.most = new long[2 * roles * slots];
    this.needs = new long[2 * roles];
    fillBounds(table.roles(), topology);
    dropImpossibleRoles();
    requireSomeGraph(table);
    this.distinctMinima = summariseRoles();
    this.anythingNeeds = anythingNeeds();
    this.rolesByInputs = rolesByInputs();
    this.oneMore = oneMore();
    this.innerNeeds = innerNeeds();
    int leafKind = leafKind();
    this.leafRole = leafKind / models;
    this.leafModel = leafKind % models;
    this.choiceNeeds = choiceNeeds();
    this.sinkIsLikeOthers =
        roleMask[SINK] == roleMask[INNER]
            && modelMask[SINK] == modelMask[INNER]
            && space.topology().sinkMinInputs() == 0;
  }

  /** Few choices take as much room as {@link SampleWalk} looks at without a loop. */
  static int stride(int choices) {
    return choices <= 2 ? 2 : Math.max(4, choices);
  }

  private long[] costByModel() {
    long[] rows = new long[roles * slots * modelStride];
    Arrays.fill(rows, OUT_OF_REACH);
    for (int r = 0; r < roles; r++) {
      for (int d = 0; d < slots; d++) {
        for (int m = 0; m < models; m++) {
          rows[(r * slots + d) * modelStride + m] = cost(r, m, d);
        }
      }
    }
    return rows;
  }

  /** Role * models + model of the cheapest leaf. */
  private int leafKind() {
    int kind = 0;
    while (!calls[kind / models]
        || minInputs[kind / models] > 0
        || cost(kind / models, kind % models, 0) > leaf) {
      kind++;
    }
    return kind;
  }

  private long choiceNeeds() {
    if ((roleMask[INNER] >>> leafRole & 1) == 0) {
      return Long.MIN_VALUE;
    }
    long least = oneMore[leafRole * slots];
    for (int r = 0; r < roles; r++) {
      if (r != leafRole && (roleMask[INNER] >>> r & 1) != 0) {
        least = Math.min(least, needs[r]);
      }
    }
    for (int m = 0; m < models; m++) {
      if (m != leafModel) {
        least = Math.min(least, cost(leafRole, m, 0));
      }
    }
    return least;
  }

  private long[] anythingNeeds() {
    long[] needs = new long[slots];
    boolean bounded = !plain || roleMask[INNER] != allRoles;
    for (int r = 0; r < roles; r++) {
      bounded |= maxInputs[r] < slots - 1;
    }
    for (int v = 0; v < slots; v++) {
      long dearest = 0;
      for (int r = 0; r < roles; r++) {
        dearest = Math.max(dearest, most[r * slots + Math.min(v + 1, slots - 1)]);
      }
      needs[v] = bounded ? Long.MAX_VALUE : dearest + leaf * (v + 1);
    }
    return needs;
  }

  private long[] rolesByInputs() {
    long[] masks = new long[slots];
    for (int available = 0; available < slots; available++) {
      for (long rest = roleMask[INNER]; rest != 0; rest &= rest - 1) {
        if (minInputs[Long.numberOfTrailingZeros(rest)] <= available) {
          masks[available] |= rest & -rest;
        }
      }
    }
    return masks;
  }

  private long[] innerNeeds() {
    long[] row = new long[roleStride];
    Arrays.fill(row, OUT_OF_REACH);
    for (int r = 0; r < roles; r++) {
      if ((roleMask[INNER] >>> r & 1) != 0) {
        row[r] = needs[r];
      }
    }
    return row;
  }

  private long[] oneMore() {
    long[] needs = new long[least.length];
    for (int i = 0; i < 2 * roles; i++) {
      for (int taken = 0; taken < slots; taken++) {
        int grown = Math.max(taken + 1, minInputs[i]);
        needs[i * slots + taken] =
            taken >= maxInputs[i] || grown >= slots
                ? OUT_OF_REACH
                : least[i * slots + grown] + leaf * (grown - taken - 1);
      }
    }
    return needs;
  }

  private int[] summariseRoles() {
    IntStream.Builder minima = IntStream.builder();
    for (int kind = INNER; kind <= SINK; kind++) {
      for (int r = 0; r < roles; r++) {
        if ((roleMask[kind] >>> r & 1) != 0) {
          int min = minInputs[kind * roles + r];
          minima.add(min);
          anyRoleInputs[kind] = Math.max(anyRoleInputs[kind], min);
          anyRoleNeeds[kind] = Math.max(anyRoleNeeds[kind], needs[kind * roles + r]);
        }
      }
    }
    return minima.build().filter(min -> min > 0).sorted().distinct().toArray();
  }

  private static void requireChoices(int count, String name) {
    if (count < 1 || count > MOST_CHOICES) {
      throw new IllegalArgumentException(
          "The pool has %s %s, expected 1 to %s.".formatted(count, name, MOST_CHOICES));
    }
  }

  private void copyCosts(CostTable table) {
    for (int r = 0; r < roles; r++) {
      calls[r] = table.roles().get(r).calls();
      for (int m = 0; m < models; m++) {
        long before = 0;
        for (int d = 0; d < slots; d++) {
          long now = table.cost(r, m, d);
          if (now < before) {
            throw new IllegalArgumentException(
                "Cost metric \"%s\": model \"%s\" costs less with %s inputs (%s) than with %s (%s); a cost must not fall as inputs are added."
                    .formatted(table.metric(), table.models().get(m).id(), d, now, d - 1, before));
          }
          cost[(r * models + m) * slots + d] = now;
          before = now;
        }
      }
    }
  }

  private long cheapestLeaf(CostTable table) {
    long cheapest = Long.MAX_VALUE;
    for (int r = 0; r < roles; r++) {
      if (calls[r] && table.roles().get(r).minInputs() == 0) {
        for (int m = 0; m < models; m++) {
          cheapest = Math.min(cheapest, cost(r, m, 0));
        }
      }
    }
    if (cheapest == Long.MAX_VALUE) {
      throw new IllegalArgumentException(
          "No role can stand without inputs (roles: "
              + names(table.roles())
              + "): let one role that calls a model have minInputs: 0.");
    }
    return cheapest;
  }

  private void fillBounds(List<Role> all, Topology topology) {
    int most = topology.maxInDegree() > 0 ? topology.maxInDegree() : Role.UNLIMITED;
    if (shape == Topology.Shape.CHAIN) {
      most = Math.min(most, 1);
    }
    for (int kind = INNER; kind <= SINK; kind++) {
      for (int r = 0; r < roles; r++) {
        int i = kind * roles + r;
        minInputs[i] =
            Math.max(all.get(r).minInputs(), kind == SINK ? topology.sinkMinInputs() : 0);
        maxInputs[i] = Math.min(Math.min(all.get(r).maxInputs(), most), slots - 1);
        for (int d = 0; d < slots; d++) {
          long low = Long.MAX_VALUE;
          long high = 0;
          for (long left = modelMask[kind]; left != 0; left &= left - 1) {
            long c = cost(r, Long.numberOfTrailingZeros(left), d);
            low = Math.min(low, c);
            high = Math.max(high, c);
          }
          least[i * slots + d] = low;
          this.most[i * slots + d] = high;
        }
        int min = Math.min(minInputs[i], slots - 1);
        needs[i] = least[i * slots + min] + leaf * min;
      }
    }
  }

  private void dropImpossibleRoles() {
    boolean noInputsAtAll = maxDepth == 1;
    for (int kind = INNER; kind <= SINK; kind++) {
      int possible =
          noInputsAtAll || (kind == INNER && shape == Topology.Shape.STAR) ? 0 : slots - 1;
      if (kind == SINK && maxWidth > 0) {
        possible = Math.min(possible, maxWidth);
      }
      for (int r = 0; r < roles; r++) {
        int i = kind * roles + r;
        if (minInputs[i] > Math.min(maxInputs[i], possible)) {
          roleMask[kind] &= ~(1L << r);
        }
      }
    }
  }

  private void requireSomeGraph(CostTable table) {
    if (roleMask[SINK] == 0) {
      Topology topology = space.topology();
      throw new IllegalArgumentException(
          "No graph fits the topology: with %s slots, shape %s, maxDepth %s, maxWidth %s, maxInDegree %s (0 = unlimited) no role gets the inputs a sink needs (sink.minInputs %s, sink.role %s): lower sink.minInputs or loosen the topology."
              .formatted(
                  slots,
                  shape.name().toLowerCase(Locale.ROOT),
                  topology.maxDepth(),
                  topology.maxWidth(),
                  topology.maxInDegree(),
                  topology.sinkMinInputs(),
                  topology.sinkRole() == null ? "free" : "\"" + topology.sinkRole() + "\""));
    }
    long cheapest = Long.MAX_VALUE;
    for (int r = 0; r < roles; r++) {
      if ((roleMask[SINK] >>> r & 1) != 0) {
        cheapest = Math.min(cheapest, needs[SINK * roles + r]);
      }
    }
    if (cheapest > limit) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The budget is %s units, below the cheapest graph, which costs %s: raise search.budget.units to %s or more.",
              units(limit, false),
              units(cheapest, true),
              units(cheapest, true)));
    }
  }

  /** Three decimals at most, rounded away from a budget that fits. */
  private static String units(long cost, boolean up) {
    long thousandths = CostTable.UNIT / 1000;
    long whole = up ? -Math.floorDiv(-cost, thousandths) : Math.floorDiv(cost, thousandths);
    return BigDecimal.valueOf(whole, 3).stripTrailingZeros().toPlainString();
  }

  private static List<String> names(List<Role> all) {
    return all.stream().map(Role::name).toList();
  }

  long cost(int role, int model, int inDegree) {
    return cost[(role * models + model) * slots + inDegree];
  }

  /** Bits 0 to count - 1. */
  static long low(int count) {
    return count == 64 ? -1L : (1L << count) - 1;
  }
}
