package dev.collabgraph.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.search.Advisor;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Estimate;
import dev.collabgraph.search.SearchResult.HistoryPoint;
import dev.collabgraph.search.SearchResult.ParetoPoint;
import dev.collabgraph.suite.ParserWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tree of a {@code result.json}, whether it was just made or comes from a file: null is
 * "unknown" again (NaN, or -1 for a count), and what a newer engine has added is passed over.
 */
final class ResultTree {
  private static final int LARGEST = 64 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(64)
                      .maxStringLength(1 << 20)
                      .maxDocumentLength(LARGEST)
                      .build())
              .build());

  private ResultTree() {}

  /**
   * Reads a file.
   *
   * @throws ReportException if it is missing, no result, or of a version this engine cannot read
   */
  static JsonNode read(Path file) {
    try {
      JsonNode tree = JSON.readTree(Files.readString(file));
      if (!tree.path("suite").isTextual() || !tree.path("verdict").isObject()) {
        throw new ReportException(file + " is not the result of a search.", null);
      }
      int version = tree.path("formatVersion").asInt();
      if (version != SearchResult.FORMAT_VERSION) {
        throw new ReportException(
            "%s has formatVersion %s, expected %s. Maybe search again: mvn collabgraph:search"
                .formatted(file, version, SearchResult.FORMAT_VERSION),
            null);
      }
      return tree;
    } catch (NoSuchFileException e) {
      throw new ReportException("There is no result " + file + ".", e);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new ReportException("%s is not JSON: %s".formatted(file, ParserWords.of(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
    }
  }

  /** The agent's transcript that lies beside a result; empty if there is none. */
  static List<Advisor.Exchange> exchanges(Path transcript) {
    List<Advisor.Exchange> exchanges = new ArrayList<>();
    if (!Files.isRegularFile(transcript)) {
      return exchanges;
    }
    try {
      for (String line : Files.readAllLines(transcript)) {
        JsonNode each = JSON.readTree(line);
        exchanges.add(
            new Advisor.Exchange(
                each.path("round").asInt(),
                each.path("attempt").asInt(),
                text(each, "prompt"),
                each.path("reply").textValue(),
                each.path("error").textValue()));
      }
      return exchanges;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new ReportException("%s is not JSON: %s".formatted(transcript, ParserWords.of(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + transcript + ": " + e, e);
    }
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  /** A number; NaN if null or absent. */
  static double number(JsonNode node, String field) {
    return node.path(field).isNumber() ? node.get(field).asDouble() : Double.NaN;
  }

  /** A count; -1 if null or absent. */
  static long count(JsonNode node, String field) {
    return node.path(field).isNumber() ? node.get(field).asLong() : -1;
  }

  static Estimate estimate(JsonNode node) {
    return new Estimate(
        number(node, "score"),
        number(node, "low"),
        number(node, "high"),
        (int) Math.max(0, count(node, "n")));
  }

  static List<ParetoPoint> pareto(JsonNode root) {
    List<ParetoPoint> points = new ArrayList<>();
    for (JsonNode each : root.path("pareto")) {
      points.add(
          new ParetoPoint(
              text(each, "name"),
              graph(each.path("graph")),
              number(each.path("cost"), "units"),
              number(each, "latencySeconds"),
              estimate(each.path("validation"))));
    }
    return points;
  }

  static List<HistoryPoint> history(JsonNode root) {
    List<HistoryPoint> points = new ArrayList<>();
    for (JsonNode each : root.path("history")) {
      points.add(
          new HistoryPoint(
              each.path("iteration").asInt(),
              text(each, "phase"),
              each.path("evaluations").asInt(),
              Math.max(0, count(each, "calls")),
              new Estimate(
                  number(each, "bestScore"), number(each, "low"), number(each, "high"), 0)));
    }
    return points;
  }

  static CollaborationGraph graph(JsonNode node) {
    List<CollaborationGraph.Node> nodes = new ArrayList<>();
    for (JsonNode each : node.path("nodes")) {
      nodes.add(
          new CollaborationGraph.Node(
              text(each, "id"), text(each, "role"), each.path("model").textValue()));
    }
    List<CollaborationGraph.Edge> edges = new ArrayList<>();
    for (JsonNode each : node.path("edges")) {
      edges.add(new CollaborationGraph.Edge(each.path(0).asText(), each.path(1).asText()));
    }
    return CollaborationGraph.of(nodes, edges, text(node, "sink"));
  }
}
