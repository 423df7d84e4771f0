package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionTest {
  @TempDir private Path folder;

  @Test
  void aTaskOfTheSuiteIsAskedByItsId() throws IOException {
    Trace trace = ask("{{question}}");
    assertThat(trace.taskId()).isEqualTo("math-000003");
    assertThat(trace.conclusive()).isTrue();
  }

  @Test
  void anUnknownVariableInAGraphFileIsNamedBeforeACall() {
    assertThatThrownBy(() -> ask("{{qestion}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{{qestion}}")
        .hasMessageContaining("Did you mean {{question}}?");
  }

  private Trace ask(String prompt) throws IOException {
    Path suite = folder.resolve("small.yaml");
    Files.writeString(
        suite,
        """
        suite: small
        tasks: {format: simulated, pool: math, count: 8}
        splits: {search: 8, validation: 0, test: 0}
        scorer: numeric
        providers: {sim: {type: simulated}}
        models: [{id: llama-1b}]
        search: {budget: {units: 18}}
        """);
    Path graph = folder.resolve("small.graph.json");
    Files.writeString(
        graph,
        """
        {"formatVersion": 1, "suite": "small", "sink": "n0",
         "nodes": [{"id": "n0", "role": "solver", "model": "llama-1b"}], "edges": [],
         "cost": {"metric": "flops", "units": 1},
         "roles": {"solver": {"kind": "call", "prompt": "%s", "minInputs": 0, "maxInputs": 0}},
         "models": {"llama-1b": {"family": "llama", "provider": "sim", "name": "llama-1b",
           "temperature": 0.7, "maxTokens": 512, "rank": 1}},
         "providers": {"sim": {"type": "simulated", "options": {}}},
         "equality": {"type": "numeric", "options": {}}, "digests": {}}
        """
            .formatted(prompt));
    Question question =
        new Question(GraphDocument.read(graph), Optional.of(SuiteLoader.load(suite, Map.of())));
    return question.ask(
        question.task("math-000003"), SearchRuntime.of(folder.resolve("out"), folder).providers());
  }
}
