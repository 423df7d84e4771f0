package dev.collabgraph.report;

import dev.collabgraph.compare.Comparison;
import dev.collabgraph.graph.WholeFile;
import java.nio.file.Path;

/** The files of a comparison. */
public final class CompareReports {
  private CompareReports() {}

  /**
   * Writes {@code compare.json}, {@code compare.csv}, {@code compare-curve.csv}, {@code compare.md}
   * and {@code compare.html} into a directory, created if absent. Each file appears whole or not at
   * all; equal comparisons give equal bytes.
   *
   * @return the HTML file, absolute
   * @throws java.io.UncheckedIOException naming the file that could not be written
   */
  public static Path write(Comparison comparison, Path directory) {
    Path base = directory.toAbsolutePath().normalize();
    WholeFile.write(base.resolve("compare.csv"), CompareCsv.scores(comparison));
    WholeFile.write(base.resolve("compare-curve.csv"), CompareCsv.curve(comparison));
    WholeFile.write(base.resolve("compare.md"), CompareMarkdown.of(comparison));
    Path html = base.resolve("compare.html");
    WholeFile.write(html, CompareHtml.of(comparison));
    WholeFile.write(base.resolve("compare.json"), CompareJson.of(comparison));
    return html;
  }
}
