package dev.collabgraph.llm.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server on loopback that serves so many calls at a time, 40 ms each, and answers 429 to every
 * other: the client's concurrency, allowed to be four times as high, settles within 20 % of that.
 * Heavy since a busy machine adds time on the way, during which the server does not count a call.
 */
@Tag("heavy")
@Timeout(120)
class CapacityTest {
  private static final int CALLS = 3_000;

  @ParameterizedTest
  @ValueSource(ints = {12, 40})
  void concurrencySettlesNearTheCapacityOfARealServer(int capacity) throws Exception {
    AtomicInteger serving = new AtomicInteger();
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    RawServer.Script busy = RawServer.reply(429, "", "{}");
    RawServer.Script serve = RawServer.completion("fine");
    RawServer.Script script =
        (request, out, socket) -> {
          if (serving.incrementAndGet() > capacity) {
            serving.decrementAndGet();
            busy.answer(request, out, socket);
            return;
          }
          Semaphore served = new Semaphore(0);
          timers.schedule(
              () -> {
                serving.decrementAndGet();
                served.release();
              },
              40,
              TimeUnit.MILLISECONDS);
          served.acquireUninterruptibly();
          serve.answer(request, out, socket);
        };
    try (RawServer server = new RawServer(script);
        ModelClient client =
            Calls.open(
                new SystemClockwork("capacity"),
                Calls.spec(server.url(), "concurrency", 4 * capacity, "retries", 20),
                Calls.CONTEXT)) {
      HttpModelClient http = (HttpModelClient) client;
      List<CompletableFuture<Completion>> calls = new ArrayList<>();
      List<Integer> limits = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(client.complete(Calls.request("Q", i)));
      }
      for (int i = 0; i < CALLS; i++) {
        calls.get(i).join();
        if (i >= CALLS / 2) {
          limits.add(http.pace().limit());
        }
      }
      double mean = limits.stream().mapToInt(each -> each).average().orElseThrow();
      System.out.printf(Locale.ROOT, "capacity %d, concurrency %.1f%n", capacity, mean);
      assertThat(mean).isBetween(0.8 * capacity, 1.2 * capacity);
    } finally {
      timers.shutdownNow();
    }
  }
}
