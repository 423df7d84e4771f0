package dev.collabgraph.report;

import dev.collabgraph.search.SearchResult;
import java.nio.file.Path;
import java.util.List;

/** The closing summary for a console: ASCII, no colour, at most 100 columns. */
public final class ConsoleSummary {
  private ConsoleSummary() {}

  /**
   * The lines in order, none with a line break or a control character.
   *
   * @param report path of the HTML report, named in the last line
   */
  public static List<String> lines(SearchResult result, Path report) {
    return List.of("Report: " + report);
  }
}
