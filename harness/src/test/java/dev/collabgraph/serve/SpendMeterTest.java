package dev.collabgraph.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.runtime.AskableGraph;
import dev.collabgraph.runtime.Graphs;
import dev.collabgraph.runtime.Scripted;
import dev.collabgraph.suite.SuiteDefinition.Spend;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.Task;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SpendMeterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ModelSpec FREE =
      Graphs.voteOfThree("openai", "{}").models().get(0); // declares no price

  private static ModelSpec priced(int maxTokens) {
    return new ModelSpec(
        FREE.id(),
        FREE.family(),
        FREE.provider(),
        FREE.name(),
        FREE.architecture(),
        new ModelSpec.Price(1e6, 2e6), // a dollar a token in, two out
        new ModelSpec.Sampling(0.7, maxTokens, null, List.of()),
        FREE.rank());
  }

  private static ModelClient around(SpendMeter meter, ModelClient client) {
    return meter.around(Map.of(FREE.provider(), client)).get(FREE.provider());
  }

  private static CompletableFuture<Completion> ask(ModelClient client, ModelSpec model) {
    return client.complete(
        new CompletionRequest(
            model,
            "6*7?",
            0,
            0,
            new CompletionRequest.Context("question", "assistant", List.of())));
  }

  @Test
  void withoutCapsTheClientsStayWhatTheyAre() {
    Map<String, ModelClient> clients = Map.of("local", Scripted.answering(request -> "42"));
    SpendMeter none = SpendMeter.of("sums", new Spend(null, null, 5.0), List.of(FREE));
    assertThat(none.capped()).isFalse();
    assertThat(none.around(clients)).isSameAs(clients);
  }

  @Test
  void noCallIsMadeBeyondTheCapHoweverManyThreadsAsk() {
    Scripted model = Scripted.answering(request -> "42");
    SpendMeter meter = SpendMeter.of("sums", new Spend(100L, null, null), List.of(FREE));
    ModelClient client = around(meter, model);
    long refused =
        IntStream.range(0, 1_000)
            .parallel()
            .filter(i -> ask(client, FREE).isCompletedExceptionally())
            .count();
    assertThat(refused).isEqualTo(900);
    assertThat(model.asked).hasSize(100);
    assertThat(meter.used()).isEqualTo("100 calls of 100");
  }

  /** Prompt of 4 bytes and at most 3 tokens back: 10 dollars at most; 10 and 5 tokens are told. */
  @Test
  void dollarsAreTakenAtTheirMostAndSettledByWhatWasUsed() {
    List<CompletableFuture<Completion>> replies = new ArrayList<>();
    Scripted slow =
        Scripted.of(
            request -> {
              replies.add(new CompletableFuture<>());
              return replies.get(replies.size() - 1);
            });
    ModelSpec model = priced(3);
    SpendMeter meter = SpendMeter.of("sums", new Spend(null, 25.0, null), List.of(model));
    ModelClient client = around(meter, slow);
    ask(client, model);
    ask(client, model);
    assertThatThrownBy(() -> ask(client, model).join())
        .as("two calls in flight could use 20 of 25 dollars")
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ModelCallException.class,
            e -> assertThat(e.kind()).isEqualTo(ModelCallException.Kind.FATAL))
        .hasMessageContaining("spend.usd is 25.0")
        .hasMessageContaining("-Dcollabgraph.set.spend.usd=50.0");
    replies.get(0).complete(new Completion("42", null, 2, 1, 0.1, Completion.Finish.STOP));
    assertThat(meter.used()).isEqualTo("2 calls, 14.0000 of 25.0 US dollars");
    ask(client, model);
    assertThat(slow.asked).hasSize(3);
    replies.get(1).completeExceptionally(new IllegalStateException("gone"));
    replies.get(2).complete(new Completion("42", null, -1, -1, 0.1, Completion.Finish.STOP));
    assertThat(meter.used())
        .as("a call that failed or does not tell is taken to have used all it could")
        .isEqualTo("3 calls, 24.0000 of 25.0 US dollars");
  }

  @Test
  void anUnknownPriceIsNotNothing() {
    assertThatThrownBy(() -> SpendMeter.of("sums", new Spend(null, 1.0, null), List.of(FREE)))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("declares no price, and an unknown price is not 0");
    SpendMeter meter = SpendMeter.of("sums", new Spend(null, 1.0, null), List.of());
    Scripted model = Scripted.answering(request -> "42");
    assertThat(ask(around(meter, model), FREE)).isCompletedExceptionally();
    assertThat(model.asked).isEmpty();
  }

  @Test
  void aClientIsToldInOpenAisShapeAndAskedNotToRetry() throws Exception {
    Scripted model = Scripted.answering(request -> "42");
    GraphDocument document = Graphs.voteOfThree("openai", "{}");
    SpendMeter meter = SpendMeter.of("sums", new Spend(5L, null, null), document.models());
    Map<String, ModelClient> clients =
        meter.around(Map.of(document.models().get(0).provider(), model));
    BlockingQueue<ServedRequest> requests = new LinkedBlockingQueue<>();
    ServedModel graph = ServedModel.graph("sums", AskableGraph.of(document, clients), this::task);
    ServedModel small = ServedModel.model(FREE, clients.get(FREE.provider()), this::task);
    try (ChatFront front =
        ChatFront.start(FrontSettings.onPort(0), List.of(graph, small), meter, requests::add)) {
      assertThat(post(front, "sums").statusCode()).isEqualTo(200);
      HttpResponse<String> refused = post(front, "sums");
      assertThat(model.asked).as("three of five calls are used, three more do not fit").hasSize(3);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
      JsonNode error = JSON.readTree(refused.body()).path("error");
      assertThat(error.path("type").asText()).isEqualTo("insufficient_quota");
      assertThat(error.path("code").asText()).isEqualTo("insufficient_quota");
      assertThat(error.path("message").asText())
          .isEqualTo(
              "The spend of suite \"sums\" is used up: spend.calls is 5, and the next call would not fit. Start the front again, or raise the cap: -Dcollabgraph.set.spend.calls=10");
      assertThat(post(front, "small").statusCode()).isEqualTo(200);
      assertThat(post(front, "small").statusCode()).isEqualTo(200);
      assertThat(post(front, "small").statusCode()).isEqualTo(429);
      assertThat(model.asked).hasSize(5);
    }
    List<ServedRequest> told = new ArrayList<>();
    while (told.size() < 5) {
      told.add(requests.take()); // each on its own thread, after the reply
    }
    assertThat(told)
        .extracting(ServedRequest::status)
        .containsExactlyInAnyOrder(200, 200, 200, 429, 429);
    assertThat(told)
        .filteredOn(request -> request.status() == 429)
        .allMatch(request -> request.problem().contains("is used up"));
  }

  /** A call of a graph finds no room: the client hears of the cap, not of a missing answer. */
  @Test
  void aGraphWhoseCallDoesNotFitSaysSo() throws Exception {
    Scripted model = Scripted.answering(request -> "42");
    GraphDocument document = Graphs.voteOfThree("openai", "{}");
    SpendMeter meter = SpendMeter.of("sums", new Spend(null, 1e-9, null), List.of());
    Map<String, ModelClient> clients =
        meter.around(Map.of(document.models().get(0).provider(), model));
    try (ChatFront front =
        ChatFront.start(
            FrontSettings.onPort(0),
            List.of(ServedModel.graph("sums", AskableGraph.of(document, clients), this::task)),
            meter,
            request -> {})) {
      HttpResponse<String> refused = post(front, "sums");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("insufficient_quota").contains("spend.usd is 1.0E-9");
      assertThat(model.asked).isEmpty();
    }
  }

  private Task task(String question) {
    return new Task("question", question, "");
  }

  private static HttpResponse<String> post(ChatFront front, String model)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(front.baseUrl() + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"6*7?\"}]}"
                        .formatted(model)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
