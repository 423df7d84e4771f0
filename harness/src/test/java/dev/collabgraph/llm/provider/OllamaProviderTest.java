package dev.collabgraph.llm.provider;

import static dev.collabgraph.llm.transport.RawServer.inTurn;
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
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.cache.Clients;
import dev.collabgraph.llm.transport.Calls;
import dev.collabgraph.llm.transport.RawServer;
import dev.collabgraph.llm.transport.TestClockwork;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OllamaProviderTest {
  private static final String ANSWER =
      "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00.123456789Z\",\"message\":{\"role\":\"assistant\","
          + "\"content\":\"four\"},\"done\":true,\"done_reason\":\"stop\",\"total_duration\":5,"
          + "\"prompt_eval_count\":26,\"eval_count\":3}";

  private static ProviderSpec spec(RawServer server, Object... options) {
    Map<String, Object> all = new LinkedHashMap<>(Calls.spec("x", options).options());
    all.put("baseUrl", "http://127.0.0.1:" + server.port());
    return new ProviderSpec("p", "ollama", all);
  }

  private static Completion complete(String body) throws IOException {
    try (RawServer server = new RawServer(reply(200, "", body));
        ModelClient client = Calls.open(new TestClockwork(), spec(server))) {
      return client.complete(Calls.request("q", 0)).join();
    }
  }

  @Test
  void requestCarriesSamplingContextAndSeed() throws IOException {
    CompletionRequest asked =
        new CompletionRequest(
            Calls.model(new ModelSpec.Sampling(0.3, 77, 0.8, List.of("END"))),
            "2 + 2?",
            1,
            2,
            new CompletionRequest.Context("t", "assistant", List.of()));
    try (RawServer server = new RawServer(reply(200, "", ANSWER));
        ModelClient client =
            Calls.open(new TestClockwork(), spec(server, "contextTokens", 8192, "think", false))) {
      Completion completion = client.complete(asked).join();
      assertThat(completion.text()).isEqualTo("four");
      assertThat(completion.inputTokens()).isEqualTo(26);
      assertThat(completion.outputTokens()).isEqualTo(3);
      assertThat(completion.finish()).isEqualTo(Completion.Finish.STOP);
      assertThat(server.requests().get(0).line()).isEqualTo("POST /api/chat HTTP/1.1");
      JsonNode body = new ObjectMapper().readTree(server.requests().get(0).body());
      assertThat(body.path("model").asText()).isEqualTo("some-model");
      assertThat(body.path("stream").asBoolean(true)).isFalse();
      assertThat(body.path("think").asBoolean(true)).isFalse();
      assertThat(body.path("messages").path(0).path("content").asText()).isEqualTo("2 + 2?");
      JsonNode options = body.path("options");
      assertThat(options.path("temperature").asDouble()).isEqualTo(0.3);
      assertThat(options.path("top_p").asDouble()).isEqualTo(0.8);
      assertThat(options.path("num_predict").asInt()).isEqualTo(77);
      assertThat(options.path("num_ctx").asInt()).isEqualTo(8192);
      assertThat(options.path("seed").asInt()).isEqualTo(asked.seed());
      assertThat(options.path("stop")).extracting(JsonNode::asText).containsExactly("END");
    }
  }

  @Test
  void truncationThinkingAndMissingCountsAreTold() throws IOException {
    Completion cut = complete(ANSWER.replace("\"stop\"", "\"length\""));
    assertThat(cut.finish()).isEqualTo(Completion.Finish.LENGTH);
    Completion thought = complete(ANSWER.replace("\"content\"", "\"thinking\":\"hm\",\"content\""));
    assertThat(thought.thinking()).isEqualTo("hm");
    assertThat(thought.text()).isEqualTo("four");
    Completion tagged = complete(ANSWER.replace("four", "<think>hm</think>four"));
    assertThat(tagged.thinking()).isEqualTo("hm");
    assertThat(tagged.text()).isEqualTo("four");
    Completion unknown =
        complete(ANSWER.replace(":26", ":" + "\"many\"").replace("\"eval_count\":3", "\"x\":3"));
    assertThat(unknown.text()).isEqualTo("four");
    assertThat(unknown.inputTokens()).isEqualTo(Completion.UNKNOWN);
    assertThat(unknown.outputTokens()).isEqualTo(Completion.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"llama runner process has terminated\"}",
        "{}",
        "{\"message\":{\"role\":\"assistant\"},\"done\":true}",
        "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{}]},\"done\":true}"
      })
  void replyThatIsNoCompletionIsRepeatedOnce(String body) throws IOException {
    try (RawServer server = new RawServer(reply(200, "", body));
        ModelClient client = Calls.open(new TestClockwork(), spec(server))) {
      assertThat(Calls.failure(client).kind()).isEqualTo(Kind.MALFORMED);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void replyThatIsNotDoneAndABusyServerAreRepeated() throws IOException {
    try (RawServer server =
            new RawServer(
                inTurn(
                    reply(200, "", ANSWER.replace("true", "false")),
                    reply(503, "", "{\"error\":\"server busy, please try again\"}"),
                    reply(200, "", ANSWER)));
        ModelClient client = Calls.open(new TestClockwork(), spec(server))) {
      assertThat(client.complete(Calls.request("q", 0)).join().text()).isEqualTo("four");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void missingModelIsFatalAndHintsAtPull() throws IOException {
    try (RawServer server =
            new RawServer(reply(404, "", "{\"error\":\"model 'some-model' not found\"}"));
        ModelClient client = Calls.open(new TestClockwork(), spec(server))) {
      ModelCallException failure = Calls.failure(client);
      assertThat(failure.fatal()).isTrue();
      assertThat(failure).hasMessageContaining("Maybe run: ollama pull some-model");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"models\":[{\"name\":\"some-mode1\"}]}|model \"some-model\" is not there. Did you mean \"some-mode1\"? Maybe run: ollama pull some-model",
        "{\"models\":[]}|Maybe run: ollama pull some-model",
        "{\"models\":[{\"name\":\"some-model:latest\"}]}|",
        "{\"models\":[{\"name\":\"some-model\"}]}|",
        "{}|"
      })
  void modelsAreLookedForBeforeSpending(String list, String complaint) throws IOException {
    try (RawServer server = new RawServer(reply(200, "", list))) {
      List<ModelSpec> models = List.of(Calls.model(ModelSpec.Sampling.defaults()));
      if (complaint == null) {
        Clients.close(Clients.open(List.of(spec(server)), models, Calls.CONTEXT).values());
      } else {
        assertThatThrownBy(() -> Clients.open(List.of(spec(server)), models, Calls.CONTEXT))
            .isInstanceOf(ModelCallException.class)
            .hasMessageContaining(complaint)
            .hasMessageEndingWith("Nothing was spent.");
      }
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().get(0).line()).isEqualTo("GET /api/tags HTTP/1.1");
    }
  }
}
