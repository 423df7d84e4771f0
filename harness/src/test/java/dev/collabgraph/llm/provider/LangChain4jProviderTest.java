package dev.collabgraph.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.ProviderStatistics.Transport;
import dev.collabgraph.llm.transport.Calls;
import dev.collabgraph.llm.transport.HttpProvider;
import dev.collabgraph.llm.transport.RawServer;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LangChain4jProviderTest {
  private static final String OPENAI = "dev.langchain4j.model.openai.OpenAiChatModel";
  private static final LangChain4jProvider PROVIDER = new LangChain4jProvider();

  /** A model as another library would bring it, with a transport of its own. */
  public static final class Own implements ChatModel {
    private final Builder built;

    private Own(Builder built) {
      this.built = built;
    }

    public static Builder builder() {
      return new Builder();
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
      return ChatResponse.builder()
          .aiMessage(
              AiMessage.from(
                  "%s %s %s %s %s %s"
                      .formatted(
                          built.timeout,
                          built.strict,
                          built.mood,
                          built.labels,
                          built.key,
                          request.modelName())))
          .build();
    }

    /** What can be chosen. */
    public enum Mood {
      CALM,
      BOLD
    }

    /** Its builder. */
    public static final class Builder {
      private Duration timeout;
      private boolean strict;
      private Mood mood;
      private Map<String, String> labels;
      private String key;

      public Builder timeout(Duration value) {
        timeout = value;
        return this;
      }

      public void strict(boolean value) {
        strict = value;
      }

      public Builder mood(Mood value) {
        mood = value;
        return this;
      }

      public Builder labels(Map<String, String> value) {
        labels = value;
        return this;
      }

      public Builder apiKey(String value) {
        key = value;
        return this;
      }

      public Builder listener(Runnable value) {
        throw new AssertionError("a suite file cannot write " + value);
      }

      public Own build() {
        if (mood == null) {
          throw new IllegalArgumentException("mood cannot be null");
        }
        return new Own(this);
      }
    }
  }

  /** No builder. */
  public static final class Bare implements ChatModel {}

  private static ProviderSpec spec(String type, Map<String, ?> options, Object... more) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("class", type);
    all.put("options", options);
    for (int i = 0; i < more.length; i += 2) {
      all.put((String) more[i], more[i + 1]);
    }
    return new ProviderSpec("p", "langchain4j", all);
  }

  private static ModelClient open(ProviderSpec spec) {
    return PROVIDER.open(spec, List.of(Calls.model(ModelSpec.Sampling.defaults())), Calls.CONTEXT);
  }

  private static ModelClient open(String type, Map<String, ?> options, Object... more) {
    return open(spec(type, options, more));
  }

  @Test
  void aBuilderThatTakesAnHttpClientGetsOurTransportAndTheKey() throws Exception {
    try (RawServer server =
            new RawServer(
                RawServer.inTurn(
                    RawServer.reply(503, "Retry-After: 0\r\n", "{}"), RawServer.completion("4")));
        ModelClient client =
            open(
                OPENAI,
                Map.of("baseUrl", server.url(), "user", "ann", "strictTools", false),
                "serverId",
                "llm",
                HttpProvider.MODEL_CHECK,
                false)) {
      Completion completion = client.complete(Calls.request("2 + 2?", 0)).join();
      assertThat(completion.text()).isEqualTo("4");
      assertThat(completion.inputTokens()).isEqualTo(11);
      assertThat(completion.outputTokens()).isEqualTo(7);
      assertThat(server.requests()).as("our transport tries again").hasSize(2);
      RawServer.Request request = server.requests().get(1);
      assertThat(request.hasHeader("Authorization", "Bearer " + Calls.KEY.reveal())).isTrue();
      JsonNode body = new ObjectMapper().readTree(request.body());
      assertThat(body.path("model").asText()).isEqualTo("some-model");
      assertThat(body.path("user").asText()).isEqualTo("ann");
      assertThat(body.path("temperature").asDouble()).isEqualTo(0.7);
      assertThat(client.statistics().orElseThrow().attempts()).isEqualTo(2);
      assertThat(client.statistics().orElseThrow().transport()).isEqualTo(Transport.COLLABGRAPH);
    }
  }

  @Test
  void anErrorShowsNoKey() throws Exception {
    try (RawServer server =
            new RawServer(
                RawServer.reply(401, "", "{\"error\": \"bad key " + Calls.KEY.reveal() + "\"}"));
        ModelClient client =
            open(OPENAI, Map.of("baseUrl", server.url()), "apiKeyEnv", "LLM_KEY")) {
      ModelCallException failure = Calls.failure(client);
      assertThat(failure.fatal()).isTrue();
      assertThat(failure).hasMessageNotContaining(Calls.KEY.reveal()).hasMessageContaining("401");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anyOtherKeepsItsTransportAndOptionsAreOfTheBuildersTypes() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("timeout", 1.5);
    options.put("strict", true);
    options.put("mood", "bold");
    options.put("labels", Map.of("team", "search"));
    try (ModelClient client = open(Own.class.getName(), options, "serverId", "llm")) {
      assertThat(client.complete(Calls.request("?", 0)).join().text())
          .isEqualTo("PT1.5S true BOLD {team=search} " + Calls.KEY.reveal() + " some-model");
      assertThat(client.statistics().orElseThrow().transport()).isEqualTo(Transport.LANGCHAIN4J);
    }
  }

  @Test
  void wrongOptionsAreNamedWithWhatWouldDo() {
    refused(Own.class.getName(), Map.of("timeot", 1))
        .hasMessageContaining("unknown option \"timeot\" of Own. Did you mean \"timeout\"?")
        .hasMessageContaining("Known: labels, mood, strict, timeout.");
    refused(Own.class.getName(), Map.of("mood", "wild"))
        .hasMessageContaining("options.mood is \"wild\", expected one of CALM, BOLD.");
    refused(Own.class.getName(), Map.of("strict", "yes"))
        .hasMessageContaining("options.strict is \"yes\", expected true or false.");
    refused(Own.class.getName(), Map.of("apiKey", "sk-123"))
        .hasMessageContaining("does not belong into a suite")
        .hasMessageContaining("serverId");
    refused(Own.class.getName(), Map.of("strict", true))
        .hasMessageContaining("Own refuses its options (build): mood cannot be null");
    refused(OPENAI, Map.of("seed", 1.5)).hasMessageContaining("expected a whole number");
    refused(OPENAI, Map.of("maxRetries", 1)).hasMessageContaining("use retries beside options");
    assertThatThrownBy(() -> open(Own.class.getName(), Map.of("mood", "CALM"), "retries", 2))
        .hasMessageContaining("retries has no effect")
        .hasMessageContaining("keeps its own transport");
    assertThatThrownBy(
            () -> open(spec(OPENAI, Map.of("baseUrl", "http://llm.example/v1"), "serverId", "llm")))
        .hasMessageContaining("would go unencrypted to llm.example");
  }

  @Test
  void wrongClassesAreNamedWithWhatWouldDo() {
    refused("dev.langchain4j.model.mistralai.Mistral", Map.of())
        .hasMessageContaining("there is no class dev.langchain4j.model.mistralai.Mistral")
        .hasMessageContaining("plugin's dependencies");
    refused("java.lang.String", Map.of()).hasMessageContaining("is no dev.langchain4j");
    refused(Bare.class.getName(), Map.of()).hasMessageContaining("no static method builder()");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      String type, Map<String, ?> options) {
    return assertThatThrownBy(() -> open(type, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Provider \"p\": ");
  }

  @Test
  void onlyABaseUrlOnThisMachineIsLocal() {
    assertThat(PROVIDER.remote(spec(OPENAI, Map.of()))).isTrue();
    assertThat(PROVIDER.remote(spec(OPENAI, Map.of("baseUrl", "https://llm.example/v1")))).isTrue();
    assertThat(PROVIDER.remote(spec(OPENAI, Map.of("baseUrl", "http://127.0.0.1:9/v1")))).isFalse();
  }

  @Test
  void theCacheTellsModelsOfOtherClassesAndOptionsApart() {
    assertThat(PROVIDER.cacheIdentity(spec(OPENAI, Map.of("seed", 1))))
        .isNotEqualTo(PROVIDER.cacheIdentity(spec(OPENAI, Map.of("seed", 2))))
        .isEqualTo(PROVIDER.cacheIdentity(spec(OPENAI, Map.of("seed", 1), "serverId", "llm")));
    assertThat(PROVIDER.cacheIdentity(spec(OPENAI, Map.of())).orElseThrow())
        .containsEntry("class", OPENAI);
  }
}
