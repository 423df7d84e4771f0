package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.gate.SearchEvidence;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import dev.collabgraph.suite.TaskSuiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search wrote is evidence for the suite it searched, and for no other. */
class SearchAsEvidenceTest {
  private static final String SUITE =
      """
      suite: small
      tasks: {format: simulated, pool: math, count: 60, inputTokens: 202, outputTokens: 275}
      splits: {search: 20, validation: 20, test: 20}
      scorer: {type: numeric, tolerance: 0.001}
      providers: {sim: {type: simulated, noiseSeed: 3}, idle: {type: simulated}}
      models: [{id: llama-1b, family: llama, provider: sim, temperature: 0.7}, {id: llama-3b, family: llama, provider: sim, stop: [END]}]
      search:
        strategy: random
        budget: {units: 12.5}
        iterations: 1
        graphsPerIteration: 2
        tasksPerGraph: 4
        finalists: 1
      """;

  @TempDir private Path folder;

  @Test
  void itIsStaleAsSoonAsWhatItWasMadeFromIsNotTheSame() throws IOException {
    Path file = folder.resolve("small.yaml");
    Path output = folder.resolve("out");
    Files.writeString(file, SUITE);
    SearchInChild.main(new String[] {file.toString(), output.toString(), "1"});
    SearchEvidence evidence = SearchEvidence.read(output.resolve("result.json"));
    assertThat(differing(evidence, "seed: 1", "seed: 1")).isEmpty();
    assertThat(differing(evidence, "tolerance: 0.001", "tolerance: 0.5")).containsExactly("scorer");
    assertThat(differing(evidence, "type: numeric, tolerance: 0.001", "type: exact"))
        .as("the built-in prompts say how to answer, and that is the scorer's")
        .containsExactly("prompts", "scorer");
    assertThat(differing(evidence, "units: 12.5", "units: 30")).containsExactly("budget");
    assertThat(differing(evidence, "units: 12.5", "metric: calls, units: 12.5"))
        .containsExactly("budget");
    assertThat(differing(evidence, "noiseSeed: 3", "noiseSeed: 4")).containsExactly("models");
    assertThat(
            differing(evidence, "idle: {type: simulated}", "idle: {type: simulated, noiseSeed: 4}"))
        .as("no model is served there")
        .isEmpty();
    assertThat(differing(evidence, "temperature: 0.7", "temperature: 0.8"))
        .containsExactly("models");
    assertThat(differing(evidence, "stop: [END]", "stop: [STOP]")).containsExactly("models");
    assertThat(differing(evidence, "count: 60", "count: 61")).containsExactly("tasks");
    assertThat(
            differing(
                evidence,
                "search:\n",
                "roles: {assistant: {prompt: \"Say: {{question}}\"}, fuser: {minInputs: 2}}\nsearch:\n"))
        .containsExactly("prompts");
    assertThat(differing(evidence, "search:\n", "roles: {fuser: null}\nsearch:\n"))
        .containsExactly("prompts");
    assertThat(differing(evidence, "search:\n", "roles: {fuser: {minInputs: 2}}\nsearch:\n"))
        .containsExactly("prompts");
  }

  private List<String> differing(SearchEvidence evidence, String was, String is)
      throws IOException {
    Path changed = folder.resolve("changed.yaml");
    Files.writeString(changed, SUITE.replace(was, is));
    SuiteDefinition suite = SuiteLoader.load(changed, Map.of());
    return evidence.differing(suite, TaskSuiteLoader.load(suite).digest());
  }
}
