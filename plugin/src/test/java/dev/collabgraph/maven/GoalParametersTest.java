package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Goals as Maven configures them from the plugin's descriptor: names, types, defaults, skips. */
@MojoTest
class GoalParametersTest {
  private static final String FOLDER = "target/goal-parameters";
  private static final String SUITE =
      """
      suite: small
      tasks: {format: simulated, pool: math, count: 60, inputTokens: 202, outputTokens: 275}
      splits: {search: 20, validation: 20, test: 20}
      scorer: numeric
      providers: {sim: {type: simulated}}
      models: [{id: llama-1b}]
      search: {strategy: random, budget: {units: 4}, iterations: 1, graphsPerIteration: 2, tasksPerGraph: 5, finalists: 1}
      """;

  private final Path work = Path.of(MojoExtension.getBasedir(), FOLDER);
  private final Lines log = new Lines();

  private static final class Lines extends SystemStreamLog {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void info(CharSequence content) {
      lines.add(content.toString());
    }

    @Override
    public void error(CharSequence content) {
      lines.add(content.toString());
    }
  }

  @BeforeEach
  void aSuite() throws IOException {
    Files.createDirectories(work.resolve("suites"));
    Files.writeString(work.resolve("suites/small.yaml"), SUITE);
  }

  private void run(AbstractCollabgraphMojo goal)
      throws MojoExecutionException, MojoFailureException {
    goal.setLog(log);
    // The harness's session is its own stand-in, without a folder.
    Mockito.when(goal.session().getExecutionRootDirectory()).thenReturn(MojoExtension.getBasedir());
    goal.execute();
  }

  @Test
  @InjectMojo(goal = "search")
  @MojoParameter(name = "suiteDirectory", value = FOLDER + "/suites")
  @MojoParameter(name = "outputDirectory", value = FOLDER + "/searched")
  @MojoParameter(name = "force", value = "true")
  @MojoParameter(name = "threads", value = "1")
  void searchWritesWhereItIsTold(SearchMojo search) throws Exception {
    assertThat(MojoExtension.<String>getVariableValueFromObject(search, "cache"))
        .isEqualTo("read-write");
    run(search);
    assertThat(work.resolve("searched/small/result.json")).isNotEmptyFile();
  }

  @Test
  @InjectMojo(goal = "search")
  @MojoParameter(name = "suiteDirectory", value = FOLDER + "/suites")
  @MojoParameter(name = "outputDirectory", value = FOLDER + "/none")
  @MojoParameter(name = "skipSearch", value = "true")
  void aSkippedSearchWritesNothing(SearchMojo search) throws Exception {
    run(search);
    assertThat(log.lines)
        .containsExactly("Skipping collabgraph:search: collabgraph.search.skip is true.");
    assertThat(work.resolve("none")).doesNotExist();
  }

  @Test
  @InjectMojo(goal = "check")
  @MojoParameter(name = "suiteDirectory", value = FOLDER + "/suites")
  @MojoParameter(name = "outputDirectory", value = FOLDER + "/unevaluated")
  @MojoParameter(name = "limitsText", value = "accuracy>=0.5")
  void checkRefusesWithoutEvidence(CheckMojo check) {
    assertThat(failsOnViolation(check)).isTrue();
    assertThatThrownBy(() -> run(check))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("Suite \"small\" does not pass (missing).");
    assertThat(log.lines).anyMatch(line -> line.contains("There is no evaluation"));
  }

  private static boolean failsOnViolation(CheckMojo check) {
    try {
      return MojoExtension.<Boolean>getVariableValueFromObject(check, "failOnViolation");
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @InjectMojo(goal = "check")
  @MojoParameter(name = "evidence", value = "serch")
  void checkNamesWhatItKnows(CheckMojo check) {
    assertThatThrownBy(() -> run(check))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage(
            "evidence is \"serch\", expected one of evaluation, search. (-Dcollabgraph.evidence)");
  }

  @Test
  @InjectMojo(goal = "check")
  @MojoParameter(name = "skip", value = "true")
  @MojoParameter(name = "skipCheck", value = "true")
  void aSkippedCheckNamesBothFlags(CheckMojo check) throws Exception {
    run(check);
    assertThat(log.lines)
        .containsExactly(
            "Skipping collabgraph:check: collabgraph.skip is true; collabgraph.check.skip is true.");
  }

  @Test
  @InjectMojo(goal = "init")
  @MojoParameter(name = "provider", value = "openai")
  @MojoParameter(name = "models", value = "one,two")
  @MojoParameter(name = "serverId", value = "here")
  void initWritesASuiteThatLoads(InitMojo init) throws Exception {
    Path folder = work.resolve(UUID.randomUUID().toString());
    MojoExtension.setVariableValueToObject(init, "suiteDirectory", folder.toFile());
    assertThat(MojoExtension.<String>getVariableValueFromObject(init, "suite"))
        .isEqualTo("starter");
    run(init);
    assertThat(SuiteLoader.load(folder.resolve("starter.yaml"), Map.of()).models())
        .extracting("id")
        .containsExactly("one", "two");
    assertThatThrownBy(() -> run(init))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("init replaces nothing");
  }

  @Test
  @InjectMojo(goal = "init")
  @MojoParameter(name = "suiteDirectory", value = FOLDER + "/never")
  @MojoParameter(name = "skipInit", value = "true")
  void aSkippedInitWritesNothing(InitMojo init) throws Exception {
    run(init);
    assertThat(log.lines)
        .containsExactly("Skipping collabgraph:init: collabgraph.init.skip is true.");
    assertThat(work.resolve("never")).doesNotExist();
  }

  @Test
  @InjectMojo(goal = "score")
  void scoreSaysWhatItLacks(ScoreMojo score) {
    assertThatThrownBy(() -> run(score))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageStartingWith("There is no scorer. Add: -Dcollabgraph.scorer=math (known: ");
  }

  @Test
  @InjectMojo(goal = "score")
  @MojoParameter(name = "scorer", value = "math")
  @MojoParameter(name = "input", value = FOLDER + "/cases.jsonl")
  @MojoParameter(name = "output", value = FOLDER + "/judged.jsonl")
  @MojoParameter(name = "failOnDisagreement", value = "true")
  void scoreFailsOnDisagreementWhenTold(ScoreMojo score) throws Exception {
    Files.writeString(
        work.resolve("cases.jsonl"),
        "{\"gold\": \"1/2\", \"pred\": \"0.5\", \"expected\": false}\n");
    assertThatThrownBy(() -> run(score)).isInstanceOf(MojoFailureException.class);
    assertThat(Files.readString(work.resolve("judged.jsonl"))).contains("\"agrees\":false");
  }

  @Test
  @InjectMojo(goal = "score")
  @MojoParameter(name = "skipScore", value = "true")
  void aSkippedScoreAsksForNothing(ScoreMojo score) throws Exception {
    run(score);
    assertThat(log.lines)
        .containsExactly("Skipping collabgraph:score: collabgraph.score.skip is true.");
  }
}
