package dev.collabgraph.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches killed as hard as the system can, several times each, and gone on with: they end as one
 * that nobody disturbed. Where they are killed is fixed beforehand by a seed: when the server has
 * received so many more calls.
 */
class KilledSearchTest {
  private static final int CONCURRENCY = 4;
  private static final int KILLS_PER_SEARCH = 5;
  private static final String[] STRATEGIES = {"agent-reinforce", "tpe", "random", "reinforce"};

  @TempDir Path folder;
  private AnswerServer server;
  private Path suite;

  @BeforeEach
  void writeSuite() throws IOException {
    server = new AnswerServer();
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < 36; i++) {
      tasks.append("{\"question\":\"What is %d less %d?\",\"answer\":\"7\"}\n".formatted(i + 7, i));
    }
    Files.writeString(folder.resolve("tasks.jsonl"), tasks);
    suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        suite: killed
        tasks: {format: jsonl, path: tasks.jsonl, question: question, answer: answer}
        splits: {search: 16, validation: 10, test: 10, seed: 7}
        scorer: {type: numeric}
        providers: {local: {type: openai, baseUrl: "%s", concurrency: %d}}
        models:
          - {id: a, family: f, provider: local, name: right-4, maxTokens: 64, params: 1.0e9, layers: 16, hidden: 2048}
          - {id: b, family: f, provider: local, name: right-6, maxTokens: 64, params: 3.0e9, layers: 28, hidden: 3072}
        search:
          budget: {metric: flops, units: 7}
          iterations: 5
          graphsPerIteration: 5
          tasksPerGraph: 8
          finalists: 2
        """
            .formatted(server.baseUrl(), CONCURRENCY));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void twentyKilledSearchesEndAsUndisturbedOnes() throws Exception {
    kill(20, 1);
  }

  @Test
  @Tag("heavy")
  void twoHundredKilledSearchesEndAsUndisturbedOnes() throws Exception {
    kill(200, 2);
  }

  private void kill(int kills, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int search = 0; search < kills / KILLS_PER_SEARCH; search++) {
      String strategy = STRATEGIES[search % STRATEGIES.length];
      Path quiet = folder.resolve("quiet-" + search);
      int before = server.calls();
      SearchProcess.run(suite, quiet, null, strategy, SearchRuntime.Resume.OFF);
      final int calls = server.calls() - before;
      Path output = folder.resolve("killed-" + search);
      boolean cached = search % 2 == 1;
      Path cache = folder.resolve("cache-" + search);
      before = server.calls();
      for (int k = 0; k < KILLS_PER_SEARCH; k++) {
        killOnce(
            output, cached ? cache.toString() : "off", strategy, 1 + random.nextInt(calls / 6));
        assertThat(output.resolve("result.json")).doesNotExist();
      }
      Process last = start(output, cached ? cache.toString() : "off", strategy);
      assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(last.exitValue()).as(Files.readString(log())).isZero();

      assertThat(outcome(output)).isEqualTo(outcome(quiet));
      assertThat(Files.readString(output.resolve("trials.jsonl")).lines().count())
          .isEqualTo(Files.readString(quiet.resolve("trials.jsonl")).lines().count());
      assertThat(output.resolve(OutputFolder.JOURNAL)).doesNotExist();
      // Only calls in flight come twice: those sent, and as many whose answers were on the way into
      // the journal.
      assertThat(server.calls() - before - calls)
          .as("calls of %s paid twice by %d kills", strategy, KILLS_PER_SEARCH)
          .isBetween(0, 2 * CONCURRENCY * KILLS_PER_SEARCH);
      if (cached) {
        everyRecordIsReadable(cache, output, strategy);
      }
    }
  }

  private void killOnce(Path output, String cache, String strategy, int calls) throws Exception {
    Process[] child = new Process[1];
    synchronized (child) {
      server.after(
          calls,
          () -> {
            synchronized (child) {
              child[0].destroyForcibly();
            }
          });
      child[0] = start(output, cache, strategy);
    }
    assertThat(child[0].waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child[0].exitValue()).as("killed: %s", Files.readString(log())).isEqualTo(137);
  }

  /** The same search from the cache alone: only refusals, which it does not keep, are asked. */
  private void everyRecordIsReadable(Path cache, Path output, String strategy) throws IOException {
    int answered = server.calls() - server.refused();
    Path again = folder.resolve("again");
    SearchProcess.run(suite, again, cache, strategy, SearchRuntime.Resume.OFF);
    assertThat(server.calls() - server.refused()).as("answered").isEqualTo(answered);
    assertThat(outcome(again)).isEqualTo(outcome(output));
    assertThat(cache.resolve("quarantine")).doesNotExist();
  }

  private Process start(Path output, String cache, String strategy) throws IOException {
    return SearchProcess.start(suite, output, cache, strategy, log());
  }

  private Path log() {
    return folder.resolve("child.log");
  }

  private static String withoutRun(Path directory) throws IOException {
    String text = Files.readString(directory.resolve("result.json"));
    return text.substring(0, text.indexOf("\n  \"run\": {"));
  }

  /** Latency is measured, so two searches that both paid for their answers differ in it. */
  private static String outcome(Path directory) throws IOException {
    return withoutRun(directory).replaceAll("\"latencySeconds\": [0-9.E-]+", "");
  }
}
