package dev.collabgraph.llm.provider;

import static dev.collabgraph.llm.transport.Calls.KEY;
import static dev.collabgraph.llm.transport.Calls.open;
import static dev.collabgraph.llm.transport.Calls.request;
import static dev.collabgraph.llm.transport.Calls.spec;
import static dev.collabgraph.llm.transport.RawServer.completion;
import static dev.collabgraph.llm.transport.RawServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.cache.Clients;
import dev.collabgraph.llm.transport.Calls;
import dev.collabgraph.llm.transport.RawServer;
import dev.collabgraph.llm.transport.TestClockwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OpenAiProviderTest {

  @Test
  void requestCarriesPromptModelAndSampling() throws Exception {
    ModelSpec model = Calls.model(new ModelSpec.Sampling(0.25, 99, 0.9, List.of("END", "\n\n")));
    CompletionRequest asked =
        new CompletionRequest(
            model,
            "What is 2 + 2? \u0000 \"ä\" {{x}}",
            3,
            4,
            new CompletionRequest.Context("t", "assistant", List.of()));
    try (RawServer server = new RawServer(completion("4"));
        ModelClient client =
            open(
                new TestClockwork(),
                spec(server.url() + "/", "headers", Map.of("X-Team", "search")))) {
      Completion completion = client.complete(asked).join();
      assertThat(completion.text()).isEqualTo("4");
      assertThat(completion.thinking()).isNull();
      assertThat(completion.inputTokens()).isEqualTo(11);
      assertThat(completion.outputTokens()).isEqualTo(7);
      assertThat(completion.finish()).isEqualTo(Completion.Finish.STOP);
      assertThat(completion.latencySeconds()).isBetween(0.0, 10.0);
      RawServer.Request request = server.requests().get(0);
      assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
      assertThat(request.hasHeader("X-Team", "search")).isTrue();
      assertThat(request.head())
          .doesNotContainIgnoringCase("authorization")
          .doesNotContainIgnoringCase("upgrade");
      JsonNode body = new ObjectMapper().readTree(request.body());
      assertThat(body.path("model").asText()).isEqualTo("some-model");
      assertThat(body.path("messages").size()).isEqualTo(1);
      assertThat(body.path("messages").path(0).path("role").asText()).isEqualTo("user");
      assertThat(body.path("messages").path(0).path("content").asText()).isEqualTo(asked.prompt());
      assertThat(body.path("temperature").asDouble()).isEqualTo(0.25);
      assertThat(body.path("max_tokens").asInt()).isEqualTo(99);
      assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
      assertThat(body.path("stop")).extracting(JsonNode::asText).containsExactly("END", "\n\n");
      assertThat(body.path("seed").asInt()).isEqualTo(asked.seed());
    }
  }

  @Test
  void tokenLimitAndSeedCanBeSentAsReasoningModelsWant() throws Exception {
    try (RawServer server = new RawServer(completion("4"));
        ModelClient client =
            open(
                new TestClockwork(),
                spec(
                    server.url(), "tokenLimitField", "max_completion_tokens", "sendSeed", false))) {
      client.complete(request("q", 0)).join();
      JsonNode body = new ObjectMapper().readTree(server.requests().get(0).body());
      assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(1024);
      assertThat(body.has("max_tokens")).isFalse();
      assertThat(body.has("seed")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"serverId,llm", "apiKeyEnv,LLM_KEY"})
  void keyIsSentAndNeverShown(String option, String name) throws IOException {
    String echo = "{\"error\":{\"message\":\"key %s is bad; Bearer abc.def; sk-proj-12345678\"}}";
    try (RawServer server = new RawServer(reply(401, "", echo.formatted(KEY.reveal())));
        ModelClient client = open(new TestClockwork(), spec(server.url(), option, name))) {
      ModelCallException failure = Calls.failure(client);
      assertThat(server.requests().get(0).hasHeader("Authorization", "Bearer " + KEY.reveal()))
          .isTrue();
      assertThat(failure.kind()).isEqualTo(Kind.FATAL);
      assertThat(failure.getMessage())
          .contains("key *** is bad")
          .doesNotContain("canary", "abc.def", "12345678");
    }
  }

  @Test
  void excerptOfAHostileReplyIsShortAndInert() throws IOException {
    String hostile = "\\u001b[31mred\\u0007\\n::error::x\\u202e" + "y".repeat(5000);
    try (RawServer server =
            new RawServer(
                (request, out, socket) ->
                    RawServer.write(
                        out, "HTTP/1.1 422 x\r\nContent-Length: 6\r\n\r\n\u001b[31mX"));
        ModelClient client = open(new TestClockwork(), spec(server.url()))) {
      assertThat(Calls.failure(client)).hasMessageContaining("\"?[31mX\"");
    }
    try (RawServer server = new RawServer(reply(422, "", hostile.replace("\\n", "\n")));
        ModelClient client = open(new TestClockwork(), spec(server.url()))) {
      String message = Calls.failure(client).getMessage();
      assertThat(message).hasSizeLessThan(500).doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<think>hm</think>yes|yes|hm",
        " <think> a <b> </think> yes|yes|a <b>",
        "hm, so</think>yes|yes|hm, so",
        "<think>never ends|''|never ends",
        "use the <think> tag, as in <think>x</think>|use the <think> tag, as in <think>x</think>|",
        "plain|plain|",
        "<think></think>yes|yes|"
      })
  void thinkingIsSeparatedFromTheAnswer(String content, String text, String thinking)
      throws IOException {
    try (RawServer server = new RawServer(completion(content));
        ModelClient client = open(new TestClockwork(), spec(server.url()))) {
      Completion completion = client.complete(request("q", 0)).join();
      assertThat(completion.text()).isEqualTo(text);
      assertThat(completion.thinking()).isEqualTo(thinking);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reasoning_content", "reasoning"})
  void thinkingGivenApartIsKeptApart(String field) throws IOException {
    String body =
        "{\"choices\":[{\"message\":{\"content\":\"yes\",\"%s\":\"hm\"},\"finish_reason\":\"stop\"}]}";
    try (RawServer server = new RawServer(reply(200, "", body.formatted(field)));
        ModelClient client = open(new TestClockwork(), spec(server.url()))) {
      Completion completion = client.complete(request("q", 0)).join();
      assertThat(completion.text()).isEqualTo("yes");
      assertThat(completion.thinking()).isEqualTo("hm");
    }
  }

  @Test
  void modelThatOnlyThoughtUntilTheLimitGaveNoAnswer() throws IOException {
    String body =
        "{\"choices\":[{\"message\":{\"content\":null,\"reasoning_content\":\"hm\"},\"finish_reason\":\"length\"}]}";
    try (RawServer server = new RawServer(reply(200, "", body));
        ModelClient client = open(new TestClockwork(), spec(server.url()))) {
      Completion completion = client.complete(request("q", 0)).join();
      assertThat(completion.text()).isEmpty();
      assertThat(completion.thinking()).isEqualTo("hm");
      assertThat(completion.finish()).isEqualTo(Completion.Finish.LENGTH);
    }
  }

  @Test
  void noMoreCallsAreInFlightThanAllowedAndNobodyWaits() throws Exception {
    int limit = 3;
    int calls = 60;
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(limit);
    CountDownLatch open = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                (request, out, socket) -> {
                  most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                  full.countDown();
                  await(open);
                  inFlight.decrementAndGet();
                  completion("ok").answer(request, out, socket);
                });
        ModelClient client = open(new TestClockwork(), spec(server.url(), "concurrency", limit))) {
      List<CompletableFuture<Completion>> all = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        all.add(client.complete(request("q", i))); // returns though the server answers nobody yet
      }
      await(full);
      assertThat(Calls.waiting(client)).isEqualTo(calls - limit);
      open.countDown();
      all.forEach(CompletableFuture::join);
      assertThat(most.get()).isEqualTo(limit);
      assertThat(server.connections()).as("connections are used again").isEqualTo(limit);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingEndsCallsInFlightAndInTheQueue() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (request, out, socket) -> {
              arrived.countDown();
              socket.getInputStream().read();
              gone.countDown();
            })) {
      ModelClient client = open(new TestClockwork(), spec(server.url(), "concurrency", 1));
      CompletableFuture<Completion> flying = client.complete(request("q", 0));
      CompletableFuture<Completion> queued = client.complete(request("q", 1));
      await(arrived);
      client.close();
      client.close();
      for (CompletableFuture<Completion> call :
          List.of(flying, queued, client.complete(request("q", 2)))) {
        assertThat(call.handle((c, t) -> t).join())
            .isInstanceOfSatisfying(
                ModelCallException.class, t -> assertThat(t.kind()).isEqualTo(Kind.CANCELLED));
      }
      await(gone); // the connection was closed
    }
  }

  @Test
  void endpointThatRefusesTheKeyIsFoundBeforeSpending() throws IOException {
    try (RawServer server = new RawServer(reply(401, "", "{\"error\":\"bad key\"}"))) {
      assertThatThrownBy(
              () ->
                  Clients.open(
                      List.of(spec(server.url(), "serverId", "llm")),
                      List.of(Calls.model(ModelSpec.Sampling.defaults())),
                      Calls.CONTEXT))
          .isInstanceOf(ModelCallException.class)
          .hasMessageContaining("Provider \"p\" cannot be used")
          .hasMessageContaining("401");
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().get(0).line()).isEqualTo("GET /v1/models HTTP/1.1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"200|{\"data\":[{\"id\":\"other\"}]}", "200|<html>", "404|{}", "405|", "500|down"})
  void endpointWithoutAUsableListPasses(int status, String body) throws IOException {
    try (RawServer server = new RawServer(reply(status, "", body == null ? "" : body))) {
      Map<String, ModelClient> clients =
          Clients.open(
              List.of(spec(server.url())),
              List.of(Calls.model(ModelSpec.Sampling.defaults())),
              Calls.CONTEXT);
      assertThat(clients).containsOnlyKeys("p");
      Clients.close(clients.values());
    }
  }

  @Test
  void wrongOptionsAreRefusedWithARepair() {
    assertRefused(new ProviderSpec("p", "openai", Map.of()), "has no baseUrl: add baseUrl:");
    assertRefused(
        spec("http://h/v1", "retrys", 3), "unknown key \"retrys\". Did you mean \"retries\"?");
    assertRefused(
        spec("http://h/v1", "retries", 21), "retries is 21, expected a whole number from 0 to 20");
    assertRefused(spec("http://h/v1", "retries", "3"), "retries is \"3\"");
    assertRefused(spec("http://h/v1", "concurrency", 0), "concurrency is 0");
    assertRefused(spec("http://h/v1", "timeoutSeconds", 0), "timeoutSeconds is 0");
    assertRefused(spec("ftp://h/v1"), "expected an http or https URL");
    assertRefused(spec("localhost:8000"), "expected an http or https URL");
    assertRefused(spec("http://user:pw@h/v1"), "holds a user or key");
    assertRefused(spec("https://h/v1", "serverId", "nobody"), "no server \"nobody\"");
    assertRefused(
        spec("https://h/v1", "apiKeyEnv", "NO_KEY"), "environment variable NO_KEY is not set");
    assertRefused(
        spec("https://h/v1", "apiKeyEnv", "sk-secret-abcdef"),
        "is not the name of an environment variable");
    assertRefused(spec("https://h/v1", "apiKeyEnv", "LLM_KEY", "serverId", "llm"), "remove one");
    assertRefused(
        spec("http://10.0.0.1/v1", "serverId", "llm"), "the key would go unencrypted to 10.0.0.1");
    assertRefused(
        spec("https://h/v1", "headers", Map.of("Authorization", "x")), "use serverId or apiKeyEnv");
    assertRefused(
        spec("https://h/v1", "headers", Map.of("X", "a\r\nb")),
        "names and values that may be sent");
    assertRefused(
        spec("https://h/v1", "headers", Map.of("Host", "b")), "names and values that may be sent");
    assertRefused(
        spec("https://h/v1", "tokenLimitField", "max"), "max_tokens or max_completion_tokens");
    open(new TestClockwork(), spec("http://10.0.0.1/v1", "serverId", "llm", "allowInsecure", true))
        .close();
    open(new TestClockwork(), spec("http://127.0.0.1/v1", "serverId", "llm")).close();
  }

  private static void assertRefused(ProviderSpec spec, String message) {
    assertThatThrownBy(() -> open(new TestClockwork(), spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Provider \"p\"")
        .hasMessageContaining(message)
        .satisfies(t -> assertThat(t.getMessage()).doesNotContain("sk-secret", "pw"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:1/v1,false",
    "http://LOCALHOST/v1,false",
    "http://127.1.2.3/v1,false",
    "http://[::1]:8080/v1,false",
    "https://api.example.com/v1,true",
    "http://127.0.0.1.example.com/v1,true",
    "http://10.0.0.1/v1,true"
  })
  void onlyLoopbackIsLocal(String url, boolean remote) {
    assertThat(new OpenAiProvider().remote(spec(url))).isEqualTo(remote);
  }

  @Test
  void providersAreFoundByTypeWithAHint() {
    assertThat(ModelProviders.find("openai")).isInstanceOf(OpenAiProvider.class);
    assertThatThrownBy(() -> ModelProviders.find("openia"))
        .hasMessageContaining("Provider type \"openia\" is unknown. Did you mean \"openai\"?");
  }

  @Test
  void clientsAlreadyOpenAreClosedWhenOneFails() throws IOException {
    try (RawServer server = new RawServer(completion("x"))) {
      ProviderSpec good = spec(server.url());
      ProviderSpec bad = new ProviderSpec("q", "openai", Map.of("baseUrl", "nowhere"));
      ModelSpec ofGood = Calls.model(ModelSpec.Sampling.defaults());
      ModelSpec ofBad =
          new ModelSpec("b", "f", "q", "n", null, null, ModelSpec.Sampling.defaults(), 0);
      assertThatThrownBy(
              () -> Clients.open(List.of(good, bad), List.of(ofGood, ofBad), Calls.CONTEXT))
          .hasMessageContaining("Provider \"q\": baseUrl");
      assertThat(
              Thread.getAllStackTraces().keySet().stream()
                  .filter(thread -> thread.getName().equals("collabgraph-timer-p"))
                  .filter(thread -> !thread.isInterrupted() && thread.isAlive())
                  .filter(thread -> !joined(thread)))
          .isEmpty();
      assertThatThrownBy(() -> Clients.open(List.of(good), List.of(ofGood, ofBad), Calls.CONTEXT))
          .hasMessage(
              "Model \"b\" has provider \"q\", which is not declared. Did you mean \"p\"? Declared: p.");
    }
  }

  private static boolean joined(Thread thread) {
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return !thread.isAlive();
  }
}
