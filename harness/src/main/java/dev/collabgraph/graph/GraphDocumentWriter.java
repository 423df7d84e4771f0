package dev.collabgraph.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.GraphDocument.Provider;
import java.util.Iterator;
import java.util.Map;

/** Writes {@link GraphDocument}s: the same bytes for equal documents on every platform. */
final class GraphDocumentWriter {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private GraphDocumentWriter() {}

  static String write(GraphDocument document) {
    CollaborationGraph graph = document.graph();
    ObjectNode root = JSON.objectNode();
    root.put("formatVersion", GraphDocument.FORMAT_VERSION);
    root.put("suite", document.suite());
    root.put("sink", graph.node(graph.sink()).id());
    ArrayNode nodes = root.putArray("nodes");
    for (CollaborationGraph.Node node : graph.nodes()) {
      ObjectNode json = nodes.addObject().put("id", node.id()).put("role", node.role());
      if (node.model() != null) {
        json.put("model", node.model());
      }
    }
    ArrayNode edges = root.putArray("edges");
    for (CollaborationGraph.Edge edge : graph.edges()) {
      edges.addArray().add(edge.from()).add(edge.to());
    }
    root.putObject("cost")
        .put("metric", document.cost().metric())
        .put("units", document.cost().units());
    ObjectNode roles = root.putObject("roles");
    document.roles().forEach(role -> roles.set(role.name(), role(role)));
    ObjectNode models = root.putObject("models");
    document.models().forEach(model -> models.set(model.id(), model(model)));
    ObjectNode providers = root.putObject("providers");
    for (Map.Entry<String, Provider> provider : document.providers().entrySet()) {
      providers.set(
          provider.getKey(), typed(provider.getValue().type(), provider.getValue().options()));
    }
    if (document.equality() != null) {
      root.set("equality", typed(document.equality().type(), document.equality().options()));
    }
    ObjectNode digests = root.putObject("digests");
    document.digests().forEach(digests::put);
    return text(root);
  }

  private static ObjectNode role(Role role) {
    ObjectNode json = JSON.objectNode().put("kind", role.calls() ? "call" : "vote");
    if (role.prompt() != null) {
      json.put("prompt", role.prompt());
    }
    if (role.promptWithInputs() != null) {
      json.put("promptWithInputs", role.promptWithInputs());
    }
    json.put("minInputs", role.minInputs());
    if (role.maxInputs() != Role.UNLIMITED) {
      json.put("maxInputs", role.maxInputs());
    }
    if (role.topK() > 0) {
      json.put("topK", role.topK());
    }
    return json;
  }

  private static ObjectNode model(ModelSpec model) {
    ObjectNode json =
        JSON.objectNode()
            .put("family", model.family())
            .put("provider", model.provider())
            .put("name", model.name());
    model
        .knownArchitecture()
        .ifPresent(
            sizes ->
                json.put("params", sizes.params())
                    .put("layers", sizes.layers())
                    .put("hidden", sizes.hidden()));
    model
        .knownPrice()
        .ifPresent(
            price ->
                json.putObject("price").put("input", price.input()).put("output", price.output()));
    ModelSpec.Sampling sampling = model.sampling();
    json.put("temperature", sampling.temperature()).put("maxTokens", sampling.maxTokens());
    if (sampling.topP() != null) {
      json.put("topP", sampling.topP());
    }
    if (!sampling.stop().isEmpty()) {
      ArrayNode stop = json.putArray("stop");
      sampling.stop().forEach(stop::add);
    }
    return json.put("rank", model.rank());
  }

  private static ObjectNode typed(String type, Map<String, Object> options) {
    ObjectNode json = JSON.objectNode().put("type", type);
    json.set("options", MAPPER.valueToTree(options));
    return json;
  }

  /** One line for each key, and for each item of what has several. */
  private static String text(ObjectNode root) {
    StringBuilder text = new StringBuilder("{\n");
    for (Iterator<Map.Entry<String, JsonNode>> fields = root.properties().iterator();
        fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      JsonNode value = field.getValue();
      text.append("  ").append(compact(JSON.textNode(field.getKey()))).append(": ");
      boolean single = field.getKey().equals("cost") || field.getKey().equals("equality");
      if (value.isContainerNode() && !value.isEmpty() && !single) {
        text.append(value.isArray() ? "[\n" : "{\n");
        items(value, text);
        text.append(value.isArray() ? "  ]" : "  }");
      } else {
        text.append(compact(value));
      }
      text.append(fields.hasNext() ? ",\n" : "\n");
    }
    return text.append("}\n").toString();
  }

  private static void items(JsonNode value, StringBuilder text) {
    Iterator<String> names = value.fieldNames();
    for (Iterator<JsonNode> items = value.elements(); items.hasNext(); ) {
      text.append("    ");
      if (value.isObject()) {
        text.append(compact(JSON.textNode(names.next()))).append(": ");
      }
      text.append(compact(items.next())).append(items.hasNext() ? ",\n" : "\n");
    }
  }

  private static String compact(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always JSON.", e);
    }
  }
}
