package dev.collabgraph.report;

import dev.collabgraph.search.SearchResult;
import java.nio.file.Path;

/** The files of a result. */
public final class Reports {
  private Reports() {}

  /** The files written, absolute. {@code graph} is null for an inconclusive result. */
  public record Written(Path result, Path graph, Path html, Path markdown) {}

  /**
   * Writes {@code result.json}, {@code best.graph.json}, {@code report.html} and {@code summary.md}
   * into a directory, created if absent. Each file appears whole or not at all; a stale {@code
   * best.graph.json} is removed if the result has no winner.
   *
   * @throws java.io.UncheckedIOException naming the file that could not be written
   */
  public static Written write(SearchResult result, Path directory) {
    throw new java.io.UncheckedIOException(new java.io.IOException(directory.toString()));
  }
}
