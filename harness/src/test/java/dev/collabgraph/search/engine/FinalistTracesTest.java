package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.execution.ExecutionStatus;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.suite.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinalistTracesTest {
  private static final CollaborationGraph GRAPH =
      CollaborationGraph.single("assistant", "llama-1b").canonical();

  @TempDir Path directory;
  private final List<String> warnings = new ArrayList<>();
  private final SearchListener listener =
      new SearchListener() {
        @Override
        public void warning(String line) {
          warnings.add(line);
        }
      };

  @Test
  void everyCallOfEveryFinalistIsThereAndAnEarlierSearchIsNot() throws IOException {
    Path traces = Files.createDirectories(directory.resolve("out/traces"));
    Files.writeString(traces.resolve("finalist-9.txt"), "old");
    SearchResult result =
        Suites.run(
            directory,
            Suites.yaml("math", 6),
            "random",
            Map.of("splits.search", "40", "splits.validation", "20", "splits.test", "30"),
            2);

    List<String> names =
        IntStream.rangeClosed(1, 5).mapToObj(i -> "finalist-" + i + ".txt").toList();
    try (var files = Files.list(traces)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
    int winners = 0;
    for (String name : names) {
      String text = Files.readString(traces.resolve(name));
      long validation = text.lines().filter(line -> line.startsWith("validation, task ")).count();
      long test = text.lines().filter(line -> line.startsWith("test, task ")).count();
      assertThat(validation).isBetween(5L, 20L);
      if (text.startsWith("Graph " + result.winner().graph().digest())) {
        winners++;
        assertThat(validation).isEqualTo(20);
        assertThat(test).isEqualTo(30);
        assertThat(text.lines().filter(line -> line.startsWith("    answered")).count())
            .isEqualTo(50L * result.winner().graph().size());
      }
    }
    assertThat(winners).isEqualTo(1);
  }

  @Test
  void textsAreClippedOnOneLineAndKeysAreMasked() throws IOException {
    String answer = "my key is sk-canary0123456789,\u001b[31m\n::error::red\n" + "x".repeat(5000);
    Path file = write(answer);

    String text = Files.readString(file);
    assertThat(text).contains("my key is ***").doesNotContain("canary", "\u001b");
    assertThat(text.lines()).noneMatch(line -> line.startsWith("::"));
    assertThat(text.lines()).allMatch(line -> line.length() < FinalistTraces.CLIP + 100);
    assertThat(warnings).isEmpty();
  }

  @Test
  void oneThatCannotBeWrittenIsWarnedOfOnce() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "in the way");
    try (FinalistTraces traces =
        new FinalistTraces(file.resolve("traces"), List.of(GRAPH), listener)) {
      traces.saw(GRAPH, Split.TEST, trace("a"));
      traces.saw(GRAPH, Split.TEST, trace("b"));
    }
    assertThat(warnings).singleElement().asString().contains("the search goes on");
  }

  private Path write(String answer) {
    try (FinalistTraces traces =
        new FinalistTraces(directory.resolve("traces"), List.of(GRAPH), listener)) {
      traces.saw(GRAPH, Split.TEST, trace(answer));
    }
    return directory.resolve("traces/finalist-1.txt");
  }

  private static Trace trace(String answer) {
    Completion completion = new Completion(answer, null, 3, 4, 0.5, Completion.Finish.STOP);
    Trace.NodeTrace node =
        new Trace.NodeTrace("n0", "assistant", "llama-1b", answer, completion, answer, null, null);
    return new Trace("task", ExecutionStatus.CONCLUSIVE, answer, 1, 0.5, List.of(node), null);
  }
}
