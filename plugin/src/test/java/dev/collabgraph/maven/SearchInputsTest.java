package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchInputsTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeSuite() throws IOException {
    Files.writeString(
        folder.resolve("small.yaml"),
        """
        suite: small
        tasks: {format: jsonl, path: tasks.jsonl}
        scorer: numeric
        providers: {sim: {type: simulated}}
        models: [{id: llama-1b}]
        search: {budget: {units: 18}}
        """);
    Files.writeString(folder.resolve("tasks.jsonl"), "{\"question\":\"1+1\",\"answer\":\"2\"}\n");
  }

  @Test
  void equalInputsHaveEqualDigests() {
    assertThat(digest(Map.of())).isEqualTo(digest(Map.of())).matches("[0-9a-f]{64}");
  }

  @Test
  void anyValueOrTaskChangesIt() throws IOException {
    String before = digest(Map.of());
    assertThat(digest(Map.of("search.seed", "2"))).isNotEqualTo(before);
    assertThat(digest(Map.of("models.llama-1b.temperature", "0.3"))).isNotEqualTo(before);
    Files.writeString(folder.resolve("tasks.jsonl"), "{\"question\":\"1+2\",\"answer\":\"3\"}\n");
    assertThat(digest(Map.of())).isNotEqualTo(before);
  }

  @Test
  void tasksBelowARootOfTheirOwnOrInAFolderCountToo() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/algebra"));
    Files.writeString(data.resolve("1.json"), "{}");
    Map<String, String> rooted = Map.of("tasks.root", "data/algebra", "tasks.path", "1.json");
    Map<String, String> whole = Map.of("tasks", "{format: math, path: data}");
    String beforeRooted = digest(rooted);
    String beforeWhole = digest(whole);
    Files.writeString(data.resolve("1.json"), "{ }");
    assertThat(digest(rooted)).isNotEqualTo(beforeRooted);
    assertThat(digest(whole)).isNotEqualTo(beforeWhole);
    beforeWhole = digest(whole);
    Files.move(data.resolve("1.json"), data.resolve("2.json"));
    assertThat(digest(whole)).isNotEqualTo(beforeWhole);
  }

  @Test
  void anEvaluationAlsoStartsFromItsGraphAndItsRequest() throws IOException {
    Path graph = Files.writeString(folder.resolve("small.graph.json"), "{}");
    String before = evaluation(graph, "test x 3");
    assertThat(evaluation(graph, "test x 3")).isEqualTo(before).isNotEqualTo(digest(Map.of()));
    assertThat(evaluation(graph, "test x 4")).isNotEqualTo(before);
    Files.writeString(graph, "{ }");
    assertThat(evaluation(graph, "test x 3")).isNotEqualTo(before);
  }

  private String evaluation(Path graph, String request) {
    return SearchInputs.digest(
        SuiteLoader.load(folder.resolve("small.yaml"), Map.of()), graph, request);
  }

  private String digest(Map<String, String> overrides) {
    return SearchInputs.digest(SuiteLoader.load(folder.resolve("small.yaml"), overrides));
  }
}
