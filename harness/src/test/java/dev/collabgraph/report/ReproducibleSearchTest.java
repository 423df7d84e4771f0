package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Same seed and same answers give the same files, byte by byte, but for {@code run}. */
class ReproducibleSearchTest {
  private static final String[] FILES = {"result.json", "best.graph.json", "trials.jsonl"};
  @TempDir private Path folder;
  private Path suite;

  @BeforeEach
  void writeSuite() throws IOException {
    suite = folder.resolve("small.yaml");
    Files.writeString(
        suite,
        """
        suite: small
        tasks: {format: simulated, pool: math, count: 240, inputTokens: 202, outputTokens: 275}
        splits: {search: 80, validation: 80, test: 80}
        scorer: numeric
        providers: {sim: {type: simulated}}
        models: [{id: llama-1b, family: llama}, {id: llama-3b, family: llama}, {id: sprig-1.5b, family: sprig}]
        search:
          strategy: reinforce
          budget: {units: 12}
          iterations: 4
          graphsPerIteration: 5
          tasksPerGraph: 10
          finalists: 3
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "reinforce", "agent-reinforce"})
  void onOneAndEightThreads(String strategy) throws IOException {
    use(strategy);
    Path one = search("1");
    Path eight = search("8");
    assertSame(one, eight);
  }

  /** Turkish has letters of its own, Arabic digits of its own. */
  @ParameterizedTest
  @CsvSource({"reinforce, tr, TR", "agent-reinforce, ar, EG"})
  void inAnotherLocaleAndASecondJvm(String strategy, String language, String country)
      throws Exception {
    use(strategy);
    Path here = search("2");
    assertSame(
        here,
        fork(Path.of(System.getProperty("java.home"), "bin", "java"), "second", language, country));
  }

  @Test
  @RequiresTool(Tool.JDK25)
  @EnabledForJreRange(max = JRE.JAVA_24) // on 25 itself there is no newer one to compare with
  void inTheJvmOfANewerJava() throws Exception {
    Path here = search("2");
    Path there = fork(Tool.JDK25.find().orElseThrow(), "newer", "tr", "TR");
    assertSame(here, there);
    assertThat(new ObjectMapper().readTree(there.resolve("result.json").toFile()).at("/run/java"))
        .as("it was another Java")
        .isNotEqualTo(
            new ObjectMapper().readTree(here.resolve("result.json").toFile()).at("/run/java"));
  }

  @Test
  void anotherSeedIsAnotherSearch() throws IOException {
    Path one = search("1");
    Files.writeString(suite, Files.readString(suite) + "  seed: 2\n");
    Path two = folder.resolve("other-seed");
    SearchInChild.main(new String[] {suite.toString(), two.toString(), "1"});
    assertThat(Files.readAllBytes(two.resolve("trials.jsonl")))
        .isNotEqualTo(Files.readAllBytes(one.resolve("trials.jsonl")));
  }

  private void use(String strategy) throws IOException {
    String text = Files.readString(suite);
    Files.writeString(suite, text.replace("strategy: reinforce", "strategy: " + strategy));
  }

  private Path search(String threads) {
    Path output = folder.resolve("threads-" + threads);
    SearchInChild.main(new String[] {suite.toString(), output.toString(), threads});
    return output;
  }

  private Path fork(Path java, String name, String language, String country) throws Exception {
    Path output = folder.resolve(name);
    Path log = folder.resolve(name + ".log");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process child =
        new ProcessBuilder(
                java.toString(),
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-Dfile.encoding=ISO-8859-1",
                "-cp",
                classPath,
                SearchInChild.class.getName(),
                suite.toString(),
                output.toString(),
                "3")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(Files.readString(log)).isZero();
    return output;
  }

  private static void assertSame(Path one, Path other) throws IOException {
    for (String file : FILES) {
      assertThat(comparable(other.resolve(file)))
          .as("%s in %s", file, other.getFileName())
          .isEqualTo(comparable(one.resolve(file)));
    }
  }

  private static String comparable(Path file) throws IOException {
    String text = Files.readString(file);
    if (!file.endsWith("result.json")) {
      return text;
    }
    int run = text.indexOf("\n  \"run\": {");
    assertThat(run).as("run is the last field").isPositive();
    assertThat(text.substring(run + 1)).doesNotContainPattern("(?m)^  \"(?!run\")");
    return text.substring(0, run);
  }
}
