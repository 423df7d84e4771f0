package dev.collabgraph.search.engine;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ShownText;
import dev.collabgraph.search.Numbers;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.suite.Split;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Every call of the finalists on validation and test, for people: {@code traces/finalist-1.txt} and
 * so on, in the order in which the search ranked them. Texts are on one line each, clipped, and
 * what looks like a key is masked. A file that cannot be written is given up with one warning. Not
 * thread-safe.
 */
final class FinalistTraces implements Environment.Watcher, AutoCloseable {
  /** Characters kept of a prompt and of an answer. */
  static final int CLIP = 600;

  private static final String PREFIX = "finalist-";

  private final SearchListener listener;
  private final Map<String, BufferedWriter> files = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private boolean broken;

  FinalistTraces(Path directory, List<CollaborationGraph> graphs, SearchListener listener) {
    this.listener = listener;
    try {
      Files.createDirectories(directory);
      for (CollaborationGraph graph : graphs) {
        String name = PREFIX + (files.size() + 1) + ".txt";
        BufferedWriter file =
            Files.newBufferedWriter(directory.resolve(name), StandardCharsets.UTF_8);
        files.put(graph.canonical().digest(), file);
        file.write(
            "Graph %s, %d nodes, width %d, depth %d\n"
                .formatted(graph.canonical().digest(), graph.size(), graph.width(), graph.depth()));
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** Removes the files of an earlier search. */
  static void remove(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, PREFIX + "*.txt")) {
        for (Path file : old) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void saw(CollaborationGraph graph, Split split, Trace trace) {
    BufferedWriter file = files.get(graph.digest());
    // A baseline may be the same graph; its runs are the same ones.
    if (file == null || broken || !seen.add(graph.digest() + split + trace.taskId())) {
      return;
    }
    try {
      write(file, split, trace);
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private static void write(BufferedWriter file, Split split, Trace trace) throws IOException {
    file.write(
        "\n"
            + split.name().toLowerCase(Locale.ROOT)
            + ", task "
            + ShownText.of(trace.taskId(), CLIP)
            + ": "
            + outcome(trace)
            + "\n");
    if (trace.reason() != null && !trace.reason().isEmpty()) {
      file.write("  because " + text(trace.reason()) + "\n");
    }
    for (Trace.NodeTrace node : trace.nodes()) {
      write(file, node, node.id() + " " + node.role());
    }
    for (Trace.NodeTrace call : trace.judging()) {
      write(file, call, call.role());
    }
  }

  private static String outcome(Trace trace) {
    return trace.conclusive()
        ? "score "
            + Numbers.plain(trace.score())
            + " in "
            + TwoDecimals.of(trace.latencySeconds())
            + " s, answer "
            + text(trace.answer())
        : "no score, " + text(trace.failure());
  }

  private static void write(BufferedWriter file, Trace.NodeTrace node, String name)
      throws IOException {
    String by = node.model() == null ? "" : " by " + node.model();
    file.write("  " + name + by + ": " + figures(node) + "\n");
    if (node.prompt() != null) {
      file.write("    asked     " + text(node.prompt()) + "\n");
    }
    if (node.completion() != null) {
      file.write("    answered  " + text(node.completion().text()) + "\n");
    }
  }

  private static String figures(Trace.NodeTrace node) {
    Completion completion = node.completion();
    if (completion == null) {
      return node.failure() == null ? "never ran" : "failed, " + text(node.failure().getMessage());
    }
    if (node.model() == null) {
      return "the majority, at no cost";
    }
    String tokens =
        completion.usageKnown()
            ? completion.inputTokens() + " tokens in, " + completion.outputTokens() + " out"
            : "tokens unknown";
    return TwoDecimals.of(completion.latencySeconds())
        + " s, "
        + tokens
        + ", ended by "
        + completion.finish().name().toLowerCase(Locale.ROOT);
  }

  private static String text(String text) {
    return text == null ? "(none)" : "\"" + ShownText.of(text, CLIP) + "\"";
  }

  private void giveUp(IOException e) {
    if (!broken) {
      broken = true;
      listener.warning(
          "The calls of the finalists cannot be written (" + e + "); the search goes on.");
    }
  }

  @Override
  public void close() {
    for (BufferedWriter file : files.values()) {
      try {
        file.close();
      } catch (IOException | UncheckedIOException e) {
        giveUp(new IOException(e));
      }
    }
  }
}
