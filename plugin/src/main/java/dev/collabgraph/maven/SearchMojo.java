package dev.collabgraph.maven;

import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.report.ConsoleSummary;
import dev.collabgraph.report.Reports;
import dev.collabgraph.report.SweepReport;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.engine.Search;
import dev.collabgraph.suite.SuiteDefinition;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Searches, for each suite, the collaboration graph that scores best under the suite's budget, and
 * writes what it found, beside baselines at the same budget, to {@code
 * target/collabgraph/<suite>/}. A suite whose inputs have not changed since its last search is
 * skipped; one that was killed goes on where it was, or is refused if its inputs have changed.
 */
@Mojo(name = "search", threadSafe = true)
public final class SearchMojo extends AbstractSuiteMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.search.skip", defaultValue = "false")
  private boolean skipSearch;

  /**
   * Searches even if nothing has changed since the last search, and from the start even if that was
   * interrupted.
   */
  @Parameter(property = "collabgraph.force", defaultValue = "false")
  private boolean force;

  /** Threads that run graphs, 1 or more; 0 = as many as processors. They do not change a result. */
  @Parameter(property = "collabgraph.threads", defaultValue = "0")
  private int threads;

  /**
   * Skips a suite, with a warning, if one of its providers cannot work on this machine at all, as
   * {@code gguf} where llama.cpp has no build for the platform. By default that is an error.
   */
  @Parameter(property = "collabgraph.skipUnavailable", defaultValue = "false")
  private boolean skipUnavailable;

  private boolean explained;

  @Inject
  public SearchMojo(SettingsDecrypter settingsDecrypter) {
    super(settingsDecrypter);
  }

  @Override
  String goal() {
    return "search";
  }

  @Override
  boolean goalSkipped() {
    return skipSearch;
  }

  @Override
  void run() {
    Receipt receipt = receipt();
    if (receipt.repeated(getLog(), force)) {
      return;
    }
    lookAtSuites(receipt.inputs());
    List<SuiteDefinition> suites = settings().load();
    suites.forEach(this::refuseUnlimitedSpending);
    suites.forEach(suite -> SearchInputs.look(suite, receipt.inputs()));
    boolean stands = true;
    for (SuiteDefinition suite : suites) {
      stands &= sweep(suite, receipt);
    }
    if (stands) {
      receipt.keep();
    }
  }

  /**
   * Searches at the suite's budget or, if it has a sweep, at each of its budgets.
   *
   * @return whether the same inputs need no further search; not told of a sweep
   */
  private boolean sweep(SuiteDefinition suite, Receipt receipt) {
    Optional<String> unavailable = skipUnavailable ? unavailable(suite) : Optional.empty();
    if (unavailable.isPresent()) {
      getLog().warn("Skipping suite \"%s\": %s".formatted(suite.name(), unavailable.get()));
      return false;
    }
    Path directory = outputDirectory(suite.name());
    SortedMap<Double, Path> results = new TreeMap<>();
    boolean stands = true;
    for (SuiteDefinition each : settings().swept(suite)) {
      double units = each.search().units();
      // The suite's own budget keeps the usual place, where run, evaluate and check look.
      Path own =
          units == suite.search().units()
              ? directory
              : directory.resolve(
                  "budget-"
                      + new BigDecimal(Double.toString(units))
                          .stripTrailingZeros()
                          .toPlainString());
      stands &= search(each, own, receipt);
      results.put(units, own.resolve("result.json"));
    }
    if (results.size() > 1) {
      SweepReport.write(suite.name(), results, directory).forEach(getLog()::info);
    }
    return stands && results.size() == 1;
  }

  private boolean search(SuiteDefinition suite, Path directory, Receipt receipt) {
    SearchMarker marker = SearchMarker.in(directory);
    String inputs = SearchInputs.digest(suite);
    Optional<List<String>> known = force ? Optional.empty() : marker.summaryIfUnchanged(inputs);
    if (known.isPresent()) {
      repeat(suite, marker, known.get(), receipt).forEach(getLog()::info);
      return true;
    }
    marker.remove();
    explain();
    try (ShutdownSign shutdown = new ShutdownSign()) {
      SearchResult result = search(suite, directory, shutdown);
      Reports.Written written = Reports.write(result, directory);
      List<String> summary = ConsoleSummary.lines(result, shown(written.html()));
      summary.forEach(getLog()::info);
      sayHowToGoOn(result);
      if (result.status() == SearchResult.Status.INCONCLUSIVE) {
        throw new SearchException(
            "The search of suite \"%s\" is inconclusive: %s"
                .formatted(suite.name(), result.verdict().text()));
      }
      if (!repeatable(result.ended())) {
        return false;
      }
      Search.forget(directory);
      marker.write(inputs, summary);
      repeat(suite, marker, summary, receipt);
      return true;
    }
  }

  /** What a build says that searches nothing. */
  private static List<String> repeat(
      SuiteDefinition suite, SearchMarker marker, List<String> summary, Receipt receipt) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Suite \"%s\" is unchanged since its last search, whose result stands. -Dcollabgraph.force searches again."
            .formatted(suite.name()));
    lines.addAll(summary);
    lines.forEach(receipt::say);
    marker.files().forEach(receipt.outputs()::look);
    return lines;
  }

  private static Optional<String> unavailable(SuiteDefinition suite) {
    return suite.providers().values().stream()
        .flatMap(spec -> ModelProviders.find(spec.type()).unavailable(spec).stream())
        .findFirst();
  }

  /** Says, once for all suites, how to read the lines that follow. */
  private void explain() {
    if (!explained) {
      explained = true;
      getLog()
          .info(
              "\"Best so far\" is the best of many graphs on few tasks and hence optimistic; the closing figures are not.");
    }
  }

  private SearchResult search(SuiteDefinition suite, Path directory, ShutdownSign shutdown) {
    int workers = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    try {
      return counted(
          Search.run(
              suite,
              new SearchRuntime(
                  directory,
                  workers,
                  providerContext(suiteDirectory()),
                  new LogListener(getLog()),
                  shutdown,
                  System::nanoTime,
                  force ? SearchRuntime.Resume.ANEW : SearchRuntime.Resume.CONTINUE)));
    } catch (SearchException e) {
      e.result()
          .ifPresent(
              result -> {
                Reports.write(result, directory);
                sayHowToGoOn(result);
              });
      throw e;
    }
  }

  private SearchResult counted(SearchResult result) {
    return result.tested()
        ? result.withTestUses(testUses().note(result.digests().test(), "search " + result.suite()))
        : result;
  }

  private void sayHowToGoOn(SearchResult result) {
    if (result.ended() == SearchResult.Ended.SIGNAL) {
      getLog()
          .warn(
              "Stopped before it was done. Every answer so far is kept: the same command goes on.");
    }
  }

  /** Whether the same search would end in the same way, so that its result can stand. */
  private static boolean repeatable(SearchResult.Ended ended) {
    return ended == SearchResult.Ended.ITERATIONS || ended == SearchResult.Ended.SPEND;
  }
}
