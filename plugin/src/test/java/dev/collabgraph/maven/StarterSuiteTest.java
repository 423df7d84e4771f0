package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.suite.Split;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import dev.collabgraph.suite.TaskSuite;
import dev.collabgraph.suite.TaskSuiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StarterSuiteTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void isASuiteWithTasksForItsSplits(StarterSuite.Provider provider) throws IOException {
    List<String> models = provider.models().isEmpty() ? List.of("a", "b") : provider.models();
    StarterSuite starter = new StarterSuite("starter", provider, provider.baseUrl(), "", models);
    SuiteDefinition suite = load(starter);
    assertThat(suite.name()).isEqualTo("starter");
    assertThat(suite.models()).hasSameSizeAs(models);
    assertThat(suite.search().metric())
        .isEqualTo(provider == StarterSuite.Provider.OPENAI ? "tokens" : "flops");
    assertThat(suite.spend().capped()).isEqualTo(starter.readsTasks());
    TaskSuite tasks = TaskSuiteLoader.load(suite);
    for (Split split : Split.values()) {
      assertThat(tasks.tasks(split)).hasSizeGreaterThanOrEqualTo(30);
    }
  }

  @Test
  void takesAnyNameThatAServerHasForAModel() throws IOException {
    List<String> names =
        List.of("org/Model-7B: \"x\" #1", "other/model-7b-x-1", "\u00e9\\", "llama3.2:1b", "-9-");
    SuiteDefinition suite =
        load(
            new StarterSuite(
                "s", StarterSuite.Provider.OPENAI, "http://localhost:1/v1", "", names));
    assertThat(suite.models()).extracting(model -> model.name()).containsExactlyElementsOf(names);
    assertThat(suite.models()).extracting(model -> model.id()).doesNotHaveDuplicates();
  }

  @Test
  void saysWhereTheKeyIs() throws IOException {
    StarterSuite starter =
        new StarterSuite(
            "s",
            StarterSuite.Provider.OPENAI,
            "https://llm.example/v1",
            ", serverId: \"gateway\"",
            List.of("a"));
    assertThat(load(starter).providers().get("endpoint").options())
        .containsEntry("serverId", "gateway")
        .containsEntry("baseUrl", "https://llm.example/v1");
  }

  @Test
  void linesFitAScreen() {
    for (StarterSuite.Provider provider : StarterSuite.Provider.values()) {
      String yaml = new StarterSuite("starter", provider, "u", "", List.of("a")).yaml("schema");
      assertThat(yaml.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(130));
    }
  }

  private SuiteDefinition load(StarterSuite starter) throws IOException {
    Path file = folder.resolve(starter.name() + ".yaml");
    Files.writeString(file, starter.yaml("schema.json"));
    Files.writeString(folder.resolve(starter.tasksFile()), StarterTasks.jsonl());
    return SuiteLoader.load(file, Map.of());
  }
}
