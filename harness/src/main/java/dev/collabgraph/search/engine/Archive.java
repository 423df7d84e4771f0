package dev.collabgraph.search.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.GraphJson;
import dev.collabgraph.llm.ShownText;
import dev.collabgraph.search.Trial;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code trials.jsonl}: one line per trial, appended in trial order and flushed. Numbers the
 * trials. Not thread-safe.
 */
final class Archive implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AGENT = "agent.jsonl";

  /** Characters kept of a scorer's reason. */
  private static final int REASON = 300;

  private final Path file;
  private final BufferedWriter writer;
  private int next;

  private Archive(Path file, BufferedWriter writer) {
    this.file = file;
    this.writer = writer;
  }

  /** An archive that begins anew, in place of one an earlier search left there. */
  static Archive create(Path directory) {
    Path file = directory.resolve("trials.jsonl");
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(directory.resolve(AGENT));
      return new Archive(file, Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
    }
  }

  /** An archive that keeps nothing on disk. */
  static Archive inMemory() {
    return new Archive(null, null);
  }

  /** Where the agent's transcript goes; null if nothing is kept on disk. */
  Path transcript() {
    return file == null ? null : file.resolveSibling(AGENT);
  }

  /** The number of the next trial. */
  int nextNumber() {
    return next++;
  }

  void append(Trial trial) {
    if (writer == null) {
      return;
    }
    try {
      writer.write(JSON.writeValueAsString(record(trial)));
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to " + file + ": " + e, e);
    }
  }

  private ObjectNode record(Trial trial) {
    CollaborationGraph graph = trial.proposal().graph().canonical();
    ObjectNode node = JSON.createObjectNode();
    node.put("trial", trial.number());
    node.put("iteration", trial.iteration());
    node.put("phase", trial.proposal().phase());
    node.put("split", trial.split().name().toLowerCase(Locale.ROOT));
    node.put("status", trial.status().name().toLowerCase(Locale.ROOT));
    node.put("digest", graph.digest());
    node.put("costUnits", trial.costUnits());
    number(node, "measuredUnits", trial.measuredUnits());
    node.put("calls", trial.calls());
    number(node, "score", trial.meanScore());
    number(node, "latencySeconds", trial.meanLatency());
    node.put("repeat", trial.proposal().repeat());
    ArrayNode tasks = node.putArray("tasks");
    ArrayNode scores = node.putArray("scores");
    for (int i = 0; i < trial.tasks().length; i++) {
      tasks.add(trial.tasks()[i]);
      double score = trial.scores()[i];
      if (Double.isNaN(score)) {
        scores.addNull();
      } else {
        scores.add(score);
      }
    }
    if (!trial.reasons().isEmpty()) {
      ArrayNode reasons = node.putArray("reasons");
      trial.reasons().forEach(reason -> reasons.add(shown(reason)));
    }
    node.set("graph", GraphJson.of(graph));
    return node;
  }

  /** On one line, clipped, what looks like a key masked; null stays null. */
  private static String shown(String reason) {
    return reason == null || reason.isEmpty() ? null : ShownText.of(reason, REASON);
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }

  @Override
  public void close() {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close " + file + ": " + e, e);
      }
    }
  }
}
