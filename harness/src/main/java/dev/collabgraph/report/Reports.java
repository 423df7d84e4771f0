package dev.collabgraph.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.graph.WholeFile;
import dev.collabgraph.search.SearchResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a result. */
public final class Reports {
  /** Folder of the finalists' calls beside the result. */
  private static final String TRACES = "traces";

  private Reports() {}

  /** The files written, absolute. {@code graph} is null for an inconclusive result. */
  public record Written(Path result, Path graph, Path html, Path markdown) {}

  /**
   * Writes {@code result.json}, {@code best.graph.json}, {@code report.html} and {@code summary.md}
   * into a directory, created if absent. Each file appears whole or not at all; a stale {@code
   * best.graph.json} is removed if the result has no winner.
   *
   * @throws UncheckedIOException naming the file that could not be written
   */
  public static Written write(SearchResult result, Path directory) {
    Path base = directory.toAbsolutePath().normalize();
    Path graph = base.resolve("best.graph.json");
    Path html = base.resolve("report.html");
    Path markdown = base.resolve("summary.md");
    Path json = base.resolve("result.json");
    if (result.winner() == null) {
      remove(graph);
    } else {
      WholeFile.write(graph, BestGraphJson.of(result));
    }
    JsonNode tree = ResultJson.tree(result);
    WholeFile.write(
        html,
        HtmlReport.of(
            tree,
            result.bill().agent().exchanges(),
            FailingTasks.section(tree, base.resolve(TRACES))));
    WholeFile.write(markdown, MarkdownSummary.of(result));
    WholeFile.write(json, ResultJson.of(result));
    return new Written(json, result.winner() == null ? null : graph, html, markdown);
  }

  /**
   * Writes the HTML report of a {@code result.json}.
   *
   * @param result the file
   * @param html where the page goes; it appears whole or not at all
   * @return what the page is about
   * @throws ReportException if the file is no result
   * @throws UncheckedIOException naming the file that could not be read or written
   */
  public static ResultDigest html(Path result, Path html) {
    JsonNode tree = ResultTree.read(result);
    WholeFile.write(
        html,
        HtmlReport.of(
            tree,
            ResultTree.exchanges(result.resolveSibling("agent.jsonl")),
            FailingTasks.section(tree, result.resolveSibling(TRACES))));
    return ResultDigest.of(tree);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + file + ": " + e, e);
    }
  }
}
