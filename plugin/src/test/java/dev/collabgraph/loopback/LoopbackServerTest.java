package dev.collabgraph.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final LoopbackServer server = LoopbackServer.withFourModels("a-key");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersAndCountsWhatItTold() throws Exception {
    HttpResponse<String> response = ask("a-key", "abacus-8b", 100);
    JsonNode reply = json.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(reply.at("/choices/0/message/content").asText()).contains("\nAnswer: ");
    assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(server.counts())
        .isEqualTo(
            new LoopbackServer.Counts(
                1,
                reply.at("/usage/prompt_tokens").asLong(),
                reply.at("/usage/completion_tokens").asLong(),
                0));
    assertThat(server.counts().promptTokens()).as("words and marks of the question").isEqualTo(12);
  }

  @Test
  void cutsAtTheTokenLimitAndSaysSo() throws Exception {
    JsonNode reply = json.readTree(ask("a-key", "abacus-8b", 3).body());
    assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(reply.at("/usage/completion_tokens").asInt()).isEqualTo(3);
  }

  @Test
  void refusesWrongKeysUnknownModelsAndEverythingWhileFailing() throws Exception {
    assertThat(ask("other", "abacus-8b", 9).statusCode()).isEqualTo(401);
    assertThat(ask("a-key", "abacus-9b", 9).statusCode()).isEqualTo(404);
    server.failing(true);
    assertThat(ask("a-key", "abacus-8b", 9).statusCode()).isEqualTo(500);
    server.failing(false);
    assertThat(ask("a-key", "abacus-8b", 9).statusCode()).isEqualTo(200);
    assertThat(server.counts().refusals()).isEqualTo(3);
    assertThat(server.counts().completions()).isEqualTo(1);
  }

  private HttpResponse<String> ask(String key, String model, int maxTokens)
      throws IOException, InterruptedException {
    String body =
        """
        {"model":"%s","max_tokens":%d,"seed":5,"messages":[{"role":"user",
         "content":"Emil counts 20 coins. How many coins does Emil have?"}]}
        """
            .formatted(model, maxTokens);
    return client.send(
        HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
