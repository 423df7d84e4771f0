package dev.collabgraph.suite;

import dev.collabgraph.distribution.SlotOrder;
import dev.collabgraph.distribution.Topology;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code search} and {@code spend}. */
final class SearchSection {
  private static final double NO_LIMIT = Double.MAX_VALUE;
  private static final int MANY = 1_000_000;
  private static final Pattern CONSTRAINT =
      Pattern.compile(
          "\\s*(?:accuracy|latencySeconds|cost)\\s*(?:<=|>=)\\s*"
              + "[-+]?[0-9]{0,15}\\.?[0-9]{1,15}(?:[eE][-+]?[0-9]{1,2})?\\s*");

  private static final int MOST_BUDGETS = 20;

  private final List<String> models;
  private final List<Role> roles;

  SearchSection(List<ModelSpec> models, List<Role> roles) {
    this.models = models.stream().map(ModelSpec::id).toList();
    this.roles = roles;
  }

  SuiteDefinition.SearchSpec read(Options search) {
    search.allow(SuiteKeys.SEARCH);
    if (!search.has("budget")) {
      throw new OptionException(
          "budget",
          search.path("budget") + " is missing.",
          search.place("budget").toString(),
          "Maybe add: budget: {metric: flops, units: 18}");
    }
    Options budget = search.section("budget").allow(SuiteKeys.BUDGET);
    return new SuiteDefinition.SearchSpec(
        search.has("strategy")
            ? search.requiredText("strategy", "agent-reinforce")
            : "agent-reinforce",
        budget.oneOf("metric", "flops", SuiteKeys.METRICS),
        units(budget),
        objective(search),
        pareto(search),
        constraints(search),
        topology(search),
        slots(search),
        SlotOrder.valueOf(
            search.oneOf("slotOrder", "fixed", SuiteKeys.SLOT_ORDERS).toUpperCase(Locale.ROOT)),
        agent(search),
        search.count("iterations", 10, 1, MANY),
        search.count("graphsPerIteration", 8, 1, MANY),
        search.count("tasksPerGraph", 20, 1, MANY),
        search.count("finalists", 5, 1, MANY),
        search.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
        search.has("options")
            ? Options.of(search.value("options"), search.path("options")).without(List.of())
            : Map.of());
  }

  /** The budget of the one search; of a sweep the largest unless it is given. */
  private static double units(Options budget) {
    List<Double> sweep = sweep(budget);
    return budget.has("units") || sweep.isEmpty()
        ? budget.requiredNumber("units", 18, 1, false, MANY)
        : sweep.get(sweep.size() - 1);
  }

  /** The budgets of a sweep, ascending; empty without one. */
  static List<Double> sweep(Options budget) {
    if (!budget.has("sweep")) {
      return List.of();
    }
    TreeSet<Double> units = new TreeSet<>();
    Object given = budget.plain("sweep");
    boolean sound = given instanceof List<?> list && list.size() > 1 && list.size() <= MOST_BUDGETS;
    if (sound) {
      for (Object each : (List<?>) given) {
        sound &=
            each instanceof Number number
                && number.doubleValue() >= 1
                && number.doubleValue() <= MANY
                && units.add(number.doubleValue());
      }
    }
    if (!sound) {
      throw budget.refuse(
          "sweep",
          "a list of 2 to " + MOST_BUDGETS + " different budgets in units, each 1 or more",
          "Maybe write: sweep: [6, 12, 18]");
    }
    return List.copyOf(units);
  }

  private static Map<String, Double> objective(Options search) {
    if (!search.has("objective")) {
      return Map.of("accuracy", 1.0);
    }
    Options objective = search.section("objective");
    if (objective.has(SuiteKeys.PARETO)) {
      objective.allow(List.of(SuiteKeys.PARETO));
      return Map.of("accuracy", 1.0);
    }
    List<String> known = new ArrayList<>(SuiteKeys.OBJECTIVE);
    known.add(SuiteKeys.PARETO);
    objective.allow(known);
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String name : objective.keys()) {
      weights.put(name, objective.number(name, 1.0, -NO_LIMIT, false, NO_LIMIT));
    }
    if (weights.isEmpty()) {
      throw objective.empty("Maybe write: objective: {accuracy: 1.0}");
    }
    if (weights.values().stream().allMatch(weight -> weight == 0)) {
      throw new OptionException(
          "objective",
          "search.objective has no weight but 0, so every graph would be as good as any other.",
          search.place("objective").toString(),
          "Maybe write: objective: {accuracy: 1.0}");
    }
    return java.util.Collections.unmodifiableMap(weights);
  }

  /** The measures of a front; none if one number is wanted. */
  private static List<String> pareto(Options search) {
    if (!search.has("objective")) {
      return List.of();
    }
    Options objective = search.section("objective");
    if (!objective.has(SuiteKeys.PARETO)) {
      return List.of();
    }
    List<String> measures = objective.texts(SuiteKeys.PARETO);
    boolean known = SuiteKeys.MEASURES.containsAll(measures);
    boolean once = measures.size() == Set.copyOf(measures).size();
    if (!known || !once || measures.size() < 2 || !measures.contains("accuracy")) {
      throw objective.refuse(
          SuiteKeys.PARETO,
          "accuracy and one or both of cost, latency, each once (here: %s)"
              .formatted(String.join(", ", measures)),
          "Maybe write: pareto: [accuracy, cost, latency]");
    }
    return measures;
  }

  private static List<String> constraints(Options search) {
    List<String> constraints = search.texts("constraints");
    for (String each : constraints) {
      if (!CONSTRAINT.matcher(each).matches()) {
        throw search.refuse(
            "constraints",
            "bounds such as \"latencySeconds <= 5\", \"cost <= 12\" or \"accuracy >= 0.6\" (here: \"%s\")"
                .formatted(each),
            "Maybe write: constraints: [\"latencySeconds <= 5\"]");
      }
    }
    return constraints;
  }

  private Topology topology(Options search) {
    if (!search.has("topology")) {
      return Topology.free();
    }
    if (search.value("topology") instanceof YamlValue.Scalar) {
      return Topology.of(shape(search.oneOf("topology", "free", SuiteKeys.SHAPES)));
    }
    Options topology = search.section("topology").allow(SuiteKeys.TOPOLOGY);
    Options sink = topology.section("sink").allow(SuiteKeys.SINK);
    List<String> roleNames = roles.stream().map(Role::name).toList();
    String sinkRole = sink.oneOf("role", null, roleNames);
    String sinkModel = sink.oneOf("model", null, models);
    boolean vote = roles.stream().anyMatch(role -> role.name().equals(sinkRole) && !role.calls());
    if (vote && sinkModel != null) {
      throw sink.refuse(
          "model", "none, for the sink's role " + sinkRole + " asks no model", "Maybe remove it.");
    }
    return new Topology(
        shape(topology.oneOf("shape", "free", SuiteKeys.SHAPES)),
        limit(topology, "maxDepth"),
        limit(topology, "maxWidth"),
        limit(topology, "maxInDegree"),
        sinkRole,
        sinkModel,
        sink.count("minInputs", 0, 0, 1 << 12));
  }

  private static int limit(Options topology, String key) {
    return topology.has(key) ? topology.count(key, 3, 1, 1 << 12) : 0;
  }

  private static Topology.Shape shape(String word) {
    return Topology.Shape.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static int slots(Options search) {
    if ("auto".equals(search.plain("slots"))) {
      return 0;
    }
    if (search.plain("slots") instanceof String) {
      throw search.refuse(
          "slots", "auto or a whole number from 1 to 4096", "Maybe write: slots: auto");
    }
    return search.has("slots") ? search.count("slots", 8, 1, 1 << 12) : 0;
  }

  private String agent(Options search) {
    List<String> known = new ArrayList<>(List.of("rules"));
    known.addAll(models);
    return search.oneOf("agent", "rules", known);
  }

  static SuiteDefinition.Spend spend(Options root) {
    if (!root.has("spend")) {
      return new SuiteDefinition.Spend(null, null, null);
    }
    Options spend = root.section("spend").allow(SuiteKeys.SPEND);
    return new SuiteDefinition.Spend(
        spend.has("calls") ? (Long) spend.whole("calls", 20_000, 1, Long.MAX_VALUE) : null,
        spend.number("usd", null, 0, true, NO_LIMIT),
        spend.number("minutes", null, 0, true, NO_LIMIT));
  }
}
