package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.execution.Trace;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.suite.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tokens a second and endurance: {@code mvn -Pheavy -pl harness,nano,gguf test -Dtest=NanoSpeedTest
 * -Dsurefire.failIfNoSpecifiedTests=false}. Writes {@code docs/results/nano-speed.csv} and {@code
 * nano-endurance.csv}. Read the speeds beside what else the machine did.
 */
@Tag("heavy")
class NanoSpeedTest {
  private static final Path RESULTS = Path.of("..", "docs", "results");

  @Test
  void tokensPerSecondOfEachModel() throws Exception {
    Assumptions.assumeTrue(Platform.current().built(), "no native library for this platform");
    int forks = Runtime.getRuntime().availableProcessors();
    StringBuilder csv =
        new StringBuilder(
            "model,forks,calls,seconds,calls_per_second,prompt_tokens_per_second,decoded_tokens_per_second\n");
    for (String model : NanoSuite.MODELS) {
      try (NanoSuite suite = new NanoSuite("lists", forks)) {
        List<Task> tasks = suite.tasks(4);
        suite.run(
            NanoSuite.graph("single", model), tasks.subList(0, 20)); // forks start, models load
        long start = System.nanoTime();
        List<Trace> traces =
            suite.run(NanoSuite.graph("single", model), tasks.subList(20, tasks.size()));
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Completion> answers = traces.stream().map(t -> t.nodes().get(0).completion()).toList();
        csv.append(
            String.format(
                Locale.ROOT,
                "%s,%d,%d,%.2f,%.0f,%.0f,%.0f%n",
                model,
                forks,
                answers.size(),
                seconds,
                answers.size() / seconds,
                answers.stream().mapToInt(Completion::inputTokens).sum() / seconds,
                answers.stream().mapToInt(Completion::outputTokens).sum() / seconds));
        assertThat(answers.size() / seconds).as("%s, calls a second", model).isGreaterThan(5);
      }
    }
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve("nano-speed.csv"), csv);
  }

  @Test
  void aThousandCallsLeakNothing() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc");
    Assumptions.assumeTrue(Platform.current().built(), "no native library for this platform");
    StringBuilder csv =
        new StringBuilder("calls,fork_resident_kb,fork_threads,fork_files,own_threads,own_files\n");
    List<long[]> readings = new ArrayList<>();
    try (GgufModelClient client =
        (GgufModelClient) Nano.open(Map.of("concurrency", 1), Nano.SMALL, Nano.MIDDLE)) {
      for (int hundreds = 0; hundreds < 12; hundreds++) {
        List<CompletableFuture<Completion>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          calls.add(
              client.complete(
                  Nano.request(
                      i % 2 == 0 ? Nano.SMALL : Nano.MIDDLE,
                      "q " + (1 + i % 49) + "+17-3+29\na ",
                      hundreds * 100 + i)));
        }
        for (CompletableFuture<Completion> call : calls) {
          call.get(60, TimeUnit.SECONDS);
        }
        String fork = "/proc/" + client.pids().get(0);
        long[] reading = {
          (hundreds + 1) * 100L,
          status(fork, "VmRSS"),
          status(fork, "Threads"),
          entries(fork + "/fd"),
          status("/proc/self", "Threads"),
          entries("/proc/self/fd")
        };
        readings.add(reading);
        csv.append(
                Stream.of(reading)
                    .flatMapToLong(java.util.Arrays::stream)
                    .mapToObj(Long::toString)
                    .collect(java.util.stream.Collectors.joining(",")))
            .append('\n');
      }
    }
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve("nano-endurance.csv"), csv);
    long[] early = readings.get(1);
    long[] late = readings.get(11); // a thousand calls later
    assertThat(late[1] - early[1]).as("growth of the fork, kB: %n%s", csv).isLessThan(16_384);
    for (int column = 2; column < 6; column++) {
      assertThat(late[column])
          .as("column %d: %n%s", column, csv)
          .isLessThanOrEqualTo(early[column] + 1);
    }
  }

  private static long status(String process, String key) throws IOException {
    for (String line : Files.readAllLines(Path.of(process, "status"))) {
      if (line.startsWith(key + ":")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no " + key + " in " + process);
  }

  private static long entries(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.count();
    }
  }
}
