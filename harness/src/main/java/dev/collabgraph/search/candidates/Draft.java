package dev.collabgraph.search.candidates;

import dev.collabgraph.budget.CostTable;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.distribution.Topology;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A graph under construction, by indexes of roles and models: what the agent's rules edit. Nodes
 * are in topological order, the sink last. Mutable; not thread-safe.
 *
 * <p>Public for the sibling packages; not an API.
 */
public final class Draft {
  /** Model of a node whose role asks none. */
  public static final int NO_MODEL = -1;

  /** One node; {@code inputs} are other nodes of the draft, in any order. */
  public static final class Part {
    int role;
    int model;
    final List<Part> inputs;

    /** The list that holds it already, while a draft lists its parts; null in none so far. */
    private List<Part> listedIn;

    /** Its place in that list. */
    private int place;

    public Part(int role, int model, List<Part> inputs) {
      this.role = role;
      this.model = model;
      this.inputs = new ArrayList<>(inputs);
    }

    public boolean leaf() {
      return inputs.isEmpty();
    }
  }

  private final SearchSpace space;
  private Part sink;

  public Draft(SearchSpace space, Part sink) {
    this.space = space;
    this.sink = sink;
  }

  /** A draft of a graph. */
  static Draft of(SearchSpace space, CollaborationGraph graph) {
    List<String> roles = space.costs().roles().stream().map(Role::name).toList();
    List<String> models = space.costs().models().stream().map(model -> model.id()).toList();
    Part[] parts = new Part[graph.size()];
    for (int v = 0; v < parts.length; v++) {
      List<Part> inputs = new ArrayList<>();
      for (int u : graph.predecessors(v)) {
        inputs.add(parts[u]);
      }
      Node node = graph.node(v);
      parts[v] =
          new Part(
              roles.indexOf(node.role()),
              node.model() == null ? NO_MODEL : models.indexOf(node.model()),
              inputs);
    }
    return new Draft(space, parts[parts.length - 1]);
  }

  Part sink() {
    return sink;
  }

  void sink(Part part) {
    sink = part;
  }

  /** The nodes that reach the sink, inputs before readers, the sink last. */
  List<Part> parts() {
    List<Part> order = new ArrayList<>();
    visit(sink, order);
    return order;
  }

  private static void visit(Part part, List<Part> order) {
    if (part.listedIn != order) {
      part.listedIn = order;
      for (Part input : part.inputs) {
        visit(input, order);
      }
      part.place = order.size();
      order.add(part);
    }
  }

  List<Part> leaves() {
    return parts().stream().filter(Part::leaf).toList();
  }

  /** Neither leaves nor the sink. */
  List<Part> inner() {
    return parts().stream().filter(part -> !part.leaf() && part != sink).toList();
  }

  /** Integer cost, as the table has it; {@link Long#MAX_VALUE} if a node has too many inputs. */
  public long cost() {
    long sum = 0;
    for (Part part : parts()) {
      if (part.inputs.size() > space.costs().maxInDegree()) {
        return Long.MAX_VALUE;
      }
      if (calls(part.role)) {
        sum += space.costs().cost(part.role, part.model, part.inputs.size());
      }
    }
    return sum;
  }

  boolean calls(int role) {
    return space.costs().roles().get(role).calls();
  }

  /** Removes one leaf from the draft wherever it is read. */
  void remove(Part leaf) {
    for (Part part : parts()) {
      part.inputs.removeIf(input -> input == leaf);
    }
  }

  /** The graph, if it may be proposed at all; null if not. */
  public CollaborationGraph toGraph() {
    List<Part> parts = parts();
    if (parts.size() > space.slots()) {
      return null;
    }
    List<Node> nodes = new ArrayList<>(parts.size());
    int[][] predecessors = new int[parts.size()][];
    for (int v = 0; v < parts.size(); v++) {
      Part part = parts.get(v);
      Role role = space.costs().roles().get(part.role);
      if (!role.admits(part.inputs.size()) || role.calls() != (part.model != NO_MODEL)) {
        return null;
      }
      int[] inputs = new int[part.inputs.size()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = part.inputs.get(i).place;
      }
      Arrays.sort(inputs);
      for (int i = 1; i < inputs.length; i++) {
        if (inputs[i] == inputs[i - 1]) {
          return null;
        }
      }
      predecessors[v] = inputs;
      nodes.add(
          new Node(
              "n" + v,
              role.name(),
              part.model == NO_MODEL ? null : space.costs().models().get(part.model).id()));
    }
    if (cost() > space.limit()) {
      return null;
    }
    CollaborationGraph graph = CollaborationGraph.trusted(nodes, predecessors);
    return keeps(space.topology(), graph) ? graph : null;
  }

  /** Cost in units. */
  public double units() {
    return CostTable.units(cost());
  }

  private static boolean keeps(Topology topology, CollaborationGraph graph) {
    Node sink = graph.node(graph.sink());
    if (topology.maxDepth() > 0 && graph.depth() > topology.maxDepth()
        || topology.maxWidth() > 0 && graph.width() > topology.maxWidth()
        || topology.sinkRole() != null && !topology.sinkRole().equals(sink.role())
        || topology.sinkModel() != null && !topology.sinkModel().equals(sink.model())
        || graph.inDegree(graph.sink()) < topology.sinkMinInputs()) {
      return false;
    }
    int[] readers = new int[graph.size()];
    boolean neighbours = true;
    int mostInputs = 0;
    for (int v = 0; v < graph.size(); v++) {
      mostInputs = Math.max(mostInputs, graph.inDegree(v));
      for (int u : graph.predecessors(v)) {
        readers[u]++;
        neighbours &= graph.level(u) == graph.level(v) + 1;
      }
    }
    if (topology.maxInDegree() > 0 && mostInputs > topology.maxInDegree()) {
      return false;
    }
    int mostReaders = Arrays.stream(readers).max().orElse(0);
    return switch (topology.shape()) {
      case FREE -> true;
      case CHAIN -> mostInputs <= 1 && mostReaders <= 1;
      case TREE -> mostReaders <= 1;
      case LAYERED -> neighbours;
      case STAR -> graph.depth() <= 2;
    };
  }
}
