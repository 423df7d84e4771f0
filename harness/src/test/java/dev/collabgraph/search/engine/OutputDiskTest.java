package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A target folder on a disk that is full or read-only: the search ends at once with one clear
 * error. Mounted in a mount namespace of the child's own, since file modes do not bind root.
 */
class OutputDiskTest {
  @TempDir Path folder;
  private AnswerServer server;
  private Path suite;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    server = new AnswerServer();
    output = Files.createDirectories(folder.resolve("out"));
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      tasks.append("{\"question\":\"What is %d less %d?\",\"answer\":\"7\"}\n".formatted(i + 7, i));
    }
    Files.writeString(folder.resolve("tasks.jsonl"), tasks);
    suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        suite: disk
        tasks: {format: jsonl, path: tasks.jsonl, question: question, answer: answer}
        splits: {search: 24, validation: 12, test: 12, seed: 7}
        scorer: {type: numeric}
        providers: {local: {type: openai, baseUrl: "%s", concurrency: 4}}
        models: [{id: a, family: f, provider: local, name: right-6, maxTokens: 64}]
        search: {budget: {metric: calls, units: 3}, iterations: 8, graphsPerIteration: 8, tasksPerGraph: 12}
        """
            .formatted(server.baseUrl()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void onAFullDiskTheSearchEndsWithOneErrorAndWhatWasWrittenIsWhole() throws Exception {
    String said =
        mounted("mount -t tmpfs -o size=96k tmpfs '" + output + "'", "cat '%s'/trials.jsonl");

    assertThat(said)
        .containsPattern("Cannot (append to|close|write) .*trials.jsonl.*No space left");
    assertThat(said.lines().filter(line -> line.contains("Exception in thread"))).hasSize(1);
    assertThat(said.lines().filter(line -> line.startsWith("{\"trial\":0,") && line.endsWith("}")))
        .as("the first trial is whole")
        .hasSize(1);
  }

  @Test
  void onAReadOnlyDiskItEndsBeforeAnythingIsTried() throws Exception {
    String said =
        mounted(
            "mount --bind '%1$s' '%1$s' && mount -o remount,ro,bind '%1$s'".formatted(output),
            "ls '%s'");

    assertThat(said).contains("Cannot write").contains("Read-only file system");
    assertThat(server.calls()).isZero();
  }

  /** What the search says, and then a command on its folder; {@code %s} there is the folder. */
  private String mounted(String mount, String then) throws Exception {
    boolean possible;
    try {
      possible = new ProcessBuilder("unshare", "-Urm", "true").start().waitFor() == 0;
    } catch (IOException noProgram) {
      possible = false;
    }
    if (!possible) {
      System.out.println("NOT RUN: mount namespaces are not allowed here (unshare -Urm).");
    }
    assumeTrue(possible);
    List<String> command = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c"));
    command.add(mount + " && \"$@\"; code=$?; " + then.formatted(output) + "; exit $code");
    command.add("sh");
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            SearchProcess.class.getName(),
            suite.toString(),
            output.toString(),
            "off",
            "random"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(1);
    return said;
  }
}
