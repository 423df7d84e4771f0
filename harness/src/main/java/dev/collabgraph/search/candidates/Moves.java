package dev.collabgraph.search.candidates;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.RandomStreams;
import dev.collabgraph.search.candidates.Draft.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Steps from a graph to its neighbours, as the three insights suggest them: another mix (1), wider,
 * narrower, deeper or shallower, a stronger reader at the sink (2), width traded for depth and back
 * (3). A step that leaves the budget gives up leaves until it is back. Not thread-safe.
 *
 * <p>Public for the sibling packages; not an API.
 */
public final class Moves {

  /** Which steps are allowed: one switch per insight, for ablations. */
  public record Insights(boolean mix, boolean widthAndDepth, boolean trade) {}

  private interface Step {
    void apply(Draft draft);
  }

  private final SearchSpace space;
  private final List<Role> roles;
  private final int leafRole;
  private final RandomGenerator random;
  private final List<Integer> models;
  private final List<Step> steps = new ArrayList<>();

  /**
   * @param models indexes of the models that steps may bring in
   */
  public Moves(SearchSpace space, List<Integer> models, Insights insights, RandomGenerator random) {
    this.space = space;
    this.roles = space.costs().roles();
    this.leafRole = roles.indexOf(Baselines.leafRole(roles));
    this.models = models;
    this.random = random;
    if (insights.mix()) {
      steps.add(this::swapModel);
      steps.add(this::tradeLeaves);
    }
    if (insights.widthAndDepth()) {
      steps.add(this::swapSink);
      steps.add(this::wrapSink);
      steps.add(this::swapRole);
      steps.add(this::addLeaves);
      steps.add(this::dropLeaves);
      steps.add(this::addReader);
      steps.add(this::rewire);
      steps.add(this::skip);
      steps.add(this::dropReader);
    }
    if (insights.trade()) {
      steps.add(this::flatten);
      steps.add(this::copyReader);
    }
  }

  /** Whether any step is allowed. */
  public boolean any() {
    return !steps.isEmpty();
  }

  /** A neighbour one to three steps away; null if the steps led nowhere. */
  public CollaborationGraph neighbour(CollaborationGraph graph) {
    Draft draft = Draft.of(space, graph);
    int count = 1 + (random.nextInt(2) == 0 ? 0 : random.nextInt(3));
    for (int i = 0; i < count; i++) {
      steps.get(random.nextInt(steps.size())).apply(draft);
      if (starved(draft)) {
        return null;
      }
    }
    return fitted(draft);
  }

  /**
   * The graph of a draft, leaves given up until it keeps the budget, or more often than not leaves
   * added until it is used up; null if it cannot be had.
   */
  CollaborationGraph fitted(Draft draft) {
    if (starved(draft) || !shrink(draft)) {
      return null;
    }
    if (random.nextInt(3) > 0) {
      fill(draft);
    }
    return draft.toGraph();
  }

  /** Whether a node that must read lost all its inputs. */
  private boolean starved(Draft draft) {
    return draft.leaves().stream().anyMatch(leaf -> !roles.get(leaf.role).admits(0));
  }

  private int anyModel() {
    return models.get(random.nextInt(models.size()));
  }

  /**
   * A role that reads.
   *
   * @param votes whether it may be a vote, which only the sink needs: a vote inside tells its
   *     reader less than its inputs would
   */
  private int anyReader(boolean votes) {
    List<Integer> readers = new ArrayList<>();
    for (int r = 0; r < roles.size(); r++) {
      if (roles.get(r).maxInputs() > 0 && (votes || roles.get(r).calls())) {
        readers.add(r);
      }
    }
    return readers.isEmpty() ? leafRole : readers.get(random.nextInt(readers.size()));
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private Part part(int role, List<Part> inputs) {
    return new Part(role, roles.get(role).calls() ? anyModel() : Draft.NO_MODEL, inputs);
  }

  /** Nodes that are alike: same role, same model, leaf or not. */
  private List<List<Part>> groups(List<Part> parts) {
    Map<String, List<Part>> groups = new LinkedHashMap<>();
    for (Part part : parts) {
      groups
          .computeIfAbsent(
              part.role + "/" + part.model + "/" + part.leaf(), key -> new ArrayList<>())
          .add(part);
    }
    return List.copyOf(groups.values());
  }

  /** All, half or one of a group. */
  private List<Part> some(List<Part> group) {
    return switch (random.nextInt(3)) {
      case 0 -> group;
      case 1 -> group.subList(0, (group.size() + 1) / 2);
      default -> group.subList(0, 1);
    };
  }

  private void swapModel(Draft draft) {
    List<Part> calling = draft.parts().stream().filter(part -> part.model >= 0).toList();
    int model = anyModel();
    some(any(groups(calling))).forEach(part -> part.model = model);
  }

  /** Leaves of one model for as many of another as they pay for. */
  private void tradeLeaves(Draft draft) {
    List<Part> group = any(groups(draft.leaves()));
    if (group.get(0) == draft.sink()) {
      return;
    }
    int model = anyModel();
    List<Part> given = some(group);
    double rate =
        (double) space.costs().cost(leafRole, given.get(0).model, 0)
            / space.costs().cost(leafRole, model, 0);
    int count = (int) Math.min(space.slots(), Math.max(1, Math.floor(given.size() * rate)));
    List<Part> readers =
        draft.parts().stream().filter(part -> part.inputs.contains(given.get(0))).toList();
    given.forEach(draft::remove);
    for (int i = 0; i < count; i++) {
      Part leaf = new Part(leafRole, model, List.of());
      readers.forEach(reader -> reader.inputs.add(leaf));
    }
  }

  private void swapSink(Draft draft) {
    Part sink = draft.sink();
    if (sink.leaf()) {
      sink.model = anyModel();
      return;
    }
    sink.role = anyReader(true);
    sink.model = roles.get(sink.role).calls() ? anyModel() : Draft.NO_MODEL;
  }

  /** Grows outward: a new sink reads the old one, and what that read. */
  private void wrapSink(Draft draft) {
    Part old = draft.sink();
    List<Part> inputs = new ArrayList<>(List.of(old));
    if (random.nextBoolean()) {
      inputs.addAll(old.inputs);
    }
    draft.sink(part(anyReader(roles.get(old.role).calls()), inputs));
  }

  private void swapRole(Draft draft) {
    List<Part> inner = draft.inner();
    if (inner.isEmpty()) {
      return;
    }
    int role = anyReader(false);
    for (Part each : some(any(groups(inner)))) {
      each.role = role;
      if (!roles.get(role).calls()) {
        each.model = Draft.NO_MODEL;
      } else if (each.model == Draft.NO_MODEL) {
        each.model = anyModel();
      }
    }
  }

  private void addLeaves(Draft draft) {
    int count = 1 << random.nextInt(4);
    int model = anyModel();
    List<Part> readers = readersToFeed(draft);
    for (int i = 0; i < count; i++) {
      Part leaf = new Part(leafRole, model, List.of());
      readers.forEach(reader -> reader.inputs.add(leaf));
    }
  }

  /** The sink, all inner nodes, or one of them. */
  private List<Part> readersToFeed(Draft draft) {
    List<Part> inner = draft.inner();
    if (inner.isEmpty() || random.nextInt(3) == 0) {
      return List.of(draft.sink());
    }
    return random.nextBoolean() ? inner : List.of(any(inner));
  }

  private void dropLeaves(Draft draft) {
    List<Part> group = any(groups(draft.leaves()));
    if (group.get(0) != draft.sink()) {
      some(group).forEach(draft::remove);
    }
  }

  /** A new node that reads leaves or other readers, and is read by the sink. */
  private void addReader(Draft draft) {
    if (draft.sink().leaf()) {
      wrapSink(draft);
      return;
    }
    List<Part> inputs = new ArrayList<>(sources(draft, null));
    if (!inputs.isEmpty()) {
      draft.sink().inputs.add(part(anyReader(false), inputs));
    }
  }

  /** What a reader could read: all leaves, half, three, or the inner nodes. */
  private List<Part> sources(Draft draft, Part but) {
    List<Part> leaves = draft.leaves().stream().filter(part -> part != but).toList();
    List<Part> inner =
        draft.inner().stream().filter(part -> part != but && !reaches(part, but)).toList();
    return switch (random.nextInt(4)) {
      case 0 -> leaves;
      case 1 -> pick(leaves, (leaves.size() + 1) / 2);
      case 2 -> pick(leaves, 3);
      default -> inner.isEmpty() ? leaves : inner;
    };
  }

  private static boolean reaches(Part part, Part wanted) {
    return part == wanted || part.inputs.stream().anyMatch(input -> reaches(input, wanted));
  }

  private List<Part> pick(List<Part> parts, int count) {
    List<Part> picked = new ArrayList<>();
    for (int index : RandomStreams.draw(random, parts.size(), count)) {
      picked.add(parts.get(index));
    }
    return picked;
  }

  private void rewire(Draft draft) {
    List<Part> inner = draft.inner();
    if (inner.isEmpty()) {
      return;
    }
    Part reader = any(inner);
    List<Part> inputs = sources(draft, reader);
    if (!inputs.isEmpty()) {
      reader.inputs.clear();
      reader.inputs.addAll(inputs);
    }
  }

  /** The sink reads the leaves too, or no longer. */
  private void skip(Draft draft) {
    Part sink = draft.sink();
    if (draft.inner().isEmpty()) {
      return;
    }
    if (sink.inputs.stream().anyMatch(Part::leaf)) {
      sink.inputs.removeIf(Part::leaf);
    } else {
      sink.inputs.addAll(draft.leaves());
    }
  }

  private void dropReader(Draft draft) {
    List<Part> inner = draft.inner();
    if (inner.isEmpty()) {
      return;
    }
    Part gone = any(inner);
    for (Part reader : draft.parts()) {
      if (reader.inputs.remove(gone)) {
        for (Part input : gone.inputs) {
          if (!reader.inputs.contains(input)) {
            reader.inputs.add(input);
          }
        }
      }
    }
  }

  /** Depth for width: the sink reads the leaves and nothing else. */
  private void flatten(Draft draft) {
    List<Part> leaves = draft.leaves();
    if (leaves.get(0) != draft.sink()) {
      draft.sink().inputs.clear();
      draft.sink().inputs.addAll(leaves);
      fill(draft);
    }
  }

  /** Width for depth: a reader once more, paid for by leaves. */
  private void copyReader(Draft draft) {
    List<Part> inner = draft.inner();
    if (inner.isEmpty()) {
      return;
    }
    Part original = any(inner);
    Part copy = new Part(original.role, original.model, original.inputs);
    for (Part reader : draft.parts()) {
      if (reader.inputs.contains(original)) {
        reader.inputs.add(copy);
      }
    }
  }

  private boolean over(Draft draft) {
    return draft.cost() > space.limit() || draft.parts().size() > space.slots();
  }

  /** Gives up leaves, those of the most numerous kind first, until the budget is kept. */
  private boolean shrink(Draft draft) {
    while (over(draft)) {
      List<Part> largest = List.of();
      for (List<Part> group : groups(draft.leaves())) {
        if (group.size() > largest.size()) {
          largest = group;
        }
      }
      if (largest.isEmpty() || largest.get(0) == draft.sink()) {
        return false;
      }
      Part gone = largest.get(largest.size() - 1);
      boolean starves =
          draft.parts().stream()
              .anyMatch(
                  part ->
                      part.inputs.contains(gone)
                          && part.inputs.size() <= Math.max(1, roles.get(part.role).minInputs()));
      if (starves) {
        return false;
      }
      draft.remove(gone);
    }
    return true;
  }

  /** Spends what is left on leaves of one kind. */
  private void fill(Draft draft) {
    if (draft.sink().leaf()) {
      return;
    }
    int model = anyModel();
    List<Part> readers = readersToFeed(draft);
    while (true) {
      Part leaf = new Part(leafRole, model, List.of());
      readers.forEach(reader -> reader.inputs.add(leaf));
      if (over(draft)) {
        draft.remove(leaf);
        return;
      }
    }
  }
}
