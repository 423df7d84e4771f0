package dev.collabgraph.search;

import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.Draft.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graphs of phase 1, by which the first insight (tasks prefer particular mixes of models) is
 * put to the test: single models, many answers of one model, mixes, and small graphs of two and
 * three levels. They share their first-layer calls, so most cost little once the first has run.
 */
final class Probes {
  private static final int LEAST_INPUTS = 3;

  private final SearchSpace space;
  private final List<Role> roles;
  private final int leafRole;
  private final int voteRole;
  private final Map<String, CollaborationGraph> found = new LinkedHashMap<>();

  Probes(SearchSpace space) {
    this.space = space;
    this.roles = space.costs().roles();
    this.leafRole = roles.indexOf(Baselines.leafRole(roles));
    this.voteRole = Baselines.voteRole(roles).map(roles::indexOf).orElse(-1);
  }

  /** Single models, and ever more answers of one model put to the vote or merged by itself. */
  List<CollaborationGraph> models() {
    found.clear();
    for (int model = 0; model < space.modelCount(); model++) {
      add(leaf(model));
      if (voteRole >= 0) {
        for (double share : new double[] {1, 0.5, 0.25}) {
          star(voteRole, Draft.NO_MODEL, share, model);
        }
      } else {
        for (int role : readers()) {
          star(role, model, 1, model);
        }
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * Mixes of the models that lead, and their first two- and three-level graphs. By the second
   * insight the stronger model reads: {@code strongest} comes first.
   */
  List<CollaborationGraph> mixes(List<Integer> strongest) {
    found.clear();
    for (int i = 0; i < strongest.size(); i++) {
      int reader = strongest.get(i);
      for (int j = i; j < strongest.size(); j++) {
        int leaf = strongest.get(j);
        for (int role : readers()) {
          star(role, reader, 0, leaf);
          star(role, reader, 1, leaf);
          if (voteRole >= 0) {
            panel(role, reader, leaf, 1);
            panel(role, reader, leaf, space.slots());
          }
        }
        if (voteRole >= 0 && i != j) {
          star(voteRole, Draft.NO_MODEL, 1, reader, leaf);
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** Roles that ask a model and read inputs. */
  private List<Integer> readers() {
    List<Integer> readers = new ArrayList<>();
    for (int r = 0; r < roles.size(); r++) {
      if (roles.get(r).calls() && roles.get(r).maxInputs() > 0) {
        readers.add(r);
      }
    }
    return readers;
  }

  private Part leaf(int model) {
    return new Part(leafRole, model, List.of());
  }

  /**
   * One level of leaves under a sink: as many as a share of the budget pays, in equal parts, at
   * least one of each kind.
   */
  private void star(int role, int model, double share, int... leafModels) {
    Part sink = new Part(role, model, List.of());
    Draft draft = new Draft(space, sink);
    for (int leafModel : leafModels) {
      sink.inputs.add(leaf(leafModel));
    }
    boolean grew = true;
    while (grew) {
      grew = false;
      for (int leafModel : leafModels) {
        Part leaf = leaf(leafModel);
        sink.inputs.add(leaf);
        if (draft.cost() > share * space.limit() || full(draft, sink)) {
          draft.remove(leaf);
        } else {
          grew = true;
        }
      }
    }
    add(sink);
  }

  /**
   * Readers of the same leaves, put to the vote: as few readers as a vote takes and as many leaves
   * as fit, or up to {@code mostLeaves} leaves and as many readers as fit.
   */
  private void panel(int role, int model, int leafModel, int mostLeaves) {
    Part sink = new Part(voteRole, Draft.NO_MODEL, List.of());
    Draft draft = new Draft(space, sink);
    List<Part> leaves = new ArrayList<>(List.of(leaf(leafModel)));
    for (int i = 0; i < Math.max(LEAST_INPUTS, roles.get(voteRole).minInputs()); i++) {
      sink.inputs.add(new Part(role, model, leaves));
    }
    while (leaves.size() < mostLeaves) {
      Part leaf = leaf(leafModel);
      sink.inputs.forEach(reader -> reader.inputs.add(leaf));
      if (draft.cost() > space.limit() || full(draft, sink.inputs.get(0))) {
        draft.remove(leaf);
        break;
      }
      leaves.add(leaf);
    }
    while (true) {
      Part reader = new Part(role, model, leaves);
      sink.inputs.add(reader);
      if (draft.cost() > space.limit() || full(draft, sink)) {
        sink.inputs.remove(reader);
        break;
      }
    }
    add(sink);
  }

  private boolean full(Draft draft, Part reader) {
    return draft.parts().size() > space.slots()
        || reader.inputs.size() > roles.get(reader.role).maxInputs();
  }

  private void add(Part sink) {
    CollaborationGraph graph = new Draft(space, sink).toGraph();
    if (graph != null) {
      CollaborationGraph canonical = graph.canonical();
      found.putIfAbsent(canonical.digest(), canonical);
    }
  }
}
