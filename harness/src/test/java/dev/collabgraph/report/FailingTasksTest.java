package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.search.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingTasksTest {
  @TempDir private Path folder;

  private final SearchResult result = Results.conclusive("plain");

  @BeforeEach
  void anotherFinalist() throws IOException {
    Files.createDirectories(folder.resolve("traces"));
    Files.writeString(
        folder.resolve("traces/finalist-1.txt"),
        "Graph 00ff, 1 nodes, width 1, depth 1\n\ntest, task other: score 0 in 0.10 s, answer \"9\"\n");
  }

  private String page(String traces) throws IOException {
    Files.writeString(
        folder.resolve("traces/finalist-2.txt"),
        "Graph %s, 4 nodes, width 3, depth 2\n%s"
            .formatted(result.winner().graph().canonical().digest(), traces));
    Path html = Reports.write(result, folder).html();
    Path again = folder.resolve("again.html");
    Reports.html(folder.resolve("result.json"), again);
    assertThat(again).as("the page made later").hasSameTextualContentAs(html);
    return Files.readString(html);
  }

  @Test
  void winnersFailingTasksStandWithReasonAndCalls() throws IOException {
    String page =
        page(
            """

            validation, task v1: score 0 in 0.10 s, answer "1"
              n0 assistant by small: 0.10 s

            test, task t1: score 1 in 0.10 s, answer "1"
              n0 assistant by small: 0.10 s

            test, task t2: score 0.5 in 0.10 s, answer "a <b>"
              because "one of two tests passed"
              n0 assistant by small: 0.10 s
                answered  "a <b>"

            test, task t3: no score, "no connection"
              n0 assistant by small: failed, "no connection"
            """);
    assertThat(page)
        .contains("2 of 3 test tasks score less than 1, 1 of them had no score at all.")
        .contains("The calls of all are in traces/finalist-2.txt.")
        .contains(
            "<summary>t2: score 0.5, answer &quot;a &lt;b&gt;&quot;, because &quot;one of two tests passed&quot;</summary>")
        .contains("    answered  &quot;a &lt;b&gt;&quot;</pre>")
        .doesNotContain("task other", "v1:", "t1:", "<b>");
    assertThat(page.indexOf("t3: no score"))
        .as("a fault comes first")
        .isLessThan(page.indexOf("t2:"));
  }

  @Test
  void pageHoldsNoMoreThanTwenty() throws IOException {
    StringBuilder traces = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      traces.append("\ntest, task t").append(i).append(": score 0 in 0.10 s, answer \"x\"\n");
    }
    String page = page(traces.toString());
    assertThat(page).contains("50 of 50 test tasks score less than 1. Here are 20;");
    assertThat(page.split("<details>", -1)).hasSize(FailingTasks.MOST + 1);
  }

  @Test
  void withoutTheCallsThereIsNoSection() throws IOException {
    Files.delete(folder.resolve("traces/finalist-1.txt"));
    assertThat(Files.readString(Reports.write(result, folder).html()))
        .doesNotContain("Tasks it fails");
  }
}
