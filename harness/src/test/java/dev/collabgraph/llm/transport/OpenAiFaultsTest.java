package dev.collabgraph.llm.transport;

import static dev.collabgraph.llm.transport.Calls.failure;
import static dev.collabgraph.llm.transport.Calls.open;
import static dev.collabgraph.llm.transport.Calls.request;
import static dev.collabgraph.llm.transport.Calls.spec;
import static dev.collabgraph.llm.transport.RawServer.completion;
import static dev.collabgraph.llm.transport.RawServer.inTurn;
import static dev.collabgraph.llm.transport.RawServer.reply;
import static dev.collabgraph.llm.transport.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderStatistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of the fault table, against a server that writes raw bytes. */
@Timeout(60)
class OpenAiFaultsTest {
  private static final String QUOTA =
      "{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":\"insufficient_quota\","
          + "\"code\":\"insufficient_quota\"}}";

  /** A client, its server and its clock. */
  private static final class Scene implements AutoCloseable {
    final RawServer server;
    final TestClockwork clockwork = new TestClockwork();
    final ModelClient client;

    Scene(RawServer.Script script, Object... options) throws IOException {
      server = new RawServer(script);
      client = open(clockwork, spec(server.url(), options));
    }

    String answer() {
      return client.complete(request("Hello?", 0)).join().text();
    }

    ProviderStatistics counted() {
      return client.statistics().orElseThrow();
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  // 1-3: throttled

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After: 7|7.0",
        "Retry-After: 1.5|1.5",
        "retry-after-ms: 250|0.25",
        "Retry-After: Sun, 01 Mar 2026 12:00:09 GMT|9.0"
      })
  void throttledCallWaitsAsLongAsTheServerAsks(String header, double seconds) throws IOException {
    try (Scene scene = new Scene(inTurn(reply(429, header + "\r\n", "{}"), completion("ok")))) {
      assertThat(scene.answer()).isEqualTo("ok");
      assertThat(scene.clockwork.pauses()).containsExactly(seconds);
      assertThat(scene.counted().retries()).containsOnly(java.util.Map.entry(Kind.THROTTLED, 1L));
      assertThat(scene.counted().pausedSeconds()).isEqualTo(seconds);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "",
        "inf",
        "Infinity",
        "1e999",
        "nan",
        "NaN",
        "-3",
        "0",
        "Sun, 01 Mar 2026 11:00:00 GMT",
        "Sun, 99 Mar 2026 11:00:00 GMT"
      })
  void unusableRetryAfterFallsBackToBackoff(String value) throws IOException {
    try (Scene scene =
        new Scene(inTurn(reply(429, "Retry-After: " + value + "\r\n", "{}"), completion("ok")))) {
      assertThat(scene.answer()).isEqualTo("ok");
      assertThat(scene.clockwork.pauses()).hasSize(1);
      assertThat(scene.clockwork.pauses().get(0)).isBetween(0.0, 0.5);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Retry-After: 3600",
        "Retry-After: 120.5",
        "Retry-After: Sun, 01 Mar 2026 13:00:00 GMT"
      })
  void waitBeyondTheCapStopsTheCallAtOnce(String header) throws IOException {
    try (Scene scene = new Scene(reply(429, header + "\r\n", "{}"))) {
      ModelCallException failure = failure(scene.client);
      assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
      assertThat(failure).hasMessageContaining("more than the 120 s that are waited for");
      assertThat(scene.server.requests()).hasSize(1);
      assertThat(scene.clockwork.pauses()).isEmpty();
    }
  }

  @Test
  void waitBeyondTheDeadlineStopsTheCallAtOnce() throws IOException {
    try (Scene scene = new Scene(reply(429, "Retry-After: 30\r\n", "{}"), "timeoutSeconds", 20)) {
      ModelCallException failure = failure(scene.client);
      assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
      assertThat(failure).hasMessageContaining("past timeoutSeconds (20");
      assertThat(scene.server.requests()).hasSize(1);
    }
  }

  // 4, 6, 26: no retry

  @ParameterizedTest
  @CsvSource({
    "400,REJECTED",
    "413,REJECTED",
    "422,REJECTED",
    "401,FATAL",
    "402,FATAL",
    "403,FATAL",
    "404,FATAL"
  })
  void refusedRequestIsNotRepeated(int status, Kind kind) throws IOException {
    try (Scene scene =
        new Scene(reply(status, "", "{\"error\":{\"message\":\"no such thing\"}}"))) {
      ModelCallException failure = failure(scene.client);
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure).hasMessageContaining(status + " ").hasMessageContaining("no such thing");
      assertThat(scene.server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 403, 400})
  void exhaustedQuotaIsFatalWhateverTheStatus(int status) throws IOException {
    try (Scene scene = new Scene(reply(status, "Retry-After: 1\r\n", QUOTA))) {
      assertThat(failure(scene.client).kind()).isEqualTo(Kind.FATAL);
      assertThat(scene.server.requests()).hasSize(1);
    }
  }

  @Test
  void fatalFailureStopsQueuedAndLaterCallsWithoutSendingThem() throws IOException {
    try (Scene scene = new Scene(reply(401, "", "{}"), "concurrency", 1)) {
      List<java.util.concurrent.CompletableFuture<Completion>> calls =
          java.util.stream.IntStream.range(0, 1000)
              .mapToObj(i -> scene.client.complete(request("q", i)))
              .toList();
      assertThat(calls)
          .allSatisfy(
              call ->
                  assertThat(call.handle((c, t) -> t).join())
                      .isInstanceOfSatisfying(
                          ModelCallException.class, t -> assertThat(t.fatal()).isTrue()));
      assertThat(failure(scene.client).fatal()).isTrue();
      assertThat(scene.server.requests()).hasSize(1);
      assertThat(scene.counted().failed()).isEqualTo(1001);
    }
  }

  // 5, 7, 25: passing faults

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 529, 408, 409, 429})
  void passingFaultIsRepeatedUpToTheCap(int status) throws IOException {
    try (Scene scene = new Scene(reply(status, "", "busy"))) {
      ModelCallException failure = failure(scene.client);
      assertThat(failure.kind()).isEqualTo(status == 429 ? Kind.THROTTLED : Kind.TRANSPORT);
      assertThat(failure).hasMessageContaining("(attempt 4)").hasMessageContaining("\"busy\"");
      assertThat(scene.server.requests()).hasSize(4);
      List<Double> pauses = scene.clockwork.pauses();
      assertThat(pauses).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(pauses.get(i)).isBetween(0.0, 0.5 * (1 << i));
      }
      assertThat(scene.counted().retried()).isEqualTo(3);
    }
  }

  @Test
  void serverThatAsksNotToRetryIsHeard() throws IOException {
    try (Scene scene = new Scene(reply(503, "x-should-retry: false\r\n", "no"))) {
      assertThat(failure(scene.client)).hasMessageContaining("asks not to retry");
      assertThat(scene.server.requests()).hasSize(1);
    }
  }

  @Test
  void retriesCanBeTurnedOff() throws IOException {
    try (Scene scene = new Scene(reply(503, "", ""), "retries", 0)) {
      assertThat(failure(scene.client).kind()).isEqualTo(Kind.TRANSPORT);
      assertThat(scene.server.requests()).hasSize(1);
    }
  }

  // 8-9: broken connections

  @Test
  void resetBeforeHeadersIsRepeated() throws IOException {
    try (Scene scene =
        new Scene(
            inTurn(
                (request, out, socket) -> {
                  socket.setSoLinger(true, 0); // close with a reset
                  socket.close();
                },
                completion("ok")))) {
      assertThat(scene.answer()).isEqualTo("ok");
      assertThat(scene.server.requests()).hasSize(2);
    }
  }

  @Test
  void resetInTheBodyIsRepeated() throws IOException {
    try (Scene scene =
        new Scene(
            inTurn(
                (request, out, socket) -> {
                  write(out, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choi");
                  socket.setSoLinger(true, 0);
                  socket.close();
                },
                completion("ok")))) {
      assertThat(scene.answer()).isEqualTo("ok");
      assertThat(scene.server.requests()).hasSize(2);
    }
  }

  @Test
  void bodyCutShortByCloseIsRepeated() throws IOException {
    try (Scene scene =
        new Scene(
            inTurn(
                (request, out, socket) -> {
                  write(out, "HTTP/1.1 200 OK\r\n\r\n{\"choices\":[{\"message\":{\"content\":\"o");
                  socket.close();
                },
                (request, out, socket) -> {
                  write(out, "HTTP/1.1 200 OK\r\n\r\n");
                  socket.close();
                },
                completion("ok")))) {
      assertThat(scene.answer()).isEqualTo("ok");
      assertThat(scene.counted().retries()).containsOnly(java.util.Map.entry(Kind.MALFORMED, 2L));
    }
  }

  // 10-11: slow servers

  @Test
  void silenceAfterHeadersEndsAtTheDeadline() throws IOException {
    try (Scene scene =
        new Scene(
            (request, out, socket) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"),
            "timeoutSeconds",
            0.3)) {
      assertThat(failure(scene.client).kind()).isEqualTo(Kind.DEADLINE);
      assertThat(scene.server.requests()).hasSize(1);
    }
  }

  @Test
  void slowDripEndsAtTheDeadline() throws IOException {
    java.util.concurrent.CountDownLatch cut = new java.util.concurrent.CountDownLatch(1);
    try (Scene scene =
        new Scene(
            (request, out, socket) -> {
              write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              try {
                while (true) {
                  write(out, "1\r\n \r\n");
                  java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                }
              } finally {
                cut.countDown();
              }
            },
            "timeoutSeconds",
            0.3)) {
      long before = System.nanoTime();
      assertThat(failure(scene.client).kind()).isEqualTo(Kind.DEADLINE);
      assertThat((System.nanoTime() - before) / 1e9).isBetween(0.25, 5.0);
      assertThat(cut)
          .as("the connection is closed, so the server's write fails")
          .satisfies(l -> assertThat(l.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue());
    }
  }

  // 12, 20: too much

  @Test
  void endlessBodyEndsAtTheSizeLimit() throws IOException {
    byte[] chunk = new byte[1 << 16];
    Arrays.fill(chunk, (byte) ' ');
    try (Scene scene =
        new Scene(
            (request, out, socket) -> {
              write(out, "HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                out.write(chunk);
              }
            },
            "maxReplyBytes",
            1 << 20)) {
      ModelCallException failure = failure(scene.client);
      assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
      assertThat(failure).hasMessageContaining("longer than 1048576 bytes");
      assertThat(scene.server.requests()).hasSize(1);
    }
  }

  @Test
  void hugeDeclaredLengthReservesNothing() throws IOException {
    try (Scene scene =
        new Scene(
            (request, out, socket) ->
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 9000000000000\r\n\r\n{}"),
            "timeoutSeconds",
            0.3)) {
      assertThat(failure(scene.client).kind()).isEqualTo(Kind.DEADLINE);
    }
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    try (Scene scene = new Scene(reply(200, "", "[".repeat(100_000)))) {
      ModelCallException failure = failure(scene.client);
      assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
      assertThat(failure).hasMessageContaining("nesting");
      assertThat(scene.server.requests()).hasSize(1);
    }
  }

  // 13-16: not a completion

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>Please sign in</body></html>",
        "{\"error\":{\"message\":\"overloaded\",\"code\":500}}",
        "{\"error\":\"overloaded\"}",
        "{\"choices\":[]}",
        "{\"choices\":[{}]}",
        "{\"choices\":\"none\"}",
        "[]",
        "null",
        "{} {}",
        "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"stop\"}]}",
        "{\"choices\":[{\"message\":{},\"finish_reason\":\"stop\"}]}",
        "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\"}]},\"finish_reason\":\"length\"}]}",
        "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"a\"}]},\"finish_reason\":\"tool_calls\"}]}"
      })
  void replyThatIsNoCompletionIsRepeatedOnceAndThenMalformed(String body) throws IOException {
    try (Scene scene = new Scene(reply(200, "", body))) {
      ModelCallException failure = failure(scene.client);
      assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
      assertThat(scene.server.requests()).hasSize(2);
    }
    try (Scene scene = new Scene(inTurn(reply(200, "", body), completion("ok")))) {
      assertThat(scene.answer()).isEqualTo("ok");
    }
  }

  @Test
  void refusalIsACompletionAndIsNotRepeated() throws IOException {
    for (String message :
        List.of(
            "{\"message\":{\"content\":null,\"refusal\":\"I cannot\"},\"finish_reason\":\"stop\"}",
            "{\"message\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}",
            "{\"message\":{\"content\":null},\"finish_reason\":\"content_filter\"}")) {
      try (Scene scene = new Scene(reply(200, "", "{\"choices\":[" + message + "]}"))) {
        Completion completion = scene.client.complete(request("q", 0)).join();
        assertThat(completion.finish()).isEqualTo(Completion.Finish.REFUSED);
        assertThat(completion.text()).isEmpty();
        assertThat(scene.server.requests()).hasSize(1);
      }
    }
    try (Scene scene = new Scene(reply(400, "", "{\"error\":{\"code\":\"content_filter\"}}"))) {
      assertThat(scene.client.complete(request("q", 0)).join().finish())
          .isEqualTo(Completion.Finish.REFUSED);
    }
  }

  // 17-19: odd completions

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null|-1|-1",
        "{}|-1|-1",
        "{\"prompt_tokens\":-5,\"completion_tokens\":3}|-1|3",
        "{\"prompt_tokens\":\"12\",\"completion_tokens\":\"x\"}|-1|-1",
        "{\"prompt_tokens\":1.5,\"completion_tokens\":99999999999}|-1|-1",
        "{\"prompt_tokens\":0,\"completion_tokens\":3}|0|3",
        "\"many\"|-1|-1"
      })
  void usageThatIsNoCountIsUnknownAndNeverZero(String usage, int input, int output)
      throws IOException {
    try (Scene scene =
        new Scene(
            reply(
                200,
                "",
                "{\"choices\":[{\"message\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}],\"usage\":%s}"
                    .formatted(usage)))) {
      Completion completion = scene.client.complete(request("q", 0)).join();
      assertThat(completion.text()).isEqualTo("ok");
      assertThat(completion.inputTokens()).isEqualTo(input);
      assertThat(completion.outputTokens()).isEqualTo(output);
    }
  }

  @Test
  void truncatedAnswerIsFlagged() throws IOException {
    try (Scene scene =
        new Scene(
            reply(
                200,
                "",
                "{\"choices\":[{\"message\":{\"content\":\"1, 2,\"},\"finish_reason\":\"length\"}]}"))) {
      Completion completion = scene.client.complete(request("q", 0)).join();
      assertThat(completion.finish()).isEqualTo(Completion.Finish.LENGTH);
      assertThat(completion.text()).isEqualTo("1, 2,");
    }
  }

  @Test
  void invalidUtf8IsRefusedAndNeverReplaced() throws IOException {
    byte[] body =
        "{\"choices\":[{\"message\":{\"content\":\"a?b\"},\"finish_reason\":\"stop\"}]}"
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < body.length; i++) {
      body[i] = body[i] == '?' ? (byte) 0xC3 : body[i];
    }
    try (Scene scene =
        new Scene(
            (request, out, socket) -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
              out.write(body);
              out.flush();
            })) {
      ModelCallException failure = failure(scene.client);
      assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
      assertThat(failure).hasMessageContaining("not valid UTF-8 at byte 36");
    }
  }

  @Test
  void byteOrderMarkIsSkippedAndNulIsKept() throws IOException {
    try (Scene scene =
        new Scene(
            reply(
                200,
                "",
                "\uFEFF{\"choices\":[{\"message\":{\"content\":\"a\\u0000b\"},\"finish_reason\":\"stop\"}]}"))) {
      assertThat(scene.answer()).isEqualTo("a\0b");
    }
  }

  // 21-24: wrong places

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void redirectIsNotFollowedAndNamesTheHost(int status) throws IOException {
    try (RawServer other = new RawServer(completion("stolen"));
        Scene scene = new Scene(reply(status, "Location: " + other.url() + "/x\r\n", ""))) {
      ModelCallException failure = failure(scene.client);
      assertThat(failure.kind()).isEqualTo(Kind.FATAL);
      assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageContaining("not followed");
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void unknownHostIsRetriedLaterThanTheNameCacheForgets() {
    TestClockwork clockwork = new TestClockwork();
    try (ModelClient client =
        open(clockwork, spec("http://no-such-host.invalid/v1", "retries", 1))) {
      ModelCallException failure = failure(client);
      assertThat(failure.kind()).isEqualTo(Kind.TRANSPORT);
      assertThat(failure).hasMessageContaining("\"no-such-host.invalid\" cannot be resolved");
      assertThat(clockwork.pauses()).hasSize(1);
      assertThat(clockwork.pauses().get(0)).isBetween(10.5, 11.0);
    }
  }

  @Test
  void refusedConnectionNamesHostAndPort() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (ModelClient client = open(new TestClockwork(), spec("http://127.0.0.1:" + port + "/v1"))) {
      assertThat(failure(client))
          .hasMessageContaining("no connection to 127.0.0.1:" + port)
          .hasMessageContaining("(attempt 4)");
      assertThat(client.preflight().handle((v, t) -> t).join().getCause())
          .isInstanceOf(ModelCallException.class)
          .hasMessageContaining("no connection to 127.0.0.1:" + port)
          .hasMessageEndingWith("Nothing was spent.");
    }
  }
}
