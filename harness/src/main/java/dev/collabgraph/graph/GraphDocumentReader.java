package dev.collabgraph.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.collabgraph.graph.CollaborationGraph.Edge;
import dev.collabgraph.graph.CollaborationGraph.Node;
import dev.collabgraph.graph.GraphDocument.Cost;
import dev.collabgraph.graph.GraphDocument.Equality;
import dev.collabgraph.graph.GraphDocument.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@link GraphDocument}s: depth, lengths and keys limited, nothing instantiated by name. */
final class GraphDocumentReader {
  private static final int DEEPEST = 64;
  private static final int MOST_NODES = 4_096;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(1 << 20)
                          .maxNumberLength(64)
                          .maxDocumentLength(GraphDocument.LARGEST)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final TypeReference<Map<String, Object>> OPTIONS = new TypeReference<>() {};

  private GraphDocumentReader() {}

  static GraphDocument read(String json, String source) {
    JsonObject document = JsonObject.of(source, "", tree(json, source));
    int version = document.whole("formatVersion");
    if (version < 1 || version > GraphDocument.FORMAT_VERSION) {
      throw document.failure(
          "has formatVersion %s, this engine reads 1 to %s. Use the engine that wrote it, or newer."
              .formatted(version, GraphDocument.FORMAT_VERSION));
    }
    document.keys(
        "formatVersion",
        "suite",
        "sink",
        "nodes",
        "edges",
        "cost",
        "roles",
        "models",
        "providers",
        "equality",
        "digests");
    try {
      return new GraphDocument(
          document.text("suite"),
          graph(document),
          cost(document.object("cost")),
          roles(document),
          models(document),
          providers(document),
          document.has("equality") ? equality(document.object("equality")) : null,
          document.textMap("digests"));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(source + ": ")
          ? e
          : new InvalidGraphException(source + ": " + message, e);
    }
  }

  private static JsonNode tree(String json, String source) {
    if (json.length() > GraphDocument.LARGEST) {
      throw new InvalidGraphException(
          "%s: the document has %s characters, expected at most %s."
              .formatted(source, json.length(), GraphDocument.LARGEST));
    }
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new InvalidGraphException(
          String.format(
              Locale.ROOT,
              "%s%s: the document is not well-formed JSON: %s",
              source,
              at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr(),
              Quoted.plain(String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""))),
          e);
    }
  }

  private static CollaborationGraph graph(JsonObject document) {
    List<Node> nodes = new ArrayList<>();
    for (JsonObject node : document.objectList("nodes")) {
      node.keys("id", "role", "model");
      nodes.add(new Node(node.text("id"), node.text("role"), node.textOr("model", null)));
    }
    if (nodes.size() > MOST_NODES) {
      throw document.failure(
          "has " + nodes.size() + " nodes, expected at most " + MOST_NODES + ".");
    }
    List<Edge> edges = new ArrayList<>();
    for (List<String> ends : document.textLists("edges")) {
      if (ends.size() != 2) {
        throw document.failure(
            "has the edge [%s], expected [from, to].".formatted(Quoted.names(ends)));
      }
      edges.add(new Edge(ends.get(0), ends.get(1)));
    }
    return CollaborationGraph.of(nodes, edges, document.text("sink"));
  }

  private static Cost cost(JsonObject cost) {
    cost.keys("metric", "units");
    return new Cost(cost.text("metric"), cost.number("units"));
  }

  private static List<Role> roles(JsonObject document) {
    List<Role> roles = new ArrayList<>();
    document
        .objects("roles")
        .forEach(
            (name, role) -> {
              role.keys("kind", "prompt", "promptWithInputs", "minInputs", "maxInputs", "topK");
              roles.add(
                  new Role(
                      name,
                      kind(role),
                      role.textOr("prompt", null),
                      role.textOr("promptWithInputs", null),
                      role.whole("minInputs"),
                      role.wholeOr("maxInputs", Role.UNLIMITED),
                      role.wholeOr("topK", 0)));
            });
    return roles;
  }

  private static Role.Kind kind(JsonObject role) {
    return switch (role.text("kind")) {
      case "call" -> Role.Kind.CALL;
      case "vote" -> Role.Kind.VOTE;
      default ->
          throw role.failure(
              "has kind " + Quoted.name(role.text("kind")) + ", expected call or vote.");
    };
  }

  private static List<ModelSpec> models(JsonObject document) {
    List<ModelSpec> models = new ArrayList<>();
    document.objects("models").forEach((id, model) -> models.add(model(id, model)));
    return models;
  }

  private static ModelSpec model(String id, JsonObject model) {
    model.keys(
        "family",
        "provider",
        "name",
        "params",
        "layers",
        "hidden",
        "price",
        "temperature",
        "maxTokens",
        "topP",
        "stop",
        "rank");
    ModelSpec.Architecture sizes = null;
    if (model.has("params") || model.has("layers") || model.has("hidden")) {
      sizes =
          new ModelSpec.Architecture(
              model.number("params"), model.whole("layers"), model.whole("hidden"));
    }
    ModelSpec.Price price = null;
    if (model.has("price")) {
      JsonObject dollars = model.object("price").keys("input", "output");
      price = new ModelSpec.Price(dollars.number("input"), dollars.number("output"));
    }
    return new ModelSpec(
        id,
        model.text("family"),
        model.text("provider"),
        model.text("name"),
        sizes,
        price,
        new ModelSpec.Sampling(
            model.number("temperature"),
            model.whole("maxTokens"),
            model.has("topP") ? Double.valueOf(model.number("topP")) : null,
            model.texts("stop")),
        model.number("rank"));
  }

  private static Map<String, Provider> providers(JsonObject document) {
    Map<String, Provider> providers = new LinkedHashMap<>();
    document
        .objects("providers")
        .forEach(
            (id, provider) -> {
              provider.keys("type", "options");
              providers.put(id, new Provider(provider.text("type"), options(provider)));
            });
    return providers;
  }

  private static Equality equality(JsonObject equality) {
    equality.keys("type", "options");
    return new Equality(equality.text("type"), options(equality));
  }

  private static Map<String, Object> options(JsonObject owner) {
    if (!owner.has("options")) {
      return Map.of();
    }
    owner.object("options");
    return MAPPER.convertValue(owner.json("options"), OPTIONS);
  }
}
