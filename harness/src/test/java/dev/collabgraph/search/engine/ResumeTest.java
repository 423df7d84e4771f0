package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.SearchRuntime.Resume;
import dev.collabgraph.search.strategy.Strategies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches that were stopped and go on. The killed ones are in {@link KilledSearchTest}. */
class ResumeTest {
  @TempDir Path directory;

  /** Every strategy, stopped half-way here and gone on with in one other JVM. */
  @Test
  void everyStrategyGoesOnInAFreshProcessAsIfItHadNotBeenStopped() throws Exception {
    for (String id : Strategies.ids()) {
      SearchResult whole = run(folder(id, "whole"), id, Map.of(), Resume.OFF, Integer.MAX_VALUE);
      Files.writeString(folder(id, "whole").resolve("calls"), whole.bill().toString());
      SearchResult half =
          run(folder(id, "half"), id, Map.of(), Resume.CONTINUE, (int) whole.bill().calls() / 2);
      assertThat(half.ended()).as(id).isEqualTo(Ended.SIGNAL);
      assertThat(folder(id, "half").resolve("out/search.journal")).isNotEmptyFile();
    }

    Path log = directory.resolve("log");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                GoOn.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(child.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(Files.readString(log)).isZero();

    for (String id : Strategies.ids()) {
      SearchResult whole = run(folder(id, "again"), id, Map.of(), Resume.OFF, Integer.MAX_VALUE);
      assertThat(Files.readString(folder(id, "half").resolve("result"))).isEqualTo(text(whole));
      assertThat(trials(folder(id, "half"))).as(id).isEqualTo(trials(folder(id, "again")));
    }
  }

  /** The other JVM. */
  static final class GoOn {
    private GoOn() {}

    public static void main(String[] args) throws IOException {
      for (String id : Strategies.ids()) {
        Path folder = Path.of(args[0], id.replace(':', '-') + "-half");
        SearchResult result = run(folder, id, Map.of(), Resume.CONTINUE, Integer.MAX_VALUE);
        Files.writeString(folder.resolve("result"), text(result));
        if (result.run().resumedCalls() == 0) {
          throw new IllegalStateException(id + " began anew");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search.seed | 5 | search.seed (was",
        "models.b.maxTokens | 65 | models.b (was",
        "roles.assistant.prompt | Answer! {{question}} | roles.assistant (was",
        "splits.seed | 8 | splits (was",
        "search.budget.units | 4 | search.budget (was",
        "spend.calls | 5000 | spend.calls (was",
        "providers.local.type | other-answers | providers.local (was",
        "tasks.inputTokens | 50 | tasks (was",
      })
  void refusedIfWhatItStartedFromHasChangedWhichItNames(String path, String value, String says) {
    run(directory, "random", Map.of(), Resume.CONTINUE, 120);

    assertThatThrownBy(
            () -> run(directory, "random", Map.of(path, value), Resume.CONTINUE, 1_000_000))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining(says)
        .hasMessageContaining("-Dcollabgraph.force");
    SearchResult anew = run(directory, "random", Map.of(path, value), Resume.ANEW, 1_000_000);
    assertThat(anew.run().resumedCalls()).isZero();
    assertThat(anew.ended()).isNotEqualTo(Ended.SIGNAL);
  }

  @Test
  void aSearchWithoutAnAnswerHasNothingToLoseAndBeginsAnew() {
    assertThatThrownBy(() -> run(directory, "random", Map.of(), Resume.CONTINUE, 0))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("before anything was scored");
    assertThat(directory.resolve("out/search.journal")).exists();

    SearchResult changed =
        run(directory, "random", Map.of("search.seed", "5"), Resume.CONTINUE, 1_000_000);

    assertThat(changed.run().resumedCalls()).isZero();
    assertThat(changed.ended()).isNotEqualTo(Ended.SIGNAL);
  }

  @Test
  void changedTasksAreNamedToo() throws IOException {
    run(directory, "random", Map.of(), Resume.CONTINUE, 120);
    Path tasks = directory.resolve("tasks.jsonl");
    Files.writeString(tasks, Files.readString(tasks).replace("What", "Say what"));

    assertThatThrownBy(() -> search(directory, "random", Map.of(), Resume.CONTINUE, 1_000_000))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("has changed: tasks (was");
  }

  @Test
  void aJournalOfAnotherFormatIsRefusedWithBothVersions() throws IOException {
    run(directory, "random", Map.of(), Resume.CONTINUE, 40);
    rewriteHeader("{\"journal\":2,\"inputs\":{}}", true);

    assertThatThrownBy(() -> run(directory, "random", Map.of(), Resume.CONTINUE, 1_000_000))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("format 2, and this one reads 1")
        .hasMessageContaining("-Dcollabgraph.force");
    SearchResult anew = run(directory, "random", Map.of(), Resume.ANEW, 1_000_000);
    assertThat(anew.ended()).isEqualTo(Ended.ITERATIONS);
  }

  @Test
  void aJournalThatIsDamagedFromItsFirstLineOnIsSaidToBeLost() throws IOException {
    run(directory, "random", Map.of(), Resume.CONTINUE, 40);
    rewriteHeader("{\"journal\":1,\"inputs\":{}}", false);
    List<String> warnings = new ArrayList<>();

    SearchResult anew =
        Search.run(
            Suites.load(directory, yaml(), Map.of("search.iterations", "2")),
            SearchRuntime.of(directory.resolve("out"), directory)
                .withResume(Resume.CONTINUE)
                .withListener(
                    new SearchListener() {
                      @Override
                      public void iteration(Progress progress) {}

                      @Override
                      public void warning(String line) {
                        warnings.add(line);
                      }
                    }));

    assertThat(anew.run().resumedCalls()).isZero();
    assertThat(warnings).anyMatch(line -> line.contains("damaged from its first line on"));
  }

  /** Puts a line in place of the journal's first, behind a sound checksum or none. */
  private void rewriteHeader(String line, boolean sound) throws IOException {
    Path journal = directory.resolve("out/search.journal");
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    CRC32C crc = new CRC32C();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    lines.set(0, "%08x %s".formatted(sound ? crc.getValue() : 0, line));
    Files.write(journal, lines);
  }

  @Test
  void aLimitOfTimeMayBeRaisedToGoOn() {
    run(directory, "random", Map.of("spend.minutes", "5"), Resume.CONTINUE, 120);

    SearchResult result =
        run(directory, "random", Map.of("spend.minutes", "9"), Resume.CONTINUE, 1_000_000);

    assertThat(result.ended()).isEqualTo(Ended.ITERATIONS);
    assertThat(result.run().resumedCalls()).isPositive();
  }

  @Test
  void theResultOfAnEarlierSearchDoesNotStayBesideNewTrials() throws IOException {
    Path out = Files.createDirectories(directory.resolve("out"));
    for (String file : OutputFolder.RESULT) {
      Files.writeString(out.resolve(file), "old");
    }
    run(directory, "random", Map.of(), Resume.CONTINUE, 120);

    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("trials.jsonl", "search.journal", ".search.lock");
    }
  }

  @Test
  void aSecondSearchInTheSameFolderIsRefusedWithTheOwnersNumber() {
    AtomicInteger tried = new AtomicInteger();
    SearchRuntime runtime =
        SearchRuntime.of(directory.resolve("out"), directory)
            .withListener(
                new SearchListener() {
                  @Override
                  public void iteration(Progress progress) {
                    assertThatThrownBy(
                            () -> search(directory, "random", Map.of(), Resume.CONTINUE, 100))
                        .isInstanceOf(SearchException.class)
                        .hasMessageContaining("Another search writes to")
                        .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")");
                    tried.incrementAndGet();
                  }
                });
    write(directory);
    Search.run(Suites.load(directory, yaml(), Map.of("search.iterations", "2")), runtime);

    assertThat(tried).hasValue(2);
  }

  private Path folder(String id, String what) throws IOException {
    return Files.createDirectories(directory.resolve(id.replace(':', '-') + "-" + what));
  }

  private static SearchResult run(
      Path directory, String strategy, Map<String, String> set, Resume resume, int calls) {
    write(directory);
    return search(directory, strategy, set, resume, calls);
  }

  /** A search that is told to stop when so many calls have been made. */
  private static SearchResult search(
      Path directory, String strategy, Map<String, String> set, Resume resume, int calls) {
    Map<String, String> all = new TreeMap<>(set);
    all.put("search.strategy", strategy);
    AtomicInteger made = new AtomicInteger();
    return Search.run(
        Suites.load(directory, yaml(), all),
        SearchRuntime.of(directory.resolve("out"), directory)
            .withThreads(2)
            .withProviders(new CountedAnswers.Counting(directory, made))
            .withCancelled(() -> made.get() >= calls)
            .withResume(resume));
  }

  private static void write(Path directory) {
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      tasks.append("{\"question\":\"What is %d less %d?\",\"answer\":\"7\"}\n".formatted(i + 7, i));
    }
    try {
      Files.writeString(directory.resolve("tasks.jsonl"), tasks);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String yaml() {
    return """
        suite: resumed
        tasks: {format: jsonl, path: tasks.jsonl, question: question, answer: answer, inputTokens: 40, outputTokens: 20}
        splits: {search: 24, validation: 12, test: 12, seed: 7}
        scorer: {type: numeric}
        providers: {local: {type: counted-answers}}
        models:
          - {id: a, family: f, provider: local, name: right-4, maxTokens: 64}
          - {id: b, family: f, provider: local, name: right-6, maxTokens: 64}
        search:
          strategy: random
          budget: {metric: calls, units: 3}
          iterations: 5
          graphsPerIteration: 5
          tasksPerGraph: 8
          finalists: 2
        """;
  }

  private static String text(SearchResult result) {
    String json = result.winner() + " " + result.history() + " " + result.bill();
    return json + result.verdict() + result.pareto() + result.baselines() + result.settings();
  }

  private static String trials(Path directory) throws IOException {
    return Files.readString(directory.resolve("out/trials.jsonl"));
  }
}
