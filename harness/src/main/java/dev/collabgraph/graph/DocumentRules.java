package dev.collabgraph.graph;

import dev.collabgraph.graph.CollaborationGraph.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Whether a graph's nodes fit the roles, models and providers given with it. */
final class DocumentRules {
  private DocumentRules() {}

  static void check(
      CollaborationGraph graph,
      List<Role> roles,
      List<ModelSpec> models,
      Set<String> providers,
      boolean comparesAnswers) {
    Map<String, Role> roleByName = byName(roles, Role::name, "roles");
    Map<String, ModelSpec> modelById = byName(models, ModelSpec::id, "models");
    for (int v = 0; v < graph.size(); v++) {
      Node node = graph.node(v);
      String name = "Node " + Quoted.name(node.id());
      Role role = roleByName.get(node.role());
      if (role == null) {
        throw new InvalidGraphException(
            name + " has role " + unknown(node.role(), roleByName.keySet(), "roles"));
      }
      if (!role.admits(graph.inDegree(v))) {
        throw new InvalidGraphException(
            "%s has %s inputs, but its role %s takes %s."
                .formatted(name, graph.inDegree(v), Quoted.name(role.name()), range(role)));
      }
      if (role.calls()) {
        checkModel(name, node, modelById, providers);
      } else if (node.model() != null) {
        throw new InvalidGraphException(
            "%s is a vote and asks no model, but names %s: remove its model."
                .formatted(name, Quoted.name(node.model())));
      } else if (!comparesAnswers) {
        throw new InvalidGraphException(
            name + " is a vote, but equality is missing: it says which answers are the same.");
      }
    }
  }

  private static void checkModel(
      String name, Node node, Map<String, ModelSpec> models, Set<String> providers) {
    if (node.model() == null) {
      throw new InvalidGraphException(
          "%s has role %s, which asks a model, but names none: add one of %s."
              .formatted(name, Quoted.name(node.role()), Quoted.names(models.keySet())));
    }
    ModelSpec model = models.get(node.model());
    if (model == null) {
      throw new InvalidGraphException(
          name + " has model " + unknown(node.model(), models.keySet(), "models"));
    }
    if (!providers.isEmpty() && !providers.contains(model.provider())) {
      throw new InvalidGraphException(
          "%s has model %s of provider %s"
              .formatted(
                  name,
                  Quoted.name(model.id()),
                  unknown(model.provider(), providers, "providers")));
    }
  }

  private static String range(Role role) {
    if (role.maxInputs() == Role.UNLIMITED) {
      return role.minInputs() + " or more";
    }
    return role.minInputs() == role.maxInputs()
        ? "exactly " + role.minInputs()
        : role.minInputs() + " to " + role.maxInputs();
  }

  private static String unknown(String name, Set<String> known, String where) {
    return "%s, which is not among the %s %s.%s"
        .formatted(
            Quoted.name(name), where, Quoted.names(known), Suggestion.didYouMean(name, known));
  }

  private static <T> Map<String, T> byName(List<T> items, Function<T, String> name, String where) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T item : items) {
      if (byName.put(name.apply(item), item) != null) {
        throw new InvalidGraphException(
            where + " holds " + Quoted.name(name.apply(item)) + " twice: rename one.");
      }
    }
    return byName;
  }
}
