package dev.collabgraph.assertions;

import static dev.collabgraph.assertions.GraphAssertions.assertThatGraph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.gate.GateException;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.suite.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphAssertTest {
  private static final String SUITE =
      """
      suite: small
      tasks: {format: simulated, pool: math, count: 300}
      splits: {search: 20, validation: 0, test: 200}
      scorer: numeric
      providers: {sim: %s}
      models: [{id: llama-8b, params: 8.0e9, layers: 32, hidden: 4096}]
      search: {budget: {units: 18}}
      """;

  @TempDir private Path folder;

  private GraphDocument graph() {
    return GraphDocument.parse(
        """
        {"formatVersion": 1, "suite": "small", "sink": "n0",
         "nodes": [{"id": "n0", "role": "assistant", "model": "llama-8b"}], "edges": [],
         "cost": {"metric": "flops", "units": 1},
         "roles": {"assistant": {"kind": "call", "prompt": "{{question}}", "minInputs": 0, "maxInputs": 0}},
         "models": {"llama-8b": {"family": "llama", "provider": "sim", "name": "llama-8b",
           "temperature": 0.7, "maxTokens": 512, "rank": 1}},
         "providers": {}, "equality": {"type": "numeric", "options": {}}, "digests": {}}
        """,
        "small.graph.json");
  }

  private Path suite(String provider) throws IOException {
    return Files.writeString(folder.resolve("small.yaml"), SUITE.formatted(provider));
  }

  @Test
  void aGraphThatKeepsTheLimitPasses() throws IOException {
    // 8B alone: 0.49 on average over tasks; 200 tasks, standard error 0.035
    GraphAssert passed =
        assertThatGraph(graph()).onSuite(suite("{type: simulated}")).scoresAtLeast(0.30);
    assertThat(passed.scoresAtLeast(0.0)).isSameAs(passed);
  }

  @Test
  void aGraphBelowTheLimitFailsWithScoreIntervalNAndLimit() throws IOException {
    Path suite = suite("{type: simulated}");
    assertThatThrownBy(
            () -> assertThatGraph(graph()).onSuite(suite).repeated(2).scoresAtLeast(0.90))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not keep accuracy >= 0.9 on the test split of suite \"small\"")
        .hasMessageMatching(
            "(?s).*accuracy 0\\.\\d{3} \\(95 % interval 0\\.\\d{3} to 0\\.\\d{3}\\), 200 tasks x"
                + " 2.*");
  }

  @Test
  void anEmptySplitIsAFailureAndNeverAPass() throws IOException {
    Path suite = suite("{type: simulated}");
    assertThatThrownBy(
            () ->
                assertThatGraph(graph())
                    .onSuite(suite)
                    .onSplit(Split.VALIDATION)
                    .scoresAtLeast(0.0))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("The validation split has no task");
  }

  @Test
  void aProviderThatCannotBeReachedIsAnErrorAndNeitherPassNorFailure() throws IOException {
    Path suite = suite("{type: openai, baseUrl: \"http://127.0.0.1:1/v1\"}");
    assertThatThrownBy(() -> assertThatGraph(graph()).onSuite(suite).scoresAtLeast(0.0))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("did not begin");
  }

  @Test
  void aLimitThatIsNoneIsRefusedBeforeACall() throws IOException {
    Path suite = suite("{type: simulated}");
    assertThatThrownBy(() -> assertThatGraph(graph()).onSuite(suite).scoresAtLeast(60))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("Maybe write 0.6");
    assertThatThrownBy(() -> assertThatGraph(graph()).scoresAtLeast(0.5))
        .hasMessageContaining("add .onSuite");
  }
}
