package dev.collabgraph.search.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.collabgraph.budget.CostTable;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.Role;
import dev.collabgraph.search.Numbers;
import dev.collabgraph.search.candidates.Draft;
import dev.collabgraph.search.candidates.Draft.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an agent's reply, whole or not at all: known keys only, each once; ids of this search's
 * roles and models; finite probabilities from 0 to 1; and every graph, at its most probable
 * choices, within slots, budget and topology. Nothing in a reply is ever executed, expanded or
 * followed.
 *
 * <p>Limits: {@value #MOST_LETTERS} letters, {@value #DEEPEST} levels, {@value #MOST_GRAPHS}
 * graphs, as many nodes as the space has slots.
 */
final class ReplyReader {
  static final int MOST_GRAPHS = 32;
  private static final int MOST_LETTERS = 100_000;
  private static final int DEEPEST = 16;
  private static final double TOLERANCE = 0.02;
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(20_000)
                          .maxNumberLength(40)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final SearchSpace space;
  private final List<String> roles;
  private final List<String> models;

  ReplyReader(SearchSpace space) {
    this.space = space;
    this.roles = space.costs().roles().stream().map(Role::name).toList();
    this.models = space.costs().models().stream().map(ModelSpec::id).toList();
  }

  /** What a reply says. */
  record Advice(String reason, List<Blueprint> graphs) {

    /** The most probable graphs, each once, none that is taken. */
    List<CollaborationGraph> distinct(Set<String> taken, int most) {
      Map<String, CollaborationGraph> found = new LinkedHashMap<>();
      for (Blueprint each : graphs) {
        if (found.size() < most && !taken.contains(each.likely().digest())) {
          found.putIfAbsent(each.likely().digest(), each.likely());
        }
      }
      return List.copyOf(found.values());
    }
  }

  /** One group of like nodes. */
  private record Group(int first, int count) {}

  /**
   * Reads a reply.
   *
   * @throws InvalidReplyException naming what is wrong and what was expected
   */
  Advice read(String reply) {
    JsonNode root = tree(reply);
    keys(root, "the reply", List.of("reason", "graphs"));
    JsonNode reason = root.get("reason");
    if (reason != null && !reason.isTextual()) {
      throw wrong("reason", reason, "a text");
    }
    JsonNode list = root.get("graphs");
    if (list == null || !list.isArray() || list.isEmpty() || list.size() > MOST_GRAPHS) {
      throw wrong("graphs", list, "a list of 1 to " + MOST_GRAPHS + " graphs");
    }
    List<Blueprint> graphs = new ArrayList<>();
    for (int g = 0; g < list.size(); g++) {
      graphs.add(graph(list.get(g), "graphs[" + g + "]"));
    }
    return new Advice(reason == null ? "" : reason.textValue(), List.copyOf(graphs));
  }

  private static JsonNode tree(String reply) {
    if (reply.length() > MOST_LETTERS) {
      throw new InvalidReplyException(
          "it has %s letters, expected at most %s.".formatted(reply.length(), MOST_LETTERS));
    }
    int from = reply.indexOf('{');
    int to = reply.lastIndexOf('}');
    if (from < 0 || to < from) {
      throw new InvalidReplyException("it holds no JSON object.");
    }
    try {
      JsonNode root = STRICT.readTree(reply.substring(from, to + 1));
      if (!root.isObject()) {
        throw new InvalidReplyException("it is not a JSON object.");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new InvalidReplyException(
          "it is not valid JSON: " + Consultation.clipped(e.getOriginalMessage()));
    }
  }

  private Blueprint graph(JsonNode node, String path) {
    keys(node, path, List.of("groups"));
    JsonNode list = node.get("groups");
    if (list == null || !list.isArray() || list.isEmpty()) {
      throw wrong(path + ".groups", list, "a list of one group or more, the sink last");
    }
    Map<String, Group> groups = new LinkedHashMap<>();
    List<double[]> roleRows = new ArrayList<>();
    List<double[]> modelRows = new ArrayList<>();
    List<double[]> edgeRows = new ArrayList<>();
    for (int g = 0; g < list.size(); g++) {
      String at = path + ".groups[" + g + "]";
      JsonNode group = list.get(g);
      keys(group, at, List.of("id", "count", "role", "model", "inputs"));
      JsonNode id = group.get("id");
      if (id == null || !id.isTextual() || id.textValue().isBlank()) {
        throw wrong(at + ".id", id, "a text");
      }
      int first = roleRows.size();
      int count = count(group.get("count"), at, space.slots() - first);
      if (g == list.size() - 1 && count != 1) {
        throw wrong(at + ".count", group.get("count"), "1, for the last group is the sink");
      }
      double[] role = weights(group.get("role"), at + ".role", roles);
      boolean calls = space.costs().roles().get(likeliest(role)).calls();
      JsonNode model = group.get("model");
      if (!calls && model != null && !model.isNull()) {
        throw wrong(at + ".model", model, "none, for role " + roles.get(likeliest(role)));
      }
      double[] modelRow = calls ? weights(model, at + ".model", models) : null;
      double[] inputs = inputs(group.get("inputs"), at + ".inputs", groups, first);
      if (groups.put(id.textValue(), new Group(first, count)) != null) {
        throw wrong(at + ".id", id, "an id that no other group has");
      }
      for (int i = 0; i < count; i++) {
        roleRows.add(role);
        modelRows.add(modelRow);
        edgeRows.add(inputs);
      }
    }
    return blueprint(roleRows, modelRows, edgeRows, path);
  }

  private int count(JsonNode node, String at, int most) {
    if (node == null) {
      if (most < 1) {
        throw new InvalidReplyException(
            "%s is one node more than the %s this search allows.".formatted(at, space.slots()));
      }
      return 1;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < 1
        || node.intValue() > most) {
      throw wrong(
          at + ".count",
          node,
          "a whole number from 1 to %s (%s nodes at most in a graph)"
              .formatted(Math.max(1, most), space.slots()));
    }
    return node.intValue();
  }

  /** One name, or probabilities by name. */
  private static double[] weights(JsonNode node, String path, List<String> names) {
    double[] weights = new double[names.size()];
    if (node != null && node.isTextual() && names.contains(node.textValue())) {
      weights[names.indexOf(node.textValue())] = 1;
      return weights;
    }
    String rule = "one of %s, or probabilities by these names".formatted(String.join(", ", names));
    if (node == null || !node.isObject() || node.isEmpty()) {
      throw wrong(path, node, rule);
    }
    double sum = 0;
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      int index = names.indexOf(entry.getKey());
      if (index < 0) {
        throw new InvalidReplyException(
            "%s has \"%s\", expected %s."
                .formatted(path, Consultation.clipped(entry.getKey()), rule));
      }
      weights[index] = probability(entry.getValue(), path + "." + entry.getKey());
      sum += weights[index];
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new InvalidReplyException(
          "%s sums to %s, expected 1.".formatted(path, Numbers.decimals(sum)));
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** Probability of reading every node before {@code first}. */
  private static double[] inputs(JsonNode node, String path, Map<String, Group> groups, int first) {
    double[] edges = new double[first];
    if (node == null) {
      return edges;
    }
    Map<String, Double> named = new LinkedHashMap<>();
    if (node.isArray()) {
      for (JsonNode each : node) {
        if (!each.isTextual()) {
          throw wrong(path, each, "ids of earlier groups");
        }
        named.put(each.textValue(), 1.0);
      }
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              each ->
                  named.put(
                      each.getKey(), probability(each.getValue(), path + "." + each.getKey())));
    } else {
      throw wrong(path, node, "a list of ids of earlier groups, or probabilities by id");
    }
    named.forEach(
        (id, probability) -> {
          Group group = groups.get(id);
          if (group == null) {
            throw new InvalidReplyException(
                "%s has \"%s\", expected ids of earlier groups: %s."
                    .formatted(
                        path,
                        Consultation.clipped(id),
                        groups.isEmpty() ? "there is none" : String.join(", ", groups.keySet())));
          }
          java.util.Arrays.fill(edges, group.first, group.first + group.count, probability);
        });
    return edges;
  }

  private static double probability(JsonNode node, String path) {
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= 0 && value <= 1)) {
      throw wrong(path, node, "a number from 0 to 1");
    }
    return value;
  }

  /** The blueprint, if the graph of its most probable choices may be proposed. */
  private Blueprint blueprint(
      List<double[]> roleRows, List<double[]> modelRows, List<double[]> edgeRows, String path) {
    List<Part> parts = new ArrayList<>();
    for (int v = 0; v < roleRows.size(); v++) {
      int role = likeliest(roleRows.get(v));
      List<Part> inputs = new ArrayList<>();
      for (int u = 0; u < edgeRows.get(v).length; u++) {
        if (edgeRows.get(v)[u] >= 0.5) {
          inputs.add(parts.get(u));
        }
      }
      Role declared = space.costs().roles().get(role);
      if (!declared.admits(inputs.size())) {
        throw new InvalidReplyException(
            "%s: a node of role %s has %s inputs, expected %s to %s."
                .formatted(
                    path,
                    declared.name(),
                    inputs.size(),
                    declared.minInputs(),
                    Math.min(declared.maxInputs(), space.slots() - 1)));
      }
      parts.add(
          new Part(
              role,
              modelRows.get(v) == null ? Draft.NO_MODEL : likeliest(modelRows.get(v)),
              inputs));
    }
    Draft draft = new Draft(space, parts.get(parts.size() - 1));
    if (draft.cost() > space.limit()) {
      throw new InvalidReplyException(
          "%s costs %s units, expected at most %s."
              .formatted(
                  path,
                  Numbers.decimals(draft.units()),
                  Numbers.decimals(CostTable.units(space.limit()))));
    }
    CollaborationGraph likely = draft.toGraph();
    if (likely == null) {
      throw new InvalidReplyException(
          "%s does not keep the topology of this search (%s)."
              .formatted(path, AgentPrompt.topology(space)));
    }
    return new Blueprint(
        likely.canonical(),
        roleRows.toArray(double[][]::new),
        modelRows.toArray(double[][]::new),
        edgeRows.toArray(double[][]::new));
  }

  private static int likeliest(double[] weights) {
    int best = 0;
    for (int i = 1; i < weights.length; i++) {
      if (weights[i] > weights[best]) {
        best = i;
      }
    }
    return best;
  }

  private static void keys(JsonNode node, String path, List<String> known) {
    if (node == null || !node.isObject()) {
      throw wrong(path, node, "an object");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new InvalidReplyException(
                    "%s has the unknown key \"%s\", expected %s."
                        .formatted(path, Consultation.clipped(name), String.join(", ", known)));
              }
            });
  }

  private static InvalidReplyException wrong(String path, JsonNode node, String expected) {
    String shown = node == null ? "missing" : node.toString();
    return new InvalidReplyException(
        "%s is %s, expected %s."
            .formatted(
                path,
                Consultation.clipped(shown.length() > 80 ? shown.substring(0, 80) + "..." : shown),
                expected));
  }
}
