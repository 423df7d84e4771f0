package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.collabgraph.search.SearchRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private int paid;
  private int paidTwice;

  @BeforeEach
  void writeSuite() throws IOException {
    server = new AnswerServer();
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      tasks.append("{\"question\":\"What is %d less %d?\",\"answer\":\"7\"}\n".formatted(i + 7, i));
    }
    Files.writeString(folder.resolve("tasks.jsonl"), tasks);
    suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        suite: killed
        tasks: {format: jsonl, path: tasks.jsonl, question: question, answer: answer}
        splits: {search: 12, validation: 6, test: 6, seed: 7}
        scorer: {type: numeric}
        providers: {local: {type: openai, baseUrl: "%s", concurrency: %d}}
        models:
          - {id: a, family: f, provider: local, name: right-4, maxTokens: 64, params: 1.0e9, layers: 16, hidden: 2048}
          - {id: b, family: f, provider: local, name: right-6, maxTokens: 64, params: 3.0e9, layers: 28, hidden: 3072}
        search:
          budget: {metric: flops, units: 7}
          iterations: 4
          graphsPerIteration: 4
          tasksPerGraph: 6
          finalists: 2
        """
            .formatted(server.baseUrl(), CONCURRENCY));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** All four in one process, which saves starting JVMs: each kill ends as many searches. */
  @Test
  void twentyKilledSearchesEndAsUndisturbedOnes() throws Exception {
    assertThat(kill(List.of(STRATEGIES), 20, 1)).isGreaterThanOrEqualTo(20);
  }

  /** In parts, for a clock that ends early: fewer kills each, with different seeds. */
  @Test
  @Tag("heavy")
  void twoHundredKilledSearchesEndAsUndisturbedOnes() throws Exception {
    int wanted = Integer.getInteger("collabgraph.kills", 200);
    long seed = Long.getLong("collabgraph.kills.seed", 2);
    SplittableRandom seeds = new SplittableRandom(seed);
    long start = System.nanoTime();
    int killed = 0;
    int searches = 0;
    while (killed < wanted) {
      String strategy = STRATEGIES[searches++ % STRATEGIES.length];
      killed += kill(List.of(strategy), KILLS_PER_SEARCH, seeds.nextLong());
      System.out.printf(
          Locale.ROOT,
          "seed %d: %d kills of %d searches, all ended as undisturbed ones; %d calls, %d of them paid twice (at most %d); %.0f s%n",
          seed,
          killed,
          searches,
          paid,
          paidTwice,
          2 * CONCURRENCY * killed,
          (System.nanoTime() - start) / 1e9);
    }
    assertThat(killed).isGreaterThanOrEqualTo(wanted);
  }

  /**
   * Kills searches that run at the same time in one process until so many have been killed, or all
   * have ended before a kill. Returns how many were killed.
   */
  private int kill(List<String> strategies, int kills, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path root = Files.createDirectory(folder.resolve("kill-" + seed));
    int before = server.calls();
    for (String strategy : strategies) {
      SearchProcess.run(
          suite, root.resolve("quiet-" + strategy), null, strategy, SearchRuntime.Resume.OFF);
    }
    final int calls = server.calls() - before;
    List<String> searches = searches(root, strategies, seed);
    before = server.calls();
    int killed = 0;
    int unfinished = strategies.size();
    while (killed < kills && unfinished > 0) {
      killOnce(searches, 1 + random.nextInt(calls / 8));
      unfinished = unfinished(root, strategies);
      killed += unfinished;
    }
    Process last = SearchProcess.start(suite, searches, log());
    awaitEnd(last);
    assertThat(last.exitValue()).as(Files.readString(log())).isZero();
    // Only calls in flight come twice: those sent, and as many whose answers were on the way into
    // the journal.
    final int twice = server.calls() - before - calls;
    paid += server.calls() - before;
    paidTwice += twice;
    assertThat(twice)
        .as("calls of %s paid twice by %d kills", strategies, killed)
        .isBetween(0, 2 * CONCURRENCY * killed);

    for (String strategy : strategies) {
      Path output = root.resolve("killed-" + strategy);
      Path quiet = root.resolve("quiet-" + strategy);
      assertThat(outcome(output)).as(strategy).isEqualTo(outcome(quiet));
      assertThat(Files.readString(output.resolve("trials.jsonl")).lines().count())
          .isEqualTo(Files.readString(quiet.resolve("trials.jsonl")).lines().count());
      assertThat(output.resolve(OutputFolder.JOURNAL)).doesNotExist();
      Path cache = root.resolve("cache-" + strategy);
      if (Files.exists(cache)) {
        everyRecordIsReadable(cache, output, strategy);
      }
    }
    return killed;
  }

  /** Arguments of {@link SearchProcess}: half of the searches have a call cache. */
  private static List<String> searches(Path root, List<String> strategies, long seed) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < strategies.size(); i++) {
      String strategy = strategies.get(i);
      arguments.add(root.resolve("killed-" + strategy).toString());
      arguments.add((i + seed) % 2 == 0 ? "off" : root.resolve("cache-" + strategy).toString());
      arguments.add(strategy);
    }
    return arguments;
  }

  private static int unfinished(Path root, List<String> strategies) {
    return (int)
        strategies.stream()
            .map(strategy -> root.resolve("killed-" + strategy))
            .filter(output -> Files.notExists(output.resolve("result.json")))
            .count();
  }

  private void killOnce(List<String> searches, int calls) throws Exception {
    Process[] child = new Process[1];
    synchronized (child) {
      server.after(
          calls,
          () -> {
            synchronized (child) {
              child[0].destroyForcibly();
            }
          });
      child[0] = SearchProcess.start(suite, searches, log());
    }
    awaitEnd(child[0]);
    assertThat(child[0].exitValue()).as("killed: %s", Files.readString(log())).isEqualTo(137);
  }

  /** Long enough for a machine that has other work; whoever takes longer hangs, and says where. */
  private void awaitEnd(Process child) throws Exception {
    if (child.waitFor(5, TimeUnit.MINUTES)) {
      return;
    }
    Path threads = folder.resolve("threads.txt");
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(child.pid()),
            "Thread.print")
        .redirectErrorStream(true)
        .redirectOutput(threads.toFile())
        .start()
        .waitFor(1, TimeUnit.MINUTES);
    child.destroyForcibly();
    fail("The search hangs. %s%n%s", Files.readString(log()), Files.readString(threads));
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
