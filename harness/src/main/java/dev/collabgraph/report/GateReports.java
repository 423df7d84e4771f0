package dev.collabgraph.report;

import dev.collabgraph.gate.Verdict;
import dev.collabgraph.graph.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The files and lines a verdict becomes for CI servers. */
public final class GateReports {
  private GateReports() {}

  /**
   * Writes the verdict as Surefire's test report, {@code TEST-collabgraph.<suite>.xml}, into a
   * directory, created if absent.
   *
   * @return the file
   * @throws UncheckedIOException naming the file that could not be written
   */
  public static Path junit(Verdict verdict, Path directory) {
    Path file = directory.resolve("TEST-collabgraph." + verdict.suite() + ".xml");
    WholeFile.write(file, JUnitXml.of(verdict));
    return file;
  }

  /** The verdict as Markdown. */
  public static String markdown(Verdict verdict) {
    return GateMarkdown.of(verdict);
  }

  /**
   * Appends the verdict as Markdown, as jobs do to the file that {@code GITHUB_STEP_SUMMARY} names.
   *
   * @throws UncheckedIOException naming the file if it cannot be written
   */
  public static void appendSummary(Verdict verdict, Path file) {
    try {
      Files.writeString(
          file,
          GateMarkdown.of(verdict),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to " + file + ": " + e, e);
    }
  }

  /**
   * GitHub workflow commands for the violations, to be printed as they are, each on a line.
   *
   * @param suiteFile from the root of the build, with slashes
   */
  public static List<String> gitHub(Verdict verdict, String suiteFile) {
    return Annotations.gitHub(verdict, suiteFile);
  }

  /**
   * Writes the violations as GitLab's code quality report, {@code gl-code-quality.json}.
   *
   * @param suiteFile from the root of the build, with slashes
   * @return the file
   */
  public static Path gitLab(Verdict verdict, Path directory, String suiteFile) {
    Path file = directory.resolve("gl-code-quality.json");
    WholeFile.write(file, Annotations.gitLab(verdict, suiteFile));
    return file;
  }
}
