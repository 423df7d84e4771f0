package dev.collabgraph.maven;

import dev.collabgraph.report.ReportException;
import dev.collabgraph.report.Reports;
import dev.collabgraph.report.ResultDigest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;

/**
 * Writes the HTML report of results that are there, {@code target/collabgraph/<suite>/report.html};
 * named under {@code <reporting>}, adds a page to {@code mvn site} that lists the suites and links
 * their reports. Searches nothing and asks no model.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.SITE, threadSafe = true)
public final class ReportMojo extends AbstractCollabgraphMojo implements MavenReport {
  private static final String PAGE = "collabgraph";

  /** Skips this goal. */
  @Parameter(property = "collabgraph.report.skip", defaultValue = "false")
  private boolean skipReport;

  /** Folder of the results, one folder per suite. */
  @Parameter(
      property = "collabgraph.outputDirectory",
      defaultValue = "${project.build.directory}/collabgraph",
      required = true)
  private File outputDirectory;

  /** Suites to report, comma-separated. Default: every suite that has a result. */
  @Parameter(property = "collabgraph.suite")
  private String suite;

  private File siteDirectory;

  @Override
  String goal() {
    return "report";
  }

  @Override
  boolean goalSkipped() {
    return skipReport;
  }

  @Override
  void run() {
    List<Path> results = results();
    if (results.isEmpty()) {
      getLog().warn(nothing());
      return;
    }
    for (Path result : results) {
      Path html = result.resolveSibling("report.html");
      getLog().info("%s: %s".formatted(Reports.html(result, html).suite(), html));
    }
  }

  private String nothing() {
    return "There is no result to report in %s. Search first: mvn collabgraph:search"
        .formatted(outputDirectory);
  }

  /** The {@code result.json} of the suites that are meant, by suite. */
  private List<Path> results() {
    Path folder = outputDirectory.toPath();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> chosen =
        suite == null || suite.isBlank()
            ? List.of()
            : Arrays.stream(suite.split(",")).map(String::strip).toList();
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(each -> chosen.isEmpty() || chosen.contains(each.getFileName().toString()))
          .map(each -> each.resolve("result.json"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean canGenerateReport() {
    if (skipped()) {
      return false;
    }
    boolean any = !results().isEmpty();
    if (!any) {
      getLog().warn(nothing());
    }
    return any;
  }

  @Override
  public void generate(Sink sink, Locale locale) throws MavenReportException {
    try {
      page(sink);
    } catch (ReportException | UncheckedIOException e) {
      throw new MavenReportException(e.getMessage(), e);
    }
  }

  private void page(Sink sink) {
    sink.head();
    sink.title();
    sink.text("Collaboration graphs");
    sink.title_();
    sink.head_();
    sink.body();
    sink.section1();
    sink.sectionTitle1();
    sink.text("Collaboration graphs");
    sink.sectionTitle1_();
    sink.paragraph();
    sink.text("What the last search of each suite found, on tasks that the search did not see.");
    sink.paragraph_();
    sink.table();
    sink.tableRows(null, false);
    header(sink, "suite", "score", "95 % interval", "tasks", "units", "verdict");
    for (Path result : results()) {
      Path folder = siteDirectory.toPath().resolve(PAGE);
      String name = result.getParent().getFileName() + ".html";
      ResultDigest digest = Reports.html(result, folder.resolve(name));
      sink.tableRow();
      sink.tableCell();
      sink.link(PAGE + "/" + name);
      sink.text(digest.suite());
      sink.link_();
      sink.tableCell_();
      for (String text :
          List.of(
              digest.score(), digest.interval(), digest.n(), digest.units(), digest.verdict())) {
        sink.tableCell();
        sink.text(text);
        sink.tableCell_();
      }
      sink.tableRow_();
    }
    sink.tableRows_();
    sink.table_();
    sink.section1_();
    sink.body_();
    sink.flush();
    sink.close();
  }

  private static void header(Sink sink, String... texts) {
    sink.tableRow();
    for (String text : texts) {
      sink.tableHeaderCell();
      sink.text(text);
      sink.tableHeaderCell_();
    }
    sink.tableRow_();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract still, and what older site plugins ask for
  public String getOutputName() {
    return PAGE;
  }

  @Override
  public String getCategoryName() {
    return CATEGORY_PROJECT_REPORTS;
  }

  @Override
  public String getName(Locale locale) {
    return "Collaboration graphs";
  }

  @Override
  public String getDescription(Locale locale) {
    return "What the searches of collaboration graphs found.";
  }

  @Override
  public void setReportOutputDirectory(File directory) {
    siteDirectory = directory;
  }

  @Override
  public File getReportOutputDirectory() {
    return siteDirectory;
  }

  @Override
  public boolean isExternalReport() {
    return false;
  }
}
