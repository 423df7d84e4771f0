package dev.collabgraph.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.GraphJson;
import dev.collabgraph.graph.InvalidGraphException;
import dev.collabgraph.graph.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finished parts of a comparison, a file each, whole or not there. A file is found again by the
 * digest of everything its content depends on, so a part of another comparison is never taken for
 * one of this. A file that cannot be read counts as absent. Safe for several threads and processes.
 */
final class CellStore {
  private static final int FORMAT_VERSION = 1;

  private final Path directory;
  private final String identity;
  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * @param directory made when the first file is written
   * @param identity of what all parts have in common
   */
  CellStore(Path directory, String identity) {
    this.directory = directory;
    this.identity = identity;
  }

  /** Name of a part: digest of what it depends on. */
  String key(String... of) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, identity);
      for (String each : of) {
        add(digest, each);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  /** A finished search. */
  Optional<CellResult> cell(String key) {
    return read(
        key,
        root -> {
          List<CellResult.Step> steps = new ArrayList<>();
          for (JsonNode step : root.get("steps")) {
            steps.add(new CellResult.Step(step.get(0).longValue(), step.get(1).doubleValue()));
          }
          return new CellResult(
              graph(root.get("returned")),
              root.get("costUnits").doubleValue(),
              root.get("score").doubleValue(),
              root.get("calls").longValue(),
              root.get("searchCalls").longValue(),
              root.get("ended").textValue(),
              steps);
        });
  }

  void write(String key, CellResult result) {
    ObjectNode root = head(key);
    root.put("score", result.score());
    root.put("costUnits", result.costUnits());
    root.put("calls", result.calls());
    root.put("searchCalls", result.searchCalls());
    root.put("ended", result.ended());
    ArrayNode steps = root.putArray("steps");
    for (CellResult.Step step : result.steps()) {
      steps.addArray().add(step.calls()).add(step.score());
    }
    root.set("returned", GraphJson.of(result.returned()));
    write(key, root);
  }

  /** Graphs that were found out once. */
  Optional<List<CollaborationGraph>> graphs(String key) {
    return read(
        key,
        root -> {
          List<CollaborationGraph> graphs = new ArrayList<>();
          root.get("graphs").forEach(node -> graphs.add(graph(node)));
          return graphs;
        });
  }

  void write(String key, List<CollaborationGraph> graphs) {
    ObjectNode root = head(key);
    ArrayNode array = root.putArray("graphs");
    graphs.forEach(graph -> array.add(GraphJson.of(graph)));
    write(key, root);
  }

  private static ObjectNode head(String key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("formatVersion", FORMAT_VERSION)
        .put("identity", key);
  }

  private Path file(String key) {
    return directory.resolve(key.substring(0, 24) + ".json");
  }

  private <T> Optional<T> read(String key, Function<ObjectNode, T> part) {
    Path file = file(key);
    try {
      if (Files.isRegularFile(file)
          && json.readTree(Files.readString(file)) instanceof ObjectNode root
          && key.equals(root.path("identity").textValue())
          && root.path("formatVersion").asInt() == FORMAT_VERSION) {
        return Optional.of(part.apply(root));
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) { // of the latter: a field is not there
      return Optional.empty(); // as good as absent: it is found out again
    }
  }

  private void write(String key, ObjectNode root) {
    WholeFile.write(file(key), text(root) + "\n");
  }

  private String text(ObjectNode root) {
    try {
      return json.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always JSON.", e);
    }
  }

  private static CollaborationGraph graph(JsonNode node) {
    List<CollaborationGraph.Node> nodes = new ArrayList<>();
    for (JsonNode each : node.get("nodes")) {
      nodes.add(
          new CollaborationGraph.Node(
              each.get("id").textValue(),
              each.get("role").textValue(),
              each.path("model").textValue()));
    }
    List<CollaborationGraph.Edge> edges = new ArrayList<>();
    for (JsonNode each : node.get("edges")) {
      edges.add(new CollaborationGraph.Edge(each.get(0).textValue(), each.get(1).textValue()));
    }
    try {
      return CollaborationGraph.of(nodes, edges, node.get("sink").textValue()).canonical();
    } catch (InvalidGraphException e) {
      throw new IllegalStateException("A kept graph cannot be read: " + e.getMessage(), e);
    }
  }
}
