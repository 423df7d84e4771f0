package dev.collabgraph.gate;

import dev.collabgraph.budget.CostModels;
import dev.collabgraph.budget.CostTable;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.TaskSuite;
import dev.collabgraph.suite.TaskSuiteLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What an evaluation is made from. A graph file brings the nodes and edges; the prompts, models and
 * providers its nodes name are the suite's present ones, so that a changed prompt is what gets
 * evaluated, and the file's own where the suite no longer declares them.
 *
 * @param suite as it was read
 * @param tasks of the suite, split
 * @param graph with the definitions that will be used
 * @param providers that serve the graph's models
 * @param unitCost cost of the cheapest leaf of the declared pool in the metric's own unit; NaN if
 *     the suite declares too little to know
 * @param changed names of the roles, models and providers that the graph file defines otherwise,
 *     sorted
 */
public record Inputs(
    SuiteDefinition suite,
    TaskSuite tasks,
    GraphDocument graph,
    List<ProviderSpec> providers,
    double unitCost,
    List<String> changed) {

  public Inputs {
    providers = List.copyOf(providers);
    changed = List.copyOf(changed);
  }

  /**
   * Puts a suite and a graph file together.
   *
   * @param context what providers may ask their surroundings for
   * @throws dev.collabgraph.suite.SuiteException if the tasks cannot be read
   * @throws GateException if the graph was found for another suite
   */
  public static Inputs of(
      SuiteDefinition suite, GraphDocument file, ModelProvider.Context context) {
    if (!file.suite().equals(suite.name())) {
      throw new GateException(
          "The graph was found for suite \"%s\", not for \"%s\". Maybe evaluate it there: -Dcollabgraph.suite=%s"
              .formatted(file.suite(), suite.name(), file.suite()));
    }
    List<ModelSpec> pool = pool(suite, context);
    List<Role> roles = new ArrayList<>();
    TreeSet<String> changed = new TreeSet<>();
    for (Role role : file.roles()) {
      Role now = find(suite.roles(), Role::name, role.name(), role);
      roles.add(now);
      note(changed, "role " + role.name(), !now.equals(role));
    }
    List<ModelSpec> models = new ArrayList<>();
    for (ModelSpec model : file.models()) {
      ModelSpec now = find(pool, ModelSpec::id, model.id(), model);
      models.add(now);
      note(changed, "model " + model.id(), !answersAlike(now, model));
    }
    Map<String, ProviderSpec> specs = new LinkedHashMap<>();
    Map<String, GraphDocument.Provider> providers = new LinkedHashMap<>();
    for (ModelSpec model : models) {
      ProviderSpec spec = provider(suite, file, model);
      GraphDocument.Provider now = new GraphDocument.Provider(spec.type(), spec.options());
      specs.put(spec.id(), spec);
      providers.put(spec.id(), now);
      GraphDocument.Provider before = file.providers().get(spec.id());
      note(changed, "provider " + spec.id(), before != null && !before.equals(now));
    }
    TaskSuite tasks = TaskSuiteLoader.load(suite);
    Priced priced = priced(suite, file, roles, models, pool);
    GraphDocument graph =
        GraphDocument.of(
            suite.name(),
            file.graph(),
            priced.cost,
            roles,
            models,
            providers,
            equality(suite, file),
            file.digests());
    return new Inputs(
        suite, tasks, graph, List.copyOf(specs.values()), priced.unit, List.copyOf(changed));
  }

  private static GraphDocument.Equality equality(SuiteDefinition suite, GraphDocument file) {
    return file.equality() == null
        ? null
        : new GraphDocument.Equality(suite.scorer().type(), suite.scorer().options());
  }

  private static void note(TreeSet<String> changed, String name, boolean differs) {
    if (differs) {
      changed.add(name);
    }
  }

  private static <T> T find(List<T> present, Function<T, String> name, String wanted, T otherwise) {
    return present.stream()
        .filter(each -> name.apply(each).equals(wanted))
        .findFirst()
        .orElse(otherwise);
  }

  /** The declared pool with what the providers know of it. */
  private static List<ModelSpec> pool(SuiteDefinition suite, ModelProvider.Context context) {
    return suite.models().stream()
        .map(
            model -> {
              ProviderSpec provider = suite.providers().get(model.provider());
              return ModelProviders.find(provider.type()).describe(provider, model, context);
            })
        .toList();
  }

  private static ProviderSpec provider(SuiteDefinition suite, GraphDocument file, ModelSpec model) {
    ProviderSpec declared = suite.providers().get(model.provider());
    if (declared != null) {
      return declared;
    }
    GraphDocument.Provider own = file.providers().get(model.provider());
    if (own == null) {
      throw new GateException(
          "Model \"%s\" of the graph has provider \"%s\", which neither the suite nor the graph file declares. (%s) Declare it under providers."
              .formatted(model.id(), model.provider(), suite.file()));
    }
    return new ProviderSpec(model.provider(), own.type(), own.options());
  }

  private static boolean answersAlike(ModelSpec a, ModelSpec b) {
    return a.provider().equals(b.provider())
        && a.name().equals(b.name())
        && a.sampling().equals(b.sampling())
        && a.rank() == b.rank();
  }

  private record Priced(GraphDocument.Cost cost, double unit) {}

  /** The cost by the present definitions where the suite declares enough, else the file's. */
  private static Priced priced(
      SuiteDefinition suite,
      GraphDocument file,
      List<Role> roles,
      List<ModelSpec> models,
      List<ModelSpec> pool) {
    String metric = suite.search().metric();
    Double input = suite.tasks().inputTokens();
    Double output = suite.tasks().outputTokens();
    boolean declared = metric.equals("calls") || (input != null && output != null);
    if (declared) {
      try {
        List<Role> allRoles = union(suite.roles(), roles, Role::name);
        List<ModelSpec> allModels = union(pool, models, ModelSpec::id);
        CostTable table =
            CostTable.of(
                CostModels.of(metric, input == null ? 1 : input, output == null ? 1 : output),
                allRoles,
                allModels,
                widestInDegree(file.graph()));
        double units = CostTable.units(table.cost(file.graph()));
        return new Priced(new GraphDocument.Cost(metric, units), table.unit());
      } catch (IllegalArgumentException e) {
        // A model declares too little to be priced anew; the file's cost is known all the same.
        return new Priced(file.cost(), Double.NaN);
      }
    }
    return new Priced(file.cost(), Double.NaN);
  }

  private static <T> List<T> union(List<T> first, List<T> second, Function<T, String> name) {
    Map<String, T> all = new LinkedHashMap<>();
    first.forEach(each -> all.put(name.apply(each), each));
    second.forEach(each -> all.putIfAbsent(name.apply(each), each));
    return List.copyOf(all.values());
  }

  private static int widestInDegree(CollaborationGraph graph) {
    int widest = 0;
    for (int v = 0; v < graph.size(); v++) {
      widest = Math.max(widest, graph.inDegree(v));
    }
    return widest;
  }

  /**
   * Hex digests of what can change an outcome: {@code engine}, {@code graph}, {@code models} (those
   * used, with their sampling and providers), {@code prompts} (the roles used), {@code scorer} and
   * {@code suite} (the tasks and their splits). The engine is told by its name and version.
   */
  public SortedMap<String, String> digests() {
    SortedMap<String, String> digests = new TreeMap<>();
    digests.put("engine", new Sha256().add(Engine.name()).hex());
    digests.put("graph", graph.graph().digest());
    digests.put("models", models());
    digests.put("prompts", prompts());
    digests.put(
        "scorer", new Sha256().add(suite.scorer().type()).add(suite.scorer().options()).hex());
    digests.put("suite", tasks.digest());
    return Collections.unmodifiableSortedMap(digests);
  }

  private String models() {
    Sha256 sha = new Sha256();
    for (ModelSpec model : sorted(graph.models(), ModelSpec::id)) {
      ModelSpec.Sampling sampling = model.sampling();
      sha.add(model.id())
          .add(model.provider())
          .add(model.name())
          .add(sampling.temperature())
          .add(sampling.maxTokens())
          .add(sampling.topP())
          .add(sampling.stop())
          .add(model.rank());
    }
    new TreeMap<>(graph.providers())
        .forEach((id, provider) -> sha.add(id).add(provider.type()).add(provider.options()));
    return sha.hex();
  }

  private String prompts() {
    Sha256 sha = new Sha256();
    for (Role role : sorted(graph.roles(), Role::name)) {
      sha.add(role.name())
          .add(role.kind())
          .add(role.prompt())
          .add(role.promptWithInputs())
          .add(role.minInputs())
          .add(role.maxInputs())
          .add(role.topK());
    }
    return sha.hex();
  }

  private static <T> List<T> sorted(List<T> items, Function<T, String> name) {
    return items.stream().sorted(Comparator.comparing(name)).toList();
  }

  /** The names of the digests that differ, in the order of their names; all if one is missing. */
  public static List<String> differing(
      SortedMap<String, String> recorded, SortedMap<String, String> present) {
    TreeSet<String> names = new TreeSet<>(recorded.keySet());
    names.addAll(present.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(recorded.get(name), present.get(name)))
        .toList();
  }
}
