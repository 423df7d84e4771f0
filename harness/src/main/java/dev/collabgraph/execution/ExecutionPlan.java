package dev.collabgraph.execution;

import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A graph made ready to run on any number of tasks: the canonical form as arrays in topological
 * order, roles and models resolved, and the sample index of every call fixed.
 *
 * <p><b>Sample index.</b> A node's index is its rank among the nodes with the same model, role and
 * kind (leaf or inner) in topological order, plus the repeat times {@link #STRIDE}. So replicas
 * inside a graph are different calls, while equal calls of different graphs have equal keys and are
 * paid for once.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class ExecutionPlan {

  /** Distance between the sample indexes of a node in successive repeats; also the size limit. */
  public static final int STRIDE = 1 << 16;

  private static final int[] NONE = {};

  private final CollaborationGraph graph;
  private final Role[] roles;
  private final ModelSpec[] models;
  private final int[][] reads;
  private final int[][] awaited;
  private final int[][] successors;
  private final List<String> templates;
  private final int[] templateOf;
  private final List<List<String>> sources;
  private final String[] providers;
  private final int[] providerOf;
  private final double[] ranks;
  private final int[] indexes;
  private final CallKey[] identities;
  private final boolean votes;

  private ExecutionPlan(CollaborationGraph graph, Role[] roles, ModelSpec[] models) {
    int size = graph.size();
    this.graph = graph;
    this.roles = roles;
    this.models = models;
    int[][] predecessors = new int[size][];
    this.reads = new int[size][];
    this.ranks = new double[size];
    this.identities = new CallKey[size];
    this.templates = new ArrayList<>();
    this.templateOf = new int[size];
    this.sources = new ArrayList<>(size);
    this.indexes = indexes(roles, models, graph);
    boolean anyVote = false;
    for (int v = 0; v < size; v++) {
      predecessors[v] = graph.predecessors(v);
      reads[v] = highestRanked(predecessors[v], roles[v].inputsRead(predecessors[v].length));
      if (roles[v].calls()) {
        ranks[v] = models[v].rank();
        identities[v] = CallKey.identity(models[v], roles[v].name(), indexes[v]);
        String template = roles[v].template(reads[v].length).orElseThrow();
        if (!templates.contains(template)) {
          templates.add(template);
        }
        templateOf[v] = templates.indexOf(template);
      } else {
        ranks[v] = Arrays.stream(reads[v]).mapToDouble(u -> ranks[u]).max().orElseThrow();
        anyVote = true;
      }
      String[] names = new String[reads[v].length];
      for (int i = 0; i < names.length; i++) {
        ModelSpec source = models[reads[v][i]];
        names[i] = source == null ? "vote" : source.id();
      }
      sources.add(List.of(names));
    }
    this.awaited = withoutDetours(predecessors);
    this.successors = invert(awaited);
    this.providers =
        Arrays.stream(models)
            .filter(Objects::nonNull)
            .map(ModelSpec::provider)
            .distinct()
            .toArray(String[]::new);
    this.providerOf = new int[size];
    for (int v = 0; v < size; v++) {
      providerOf[v] = models[v] == null ? -1 : List.of(providers).indexOf(models[v].provider());
    }
    this.votes = anyVote;
  }

  /**
   * Compiles a graph's canonical form.
   *
   * @param roles the roles of the suite
   * @param models the models of the pool
   * @throws IllegalArgumentException for a role or model that is not among them, a call without a
   *     model, a vote with one, an in-degree the role does not admit, or more than 65,536 nodes;
   *     the message names the node
   */
  public static ExecutionPlan compile(
      CollaborationGraph graph, List<Role> roles, List<ModelSpec> models) {
    CollaborationGraph canonical = graph.canonical();
    int size = canonical.size();
    if (size > STRIDE) {
      throw new IllegalArgumentException(
          "The graph has " + size + " nodes, expected at most " + STRIDE + ".");
    }
    Map<String, Role> roleByName = index(roles, Role::name);
    Map<String, ModelSpec> modelById = index(models, ModelSpec::id);
    Role[] nodeRoles = new Role[size];
    ModelSpec[] nodeModels = new ModelSpec[size];
    for (int v = 0; v < size; v++) {
      Node node = canonical.node(v);
      nodeRoles[v] = role(node, roleByName, roles);
      nodeModels[v] = model(node, nodeRoles[v], modelById, models);
      if (!nodeRoles[v].admits(canonical.inDegree(v))) {
        throw new IllegalArgumentException(
            "Node \"%s\" has %s inputs, expected %s to %s for role \"%s\"."
                .formatted(
                    node.id(),
                    canonical.inDegree(v),
                    nodeRoles[v].minInputs(),
                    nodeRoles[v].maxInputs() == Role.UNLIMITED
                        ? "any number"
                        : Integer.toString(nodeRoles[v].maxInputs()),
                    node.role()));
      }
    }
    return new ExecutionPlan(canonical, nodeRoles, nodeModels);
  }

  private static <T> Map<String, T> index(List<T> items, Function<T, String> name) {
    Map<String, T> index = new HashMap<>();
    for (T item : items) {
      index.put(name.apply(item), item);
    }
    return index;
  }

  private static Role role(Node node, Map<String, Role> byName, List<Role> all) {
    Role role = byName.get(node.role());
    if (role == null) {
      throw new IllegalArgumentException(
          "Node \"%s\" has role \"%s\", expected one of: %s."
              .formatted(
                  node.id(),
                  node.role(),
                  all.stream().map(Role::name).collect(Collectors.joining(", "))));
    }
    return role;
  }

  private static ModelSpec model(
      Node node, Role role, Map<String, ModelSpec> byId, List<ModelSpec> all) {
    if (!role.calls()) {
      if (node.model() != null) {
        throw new IllegalArgumentException(
            "Node \"%s\" has model \"%s\", expected none: role \"%s\" calls no model."
                .formatted(node.id(), node.model(), role.name()));
      }
      return null;
    }
    ModelSpec model = byId.get(node.model());
    if (model == null) {
      throw new IllegalArgumentException(
          "Node \"%s\" has model \"%s\", expected one of: %s."
              .formatted(
                  node.id(),
                  node.model(),
                  all.stream().map(ModelSpec::id).collect(Collectors.joining(", "))));
    }
    return model;
  }

  private int[] highestRanked(int[] nodes, int count) {
    if (count >= nodes.length) {
      return nodes;
    }
    return IntStream.of(nodes)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer u) -> -ranks[u])) // stable: ties stay in order
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /**
   * The predecessors a node has to wait for. Once one of them is done, so are all before it: in the
   * complete graph of 16 a node waits for one instead of up to 15. Larger graphs than a word has
   * bits are left as they are.
   */
  private static int[][] withoutDetours(int[][] predecessors) {
    int size = predecessors.length;
    if (size > Long.SIZE) {
      return predecessors;
    }
    int[][] awaited = new int[size][];
    long[] before = new long[size]; // all ancestors, a bit each
    for (int v = 0; v < size; v++) {
      long implied = 0;
      for (int u : predecessors[v]) {
        implied |= before[u];
        before[v] |= before[u] | 1L << u;
      }
      int count = 0;
      int[] kept = new int[predecessors[v].length];
      for (int u : predecessors[v]) {
        if ((implied >>> u & 1) == 0) {
          kept[count++] = u;
        }
      }
      awaited[v] = Arrays.copyOf(kept, count);
    }
    return awaited;
  }

  private static int[][] invert(int[][] predecessors) {
    int[] counts = new int[predecessors.length];
    for (int[] parents : predecessors) {
      for (int u : parents) {
        counts[u]++;
      }
    }
    int[][] successors = new int[predecessors.length][];
    for (int u = 0; u < successors.length; u++) {
      successors[u] = counts[u] == 0 ? NONE : new int[counts[u]];
      counts[u] = 0;
    }
    for (int v = 0; v < predecessors.length; v++) {
      for (int u : predecessors[v]) {
        successors[u][counts[u]++] = v;
      }
    }
    return successors;
  }

  private static int[] indexes(Role[] roles, ModelSpec[] models, CollaborationGraph graph) {
    record Like(String model, String role, boolean leaf) {}
    Map<Like, Integer> seen = new HashMap<>();
    int[] indexes = new int[roles.length];
    for (int v = 0; v < roles.length; v++) {
      if (roles[v].calls()) {
        Like like = new Like(models[v].id(), roles[v].name(), graph.inDegree(v) == 0);
        indexes[v] = seen.merge(like, 1, Integer::sum) - 1;
      }
    }
    return indexes;
  }

  /** The canonical graph that is run; traces name its node ids. */
  public CollaborationGraph graph() {
    return graph;
  }

  /** Number of nodes. */
  public int size() {
    return roles.length;
  }

  /** Number of nodes that ask a model. */
  public int calls() {
    int calls = 0;
    for (Role role : roles) {
      calls += role.calls() ? 1 : 0;
    }
    return calls;
  }

  /** Whether some node votes, which needs a scorer that compares answers. */
  public boolean votes() {
    return votes;
  }

  Role role(int node) {
    return roles[node];
  }

  /** Null for a vote. */
  ModelSpec model(int node) {
    return models[node];
  }

  /** The predecessors whose end is the end of all, ascending; not a copy. */
  int[] awaited(int node) {
    return awaited[node];
  }

  /** The predecessors whose texts a node reads, ascending; not a copy. */
  int[] reads(int node) {
    return reads[node];
  }

  /** The models behind {@link #reads}, in the same order; {@code vote} for a vote. */
  List<String> sources(int node) {
    return sources.get(node);
  }

  /** The sources of all prompts, each once. */
  List<String> templates() {
    return templates;
  }

  /** Place of a node's template among {@link #templates}; of no meaning for a vote. */
  int template(int node) {
    return templateOf[node];
  }

  /** Ids of the providers that are asked, each once; not a copy. */
  String[] providers() {
    return providers;
  }

  /** The model of the first node that asks a provider. */
  ModelSpec firstModelOf(int provider) {
    return Arrays.stream(models)
        .filter(model -> model != null && model.provider().equals(providers[provider]))
        .findFirst()
        .orElseThrow();
  }

  /** Place of a node's provider among {@link #providers}; -1 for a vote. */
  int provider(int node) {
    return providerOf[node];
  }

  /** The nodes that await a node, ascending; not a copy. */
  int[] successors(int node) {
    return successors[node];
  }

  /**
   * Ranks of the nodes in a vote: that of the model, for a vote the highest among its inputs; not a
   * copy.
   */
  double[] ranks() {
    return ranks;
  }

  /** Sample index of a node in a repeat. */
  int index(int node, int repeat) {
    return indexes[node] + repeat * STRIDE;
  }

  /** Null for a vote. */
  CallKey identity(int node) {
    return identities[node];
  }
}
