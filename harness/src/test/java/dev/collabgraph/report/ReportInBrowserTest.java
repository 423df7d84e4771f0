package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.engine.Search;
import dev.collabgraph.suite.SuiteLoader;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a browser sees it: its policy lets its own style in, and nothing else happens. */
@RequiresTool(Tool.CHROMIUM)
class ReportInBrowserTest {
  private static final String HOSTILE =
      "</p></style><script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">";

  @TempDir private Path folder;

  @Test
  void opensWithoutAComplaintAndShowsForeignTextAsText() throws Exception {
    Path report = Reports.write(withVerdict(search(), HOSTILE), folder).html();
    Path dom = folder.resolve("dom.html");
    Path complaints = folder.resolve("complaints.txt");
    Process browser =
        new ProcessBuilder(
                Tool.CHROMIUM.find().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--dump-dom",
                report.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(complaints.toFile())
            .start();
    assertThat(browser.waitFor(60, TimeUnit.SECONDS)).as("the browser ended").isTrue();

    String seen = Files.readString(dom);
    assertThat(seen)
        .contains("<title>browser - Collabgraph</title>", "At the same budget", "<svg")
        .contains("&lt;/style&gt;&lt;script&gt;")
        .doesNotContain("<script", "<img");
    assertThat(Files.readString(complaints)).doesNotContain("CONSOLE", "Content Security Policy");
  }

  private SearchResult search() throws IOException {
    Path suite = folder.resolve("browser.yaml");
    Files.writeString(
        suite,
        """
        suite: browser
        tasks: {format: simulated, pool: math, count: 120, inputTokens: 202, outputTokens: 275}
        splits: {search: 40, validation: 40, test: 40}
        scorer: numeric
        providers: {sim: {type: simulated}}
        models: [{id: llama-1b}, {id: llama-3b}]
        search:
          strategy: random
          budget: {units: 9}
          iterations: 2
          graphsPerIteration: 3
          tasksPerGraph: 10
          finalists: 2
        """);
    return Search.run(SuiteLoader.load(suite, Map.of()), SearchRuntime.of(folder, folder));
  }

  private static SearchResult withVerdict(SearchResult result, String text) {
    SearchResult.Verdict verdict = result.verdict();
    return new SearchResult(
        result.suite(),
        result.engine(),
        result.settings(),
        result.digests(),
        result.status(),
        result.ended(),
        new SearchResult.Verdict(
            text,
            List.of(text),
            verdict.beatsBestBaseline(),
            verdict.bestBaseline(),
            verdict.difference()),
        result.winner(),
        result.baselines(),
        result.pareto(),
        result.history(),
        result.bill(),
        result.run(),
        result.front());
  }
}
