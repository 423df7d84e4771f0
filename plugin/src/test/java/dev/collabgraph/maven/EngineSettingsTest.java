package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSettingsTest {
  @TempDir private Path folder;
  private final Properties commandLine = new Properties();

  @Test
  void takesEverySuiteOfTheFolderByName() throws IOException {
    write("beta.yaml", "beta");
    write("alpha.yml", "alpha");
    Files.writeString(folder.resolve("alpha.graph.json"), "{}");
    assertThat(settings(null, null).load())
        .extracting(SuiteDefinition::name)
        .containsExactly("alpha", "beta");
  }

  @Test
  void commandLineSelectsInItsOrderAndReplacesThePom() throws IOException {
    write("alpha.yaml", "alpha");
    write("beta.yaml", "beta");
    assertThat(settings(List.of("alpha"), null).load())
        .extracting(SuiteDefinition::name)
        .containsExactly("alpha");
    assertThat(settings(List.of("alpha"), "beta, alpha,beta").load())
        .extracting(SuiteDefinition::name)
        .containsExactly("beta", "alpha");
  }

  @Test
  void nearerValueWins() throws IOException {
    write("alpha.yaml", "alpha");
    Map<String, String> pom = Map.of("search.budget.units", "42", "search.seed", "3");
    assertThat(only(pom, null).search().units()).isEqualTo(42);
    assertThat(only(pom, null).search().seed()).isEqualTo(3);
    assertThat(only(pom, 4L).search().seed()).isEqualTo(4);
    commandLine.setProperty("collabgraph.set.search.seed", "5");
    commandLine.setProperty("collabgraph.set.search.budget.units", "7.5");
    assertThat(only(pom, 4L).search().seed()).isEqualTo(5);
    assertThat(only(pom, 4L).search().units()).isEqualTo(7.5);
  }

  @Test
  void missingSuiteNamesThoseThatAreThere() throws IOException {
    assertThatThrownBy(() -> settings(null, null).load())
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("No suite found: " + folder)
        .hasMessageContaining("-Dcollabgraph.suiteDirectory");
    write("alpha.yaml", "alpha");
    assertThatThrownBy(() -> settings(null, "alhpa").load())
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("Suite \"alhpa\" is missing, known: alpha.")
        .hasMessageEndingWith("Maybe write: -Dcollabgraph.suite=alpha");
  }

  @Test
  void fileIsNamedAfterItsSuite() throws IOException {
    write("alpha.yaml", "beta");
    assertThatThrownBy(() -> settings(null, null).load())
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("suite is \"beta\", expected \"alpha\"")
        .hasMessageContaining("rename the file to beta.yaml");
  }

  @Test
  void twoFilesOfOneSuiteAreRefused() throws IOException {
    write("alpha.yaml", "alpha");
    write("alpha.yml", "alpha");
    write("beta.yml", "beta");
    assertThatThrownBy(() -> settings(null, "beta").load())
        .isInstanceOf(SuiteException.class)
        .hasMessage(
            "Suite \"alpha\" has two files, %s and %s, expected one. Remove or rename either.",
            folder.resolve("alpha.yaml"), folder.resolve("alpha.yml"));
  }

  private SuiteDefinition only(Map<String, String> pomSet, Long seed) {
    List<SuiteDefinition> suites =
        EngineSettings.of(folder, null, null, pomSet, seed, commandLine).load();
    assertThat(suites).hasSize(1);
    return suites.get(0);
  }

  private EngineSettings settings(List<String> pomSuites, String selected) {
    return EngineSettings.of(folder, pomSuites, selected, null, null, commandLine);
  }

  private void write(String file, String suite) throws IOException {
    Files.writeString(
        folder.resolve(file),
        """
        suite: %s
        tasks: {format: simulated, pool: math}
        scorer: numeric
        providers: {sim: {type: simulated}}
        models: [{id: llama-1b}]
        search: {budget: {units: 18}, seed: 2}
        """
            .formatted(suite));
  }
}
