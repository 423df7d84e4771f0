package dev.collabgraph.llm.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PaceTest {

  /**
   * Rounds in which {@code limit} calls are in flight at once and the server refuses those beyond
   * its capacity. After 300 rounds the mean of 200 more must be within 20 % of the capacity, and no
   * single one below 0.8 of it.
   */
  @ParameterizedTest
  @CsvSource({"200,5", "200,20", "200,50", "200,150", "1000,300", "8,3"})
  void concurrencySettlesNearTheCapacityOfTheServer(int most, int capacity) {
    AdaptiveLimit limit = new AdaptiveLimit(most);
    double sum = 0;
    int rounds = 2_000;
    for (int round = 0; round < rounds; round++) {
      int inFlight = limit.limit();
      for (int call = 0; call < inFlight; call++) {
        limit.ended(call >= capacity, false, inFlight);
      }
      if (round >= rounds - 200) {
        sum += limit.limit();
        assertThat(limit.limit())
            .isBetween((int) (0.8 * capacity), (int) Math.ceil(1.2 * capacity));
      }
    }
    assertThat(sum / 200).isCloseTo(capacity, within(0.2 * capacity));
  }

  /**
   * A server that refuses at once and answers late: a call too many is refused 40 times while the
   * others are served. The capacity falls from 40 to 12 half-way.
   */
  @Test
  void refusalsThatComeSoonerThanAnswersLeaveNoCapacityUnusedAndALossOfItIsFollowed() {
    AdaptiveLimit limit = new AdaptiveLimit(160);
    for (int capacity : new int[] {40, 12}) {
      double sum = 0;
      for (int round = 0; round < 2_000; round++) {
        int inFlight = limit.limit();
        for (int call = 0; call < Math.min(inFlight, capacity); call++) {
          limit.ended(false, false, inFlight);
        }
        for (int refusal = 0; limit.limit() > capacity && refusal < 40; refusal++) {
          limit.ended(true, false, inFlight);
        }
        sum += round < 1_000 ? 0 : limit.limit();
      }
      assertThat(sum / 1_000).isBetween(0.8 * capacity, 1.2 * capacity);
    }
  }

  @Test
  void aTenthOfThrottledCallsIsTolerated() {
    AdaptiveLimit limit = new AdaptiveLimit(50);
    for (int i = 0; i < 1_000; i++) {
      limit.ended(i % 10 == 0, false, 50);
    }
    assertThat(limit.limit()).isEqualTo(50);
  }

  @Test
  void askedWaitLowersAtOnceButOncePerWindow() {
    AdaptiveLimit limit = new AdaptiveLimit(50);
    for (int i = 0; i < 20; i++) {
      limit.ended(true, true, 50);
    }
    assertThat(limit.limit()).isEqualTo(45);
  }

  @Test
  void limitGrowsOnlyWhenItIsReached() {
    AdaptiveLimit limit = new AdaptiveLimit(50);
    for (int i = 0; i < 1_000; i++) {
      limit.ended(true, false, 50);
    }
    assertThat(limit.limit()).isEqualTo(1);
    for (int i = 0; i < 200; i++) {
      limit.ended(false, false, 0);
    }
    assertThat(limit.limit()).isEqualTo(1);
    for (int i = 0; i < 20; i++) {
      limit.ended(false, false, 1);
    }
    assertThat(limit.limit()).isEqualTo(2);
  }

  @Test
  void rateIsKeptOverAnyMinute() {
    RateLimit limit = new RateLimit(600);
    long now = 5;
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      sent.add(now + limit.reserve(1, now));
      now += i % 7 == 0 ? 400_000_000L : 1_000_000L;
    }
    for (int i = 0; i < sent.size(); i++) {
      long end = sent.get(i) + 60_000_000_000L;
      int from = i;
      assertThat(sent.stream().skip(from).filter(at -> at < end).count())
          .isLessThanOrEqualTo(600 + 11); // a burst of one second's worth
    }
  }

  @Test
  void unusedTokensAreGivenBack() {
    RateLimit limit = new RateLimit(60_000); // 1000 a second
    assertThat(limit.reserve(1_000, 0)).isZero();
    assertThat(limit.reserve(5_000, 0)).isCloseTo(0L, within(1L));
    assertThat(limit.reserve(1, 0)).isCloseTo(5_000_000_000L, within(1_000L));
    limit.correct(4_001);
    assertThat(limit.reserve(1, 0)).isCloseTo(1_000_000_000L, within(1_000L));
  }

  @ParameterizedTest
  @CsvSource({
    "1s,1000",
    "6m0s,360000",
    "12ms,12",
    "1h2m3.5s,3723500",
    "7,7000",
    "1.5,1500",
    "soon,0",
    "1x,0",
    "-1s,0",
    "'',0",
    "1s junk,0"
  })
  void resetTimesAreRead(String text, long millis) {
    assertThat(WaitText.reset(text, Instant.EPOCH).orElse(Duration.ZERO))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void breakerHoldsCallsBackAndLetsOneLook() {
    Breaker breaker = new Breaker(Duration.ofSeconds(60).toNanos());
    for (int i = 0; i < 9; i++) {
      assertThat(breaker.failed(0)).isFalse();
    }
    assertThat(breaker.delay(0)).isZero();
    breaker.failed(0);
    assertThat(breaker.delay(0)).isEqualTo(1_000_000_000L);
    assertThat(breaker.delay(1_000_000_000L)).as("one looks").isZero();
    assertThat(breaker.delay(1_000_000_000L)).as("the others wait").isPositive();
    assertThat(breaker.failed(1_000_000_000L)).isFalse();
    assertThat(breaker.delay(1_000_000_000L)).isEqualTo(2_000_000_000L);
    assertThat(breaker.delay(3_000_000_000L)).isZero();
    breaker.alive();
    assertThat(breaker.open()).isFalse();
    assertThat(breaker.delay(3_000_000_000L)).isZero();
    assertThat(breaker.delay(3_000_000_000L)).isZero();
  }

  @Test
  void outageBeyondTheLimitEndsTheProviderForAllCalls() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    TestClockwork clockwork = new TestClockwork();
    try (ModelClient client =
        Calls.open(
            clockwork,
            Calls.spec(
                "http://127.0.0.1:" + port + "/v1", "concurrency", 8, "outageSeconds", 30))) {
      List<CompletableFuture<Completion>> calls =
          IntStream.range(0, 2_000).mapToObj(i -> client.complete(Calls.request("q", i))).toList();
      List<ModelCallException> failures =
          calls.stream().map(call -> (ModelCallException) call.handle((c, t) -> t).join()).toList();
      assertThat(failures).anyMatch(failure -> failure.getMessage().contains("down for too long"));
      assertThat(failures.get(1_999).fatal()).isTrue();
      assertThat(client.statistics().orElseThrow().attempts())
          .as("2,000 calls with 4 attempts each would be 8,000")
          .isLessThan(200);
    }
  }

  @Test
  void requestsPerMinuteAreKeptAndDoNotCountTowardsTheDeadline() throws IOException {
    TestClockwork clockwork = new TestClockwork();
    try (RawServer server = new RawServer(RawServer.completion("ok"));
        ModelClient client =
            Calls.open(
                clockwork,
                Calls.spec(server.url(), "concurrency", 1, "rpm", 6, "timeoutSeconds", 5))) {
      for (int i = 0; i < 4; i++) {
        assertThat(client.complete(Calls.request("q", i)).join().text()).isEqualTo("ok");
      }
      assertThat(clockwork.pauses()).hasSize(3);
      assertThat(clockwork.pauses().stream().mapToDouble(d -> d).sum()).isBetween(25.0, 30.0);
    }
  }

  @Test
  void exhaustedLimitInHeadersHoldsTheNextCall() throws IOException {
    TestClockwork clockwork = new TestClockwork();
    try (RawServer server =
            new RawServer(
                (request, out, socket) -> {
                  String body = "{\"choices\":[{\"message\":{\"content\":\"ok\"}}]}";
                  RawServer.reply(
                          200,
                          "x-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 20s\r\n",
                          body)
                      .answer(request, out, socket);
                });
        ModelClient client = Calls.open(clockwork, Calls.spec(server.url(), "timeoutSeconds", 5))) {
      client.complete(Calls.request("q", 0)).join();
      client.complete(Calls.request("q", 1)).join();
      assertThat(clockwork.pauses()).hasSize(1);
      assertThat(clockwork.pauses().get(0)).isCloseTo(20.0, within(2.0));
    }
  }
}
