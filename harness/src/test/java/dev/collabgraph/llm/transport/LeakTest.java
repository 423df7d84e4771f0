package dev.collabgraph.llm.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeakTest {

  @Test
  void faultyCallsLeaveNeitherThreadsNorConnections() throws Exception {
    RawServer.Script[] faults = {
      RawServer.completion("ok"),
      RawServer.reply(503, "", "busy"),
      RawServer.reply(429, "retry-after-ms: 1\r\n", "{}"),
      RawServer.reply(200, "", "<html>"),
      (request, out, socket) -> socket.close(),
      (request, out, socket) -> {
        RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
        socket.close();
      },
      (request, out, socket) -> {
        RawServer.write(out, "HTTP/1.1 200 OK\r\n\r\n");
        out.write(new byte[4096]);
      }
    };
    try (RawServer server =
        new RawServer(
            (request, out, socket) ->
                faults[request.number() % faults.length].answer(request, out, socket))) {
      ModelClient client =
          Calls.open(
              new TestClockwork(),
              Calls.spec(
                  server.url(), "concurrency", 8, "maxReplyBytes", 2048, "timeoutSeconds", 5));
      List<CompletableFuture<Completion>> calls =
          IntStream.range(0, 300).mapToObj(i -> client.complete(Calls.request("q", i))).toList();
      long good = calls.stream().filter(call -> call.handle((c, t) -> t == null).join()).count();
      assertThat(good).isBetween(1L, 299L);
      assertThat(client.statistics().orElseThrow().retried()).isPositive();
      client.close();
      await(() -> server.openConnections() == 0, "connections are open");
      await(
          () ->
              Thread.getAllStackTraces().keySet().stream()
                  .map(Thread::getName)
                  .noneMatch(
                      name ->
                          name.startsWith("collabgraph-http-p")
                              || name.startsWith("collabgraph-timer-test")),
          "threads are alive");
    }
  }

  /** Polls; before JDK 21 the JDK's client is only torn down when it is collected. */
  private static void await(BooleanSupplier condition, String fault) {
    long end = System.nanoTime() + 50_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(fault).isLessThan(end);
      System.gc();
      LockSupport.parkNanos(50_000_000);
    }
  }
}
