package dev.collabgraph.llm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.transport.Calls;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hits a second of processor time on one thread, and records a second forced to the disk, beside
 * what the disk itself gives: the same number of files of the same size, forced, by one thread. The
 * goals are 50,000 hits a second on two processors and 2,000 writes or the disk's own limit.
 */
@Tag("heavy")
class CacheThroughputTest {
  private static final int CALLS = 20_000;
  @TempDir Path folder;

  @Test
  void hitsAndForcedWritesASecond() throws IOException {
    String prompt = "word ".repeat(240);
    ModelClient immediate =
        new ModelClient() {
          @Override
          public CompletableFuture<Completion> complete(CompletionRequest request) {
            return CompletableFuture.completedFuture(
                new Completion("x".repeat(800), null, 300, 200, 1, Completion.Finish.STOP));
          }

          @Override
          public void close() {}
        };
    CallStore store = CallStore.open(folder.resolve("cache"), true, true);
    RequestJson json = new RequestJson(Map.of("type", "openai", "baseUrl", "http://localhost/v1"));
    try (CachingModelClient client = new CachingModelClient("p", immediate, store, json)) {
      long start = System.nanoTime();
      List<CompletableFuture<Completion>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(client.complete(Calls.request(prompt, i)));
      }
      calls.forEach(CompletableFuture::join);
      double writes = CALLS / ((System.nanoTime() - start) / 1e9);
      double disk = disk(2_000);
      double hits = 0;
      for (int round = 0; round < 5; round++) {
        long cpu = cpuNanos();
        for (int i = 0; i < CALLS; i++) {
          assertThat(client.complete(Calls.request(prompt, i)).isDone()).isTrue();
        }
        hits = Math.max(hits, CALLS / ((cpuNanos() - cpu) / 1e9));
      }
      System.out.printf(
          Locale.ROOT,
          "%.0f hits/s of processor time, %.0f forced writes/s; the disk alone %.0f/s%n",
          hits,
          writes,
          disk);
      assertThat(hits).isGreaterThan(25_000);
      assertThat(writes).isGreaterThan(Math.min(2_000, disk)); // many at once share a commit
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private double disk(int files) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < files; i++) {
      try (FileChannel channel =
          FileChannel.open(
              folder.resolve("f" + i), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate(2_500));
        channel.force(false);
      }
    }
    return files / ((System.nanoTime() - start) / 1e9);
  }
}
