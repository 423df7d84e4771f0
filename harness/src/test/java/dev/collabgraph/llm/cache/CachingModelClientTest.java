package dev.collabgraph.llm.cache;

import static dev.collabgraph.llm.transport.Calls.request;
import static dev.collabgraph.llm.transport.Calls.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.transport.Calls;
import dev.collabgraph.llm.transport.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class CachingModelClientTest {
  private static final ModelSpec MODEL = Calls.model(ModelSpec.Sampling.defaults());
  @TempDir Path folder;

  private ModelProvider.Context context(CacheSettings cache) {
    return new ModelProvider.Context() {
      @Override
      public Path baseDirectory() {
        return folder;
      }

      @Override
      public Optional<Secret> secret(String serverId) {
        return Optional.of(Calls.KEY);
      }

      @Override
      public CacheSettings cache() {
        return cache;
      }
    };
  }

  private CacheSettings cache(CacheSettings.Mode mode) {
    return CacheSettings.at(folder.resolve("cache"), mode);
  }

  private ModelClient open(ProviderSpec spec, CacheSettings cache) {
    return Clients.open(List.of(spec), List.of(MODEL), context(cache)).get("p");
  }

  private long records() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".rec")).count();
    }
  }

  /** Answers every prompt with its length and the number of completions asked for so far. */
  private static RawServer.Script counting() {
    java.util.concurrent.atomic.AtomicInteger asked =
        new java.util.concurrent.atomic.AtomicInteger();
    return (request, out, socket) ->
        (request.line().startsWith("GET")
                ? RawServer.reply(200, "", "{\"data\":[{\"id\":\"some-model\"}]}")
                : RawServer.completion("answer " + asked.incrementAndGet()))
            .answer(request, out, socket);
  }

  private static long posts(RawServer server) {
    return server.requests().stream().filter(r -> r.line().startsWith("POST")).count();
  }

  @Test
  void answerIsPaidForOnceAndKeepsItsLatency() throws IOException {
    try (RawServer server = new RawServer(counting())) {
      Completion first;
      try (ModelClient client = open(spec(server.url()), cache(CacheSettings.Mode.READ_WRITE))) {
        first = client.complete(request("q", 0)).join();
        assertThat(client.complete(request("q", 0)).join()).isEqualTo(first);
        assertThat(client.complete(request("q", 1)).join().text()).isEqualTo("answer 2");
        assertThat(client.complete(request("r", 0)).join().text()).isEqualTo("answer 3");
        assertThat(client.statistics().orElseThrow().cacheHits()).isEqualTo(1);
        assertThat(client.statistics().orElseThrow().cacheWrites()).isEqualTo(3);
      }
      try (ModelClient later = open(spec(server.url()), cache(CacheSettings.Mode.READ_WRITE))) {
        assertThat(later.complete(request("q", 0)).join()).isEqualTo(first);
        assertThat(later.statistics().orElseThrow().calls()).isZero();
      }
      assertThat(posts(server)).isEqualTo(3);
    }
  }

  @Test
  void modesDoWhatTheySay() throws IOException {
    try (RawServer server = new RawServer(counting())) {
      try (ModelClient client = open(spec(server.url()), cache(CacheSettings.Mode.READ_ONLY))) {
        client.complete(request("q", 0)).join();
      }
      assertThat(records()).isZero();
      try (ModelClient client = open(spec(server.url()), CacheSettings.off())) {
        client.complete(request("q", 0)).join();
      }
      assertThat(records()).isZero();
      try (ModelClient client = open(spec(server.url()), cache(CacheSettings.Mode.READ_WRITE))) {
        client.complete(request("q", 0)).join();
      }
      assertThat(records()).isEqualTo(1);
      try (ModelClient client = open(spec(server.url()), cache(CacheSettings.Mode.READ_ONLY))) {
        assertThat(client.complete(request("q", 0)).join().text()).isEqualTo("answer 3");
      }
      assertThat(posts(server)).isEqualTo(3);
    }
  }

  @Test
  void refusalsAndFailuresAreNotKept() throws IOException {
    String refused =
        "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}]}";
    try (RawServer server =
            new RawServer(
                RawServer.inTurn(
                    RawServer.reply(404, "", ""),
                    RawServer.reply(200, "", refused),
                    RawServer.reply(422, "", "no"),
                    RawServer.completion("ok")));
        ModelClient client = open(spec(server.url()), cache(CacheSettings.Mode.READ_WRITE))) {
      assertThat(client.complete(request("q", 0)).join().finish())
          .isEqualTo(Completion.Finish.REFUSED);
      assertThat(Calls.failure(client, request("q", 0)).kind())
          .isEqualTo(ModelCallException.Kind.REJECTED);
      assertThat(records()).isZero();
      assertThat(client.complete(request("q", 0)).join().text()).isEqualTo("ok");
      assertThat(records()).isEqualTo(1);
    }
  }

  @Test
  void equalCallsAtOneTimeAreOneCall() throws IOException {
    try (RawServer server = new RawServer(counting());
        ModelClient client =
            open(spec(server.url(), "concurrency", 16), cache(CacheSettings.Mode.READ_WRITE))) {
      List<CompletableFuture<Completion>> calls = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        calls.add(client.complete(request("q", i % 20)));
      }
      calls.forEach(CompletableFuture::join);
      assertThat(posts(server)).isEqualTo(20);
      assertThat(records()).isEqualTo(20);
    }
  }

  @Test
  void recordHoldsQuestionAndReplyButNoKey() throws IOException {
    try (RawServer server = new RawServer(counting());
        ModelClient client =
            open(
                spec(server.url(), "serverId", "llm", "headers", Map.of("X-Tenant", "hush")),
                cache(CacheSettings.Mode.READ_WRITE))) {
      client.complete(request("What is \"x\"?\n\u0001é😀", 7)).join();
      try (Stream<Path> files = Files.walk(folder)) {
        Path file = files.filter(f -> f.toString().endsWith(".rec")).findFirst().orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("canary", "hush");
        CallRecord record = CallRecord.of(bytes).orElseThrow();
        JsonNode asked = new ObjectMapper().readTree(record.request());
        assertThat(asked.path("messages").path(0).path("content").asText())
            .isEqualTo("What is \"x\"?\n\u0001é😀");
        assertThat(asked.path("index").asInt()).isEqualTo(7);
        assertThat(asked.path("endpoint").path("baseUrl").asText()).isEqualTo(server.url());
        assertThat(new String(record.raw(), StandardCharsets.UTF_8))
            .startsWith("{\"choices\"")
            .contains("answer 1");
      }
    }
  }

  @Test
  void everyPartOfARequestChangesItsText() {
    RequestJson json = new RequestJson(Map.of("baseUrl", "http://a", "type", "openai"));
    List<String> texts = new ArrayList<>();
    texts.add(json.of(request("q", 0)));
    texts.add(json.of(request("q", 1)));
    texts.add(json.of(request("q\",\"", 0)));
    texts.add(new RequestJson(Map.of("baseUrl", "http://b", "type", "openai")).of(request("q", 0)));
    for (ModelSpec.Sampling sampling :
        List.of(
            new ModelSpec.Sampling(0.71, 1024, null, List.of()),
            new ModelSpec.Sampling(0.7, 1023, null, List.of()),
            new ModelSpec.Sampling(0.7, 1024, 0.9, List.of()),
            new ModelSpec.Sampling(0.7, 1024, null, List.of("a", "b")),
            new ModelSpec.Sampling(0.7, 1024, null, List.of("a\",\"b")))) {
      CompletionRequest base = request("q", 0);
      texts.add(
          json.of(
              new CompletionRequest(Calls.model(sampling), base.prompt(), 0, 0, base.context())));
    }
    CompletionRequest base = request("q", 0);
    texts.add(json.of(new CompletionRequest(MODEL, "q", 1, 0, base.context())));
    assertThat(texts).doesNotHaveDuplicates();
    assertThat(
            json.of(
                new CompletionRequest(
                    MODEL,
                    "q",
                    0,
                    0,
                    new CompletionRequest.Context("other", "fuser", List.of("x")))))
        .as("where a prompt comes from does not change it")
        .isEqualTo(texts.get(0));
  }

  @ParameterizedTest
  @EnumSource(Completion.Finish.class)
  void completionSurvivesTheRoundTrip(Completion.Finish finish) {
    for (Completion completion :
        List.of(
            new Completion("é\0\"\n", null, Completion.UNKNOWN, 3, 0.1 + 0.2, finish),
            new Completion("", "thought", 0, Completion.UNKNOWN, 0, finish))) {
      assertThat(RequestJson.completion(RequestJson.completion(completion))).contains(completion);
    }
    for (String broken : List.of("", "null", "{}", "[]", "{\"text\":null}", "{\"text\":1,")) {
      assertThat(RequestJson.completion(broken)).isEmpty();
    }
  }

  @Test
  void cassetteReplaysWithoutAServerAndAMissIsFatal() throws IOException {
    ProviderSpec live;
    Completion recorded;
    try (RawServer server = new RawServer(counting())) {
      live = spec(server.url(), "concurrency", 2);
      try (ModelClient client = open(live, cache(CacheSettings.Mode.READ_WRITE))) {
        recorded = client.complete(request("q", 0)).join();
      }
    }
    Map<String, Object> options = new LinkedHashMap<>(live.options());
    options.put("cassette", "cache");
    try (ModelClient replay = open(new ProviderSpec("p", "replay", options), CacheSettings.off())) {
      assertThat(replay.complete(request("q", 0)).join()).isEqualTo(recorded);
      assertThatThrownBy(() -> replay.complete(request("q", 1)).join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              ModelCallException.class, failure -> assertThat(failure.fatal()).isTrue())
          .hasMessageContaining("does not hold call")
          .hasMessageContaining("replicate 0, index 1");
      assertThat(replay.statistics().orElseThrow().cacheHits()).isEqualTo(1);
      assertThat(replay.statistics().orElseThrow().transport())
          .isEqualTo(ProviderStatistics.Transport.NONE);
    }
    options.put("cassette", "nowhere");
    assertThatThrownBy(() -> open(new ProviderSpec("p", "replay", options), CacheSettings.off()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cassette is \"nowhere\", expected a folder with recorded calls");
    assertThat(new ReplayProvider().remote(live)).isFalse();
  }
}
