package dev.collabgraph.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.runtime.Scripted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ChatFrontTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static HttpResponse<String> post(Fronts front, String body) {
    return send(front, "POST", "/chat/completions", body, "Content-Type", "application/json");
  }

  private static HttpResponse<String> send(
      Fronts front, String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(front.baseUrl() + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> reply) {
    try {
      return JSON.readTree(reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(reply.body(), e);
    }
  }

  private static String chat(String model, String more) {
    return "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"6*7?\"}]%s}"
        .formatted(model, more);
  }

  @Test
  void aGraphAnswersWithItsTextItsUsageAndTheAnswerInIt() throws InterruptedException {
    try (Fronts front = Fronts.answering("It is 42.")) {
      HttpResponse<String> reply = post(front, chat("sums", ""));
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.headers().firstValue("Content-Type"))
          .contains("application/json; charset=utf-8");
      JsonNode root = json(reply);
      assertThat(root.path("object").asText()).isEqualTo("chat.completion");
      assertThat(root.path("model").asText()).isEqualTo("sums");
      assertThat(root.path("id").asText()).startsWith("chatcmpl-");
      JsonNode choice = root.path("choices").path(0);
      assertThat(choice.path("message").path("role").asText()).isEqualTo("assistant");
      assertThat(choice.path("message").path("content").asText()).isEqualTo("It is 42.");
      assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
      assertThat(root.path("usage").path("prompt_tokens").asInt()).isEqualTo(30);
      assertThat(root.path("usage").path("completion_tokens").asInt()).isEqualTo(15);
      assertThat(root.path("usage").path("total_tokens").asInt()).isEqualTo(45);
      assertThat(root.path("collabgraph").path("answer").asText()).isEqualTo("42");
      assertThat(root.path("collabgraph").path("calls").asInt()).isEqualTo(3);
      ServedRequest told = front.requests().take(); // after the reply
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.calls()).isEqualTo(3);
      assertThat(told.model()).isEqualTo("sums");
    }
  }

  @Test
  void aModelIsAskedWithTheQuestionAsItCameAndTheRequestsSampling() {
    try (Fronts front = Fronts.answering("It is 42.")) {
      JsonNode root =
          json(
              post(
                  front,
                  chat(
                      "small",
                      ", \"temperature\": 0.2, \"max_completion_tokens\": 9, \"stop\": \"!\","
                          + " \"top_p\": 0.5, \"seed\": 5, \"user\": \"ann\"")));
      assertThat(root.path("choices").path(0).path("message").path("content").asText())
          .isEqualTo("It is 42.");
      assertThat(root.path("collabgraph").path("parameters_ignored").toString())
          .isEqualTo("[\"user\"]");
      var asked = front.model().asked.get(0);
      assertThat(asked.prompt()).isEqualTo("6*7?");
      assertThat(asked.replicate()).isEqualTo(5);
      assertThat(asked.model().sampling().temperature()).isEqualTo(0.2);
      assertThat(asked.model().sampling().topP()).isEqualTo(0.5);
      assertThat(asked.model().sampling().maxTokens()).isEqualTo(9);
      assertThat(asked.model().sampling().stop()).containsExactly("!");
    }
  }

  @Test
  void aGraphKeepsItsOwnSamplingAndSaysSo() {
    try (Fronts front = Fronts.answering("42")) {
      JsonNode root = json(post(front, chat("sums", ", \"temperature\": 0, \"max_tokens\": 3")));
      assertThat(root.path("collabgraph").path("parameters_ignored").toString())
          .isEqualTo("[\"temperature\",\"max_tokens\"]");
      assertThat(front.model().asked)
          .allMatch(request -> request.model().sampling().temperature() == 0.7);
    }
  }

  @Test
  void aStreamedAnswerIsTheSameTextInEvents() {
    try (Fronts front = Fronts.answering("It is\n  42, \ud83e\udd16 says.")) {
      HttpResponse<String> reply =
          post(
              front,
              chat("sums", ", \"stream\": true, \"stream_options\": {\"include_usage\": true}"));
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.headers().firstValue("Content-Type"))
          .contains("text/event-stream; charset=utf-8");
      String[] events = reply.body().split("\n\n");
      assertThat(events[events.length - 1]).isEqualTo("data: [DONE]");
      StringBuilder text = new StringBuilder();
      String finish = null;
      int total = 0;
      for (int i = 0; i < events.length - 1; i++) {
        JsonNode event = parse(events[i].substring("data: ".length()));
        assertThat(event.path("object").asText()).isEqualTo("chat.completion.chunk");
        JsonNode choice = event.path("choices").path(0);
        text.append(choice.path("delta").path("content").asText(""));
        finish = choice.hasNonNull("finish_reason") ? choice.get("finish_reason").asText() : finish;
        total += event.path("usage").path("total_tokens").asInt(0);
      }
      assertThat(text.toString()).isEqualTo("It is\n  42, \ud83e\udd16 says.");
      assertThat(finish).isEqualTo("stop");
      assertThat(total).isEqualTo(45);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  @Test
  void usageThatAModelDidNotTellIsLeftOut() {
    Scripted silent =
        Scripted.of(
            request ->
                CompletableFuture.completedFuture(
                    new Completion("42", null, -1, -1, 0, Completion.Finish.LENGTH)));
    try (Fronts front = Fronts.of(silent, FrontSettings.onPort(0))) {
      JsonNode root = json(post(front, chat("small", "")));
      assertThat(root.has("usage")).isFalse();
      assertThat(root.path("choices").path(0).path("finish_reason").asText()).isEqualTo("length");
    }
  }

  private static final String CONVERSATION =
      """
      {"model": "small", "messages": [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "1+1?"},
        {"role": "assistant", "content": "2"},
        {"role": "user", "content": [{"type": "text", "text": "And "}, {"type": "text", "text": "2+2?"}]}]}
      """;

  @Test
  void ofSeveralMessagesTheLastIsTheQuestionAndTheReplyCountsTheOthers() {
    try (Fronts front = Fronts.answering("4")) {
      JsonNode root = json(post(front, CONVERSATION));
      assertThat(front.model().asked.get(0).prompt()).isEqualTo("And 2+2?");
      assertThat(root.path("collabgraph").path("messages_left_out").asInt()).isEqualTo(3);
    }
  }

  @Test
  void onDemandAllMessagesAreAskedAsATranscript() {
    FrontSettings transcript =
        new FrontSettings(
            "localhost",
            0,
            false,
            1 << 20,
            4,
            FrontSettings.History.of("transcript"),
            Duration.ofSeconds(5));
    try (Fronts front = Fronts.of(Scripted.answering(r -> "4"), transcript)) {
      JsonNode root = json(post(front, CONVERSATION));
      assertThat(front.model().asked.get(0).prompt())
          .isEqualTo("System: Be brief.\n\nUser: 1+1?\n\nAssistant: 2\n\nUser: And 2+2?");
      assertThat(root.path("collabgraph").has("messages_left_out")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"model": "sums", | null | invalid_json | not valid JSON
          [] | null | invalid_json | must be a JSON object
          {"model": "sums", "model": "sums"} | null | invalid_json | Duplicate field
          {"messages": [{"role": "user", "content": "?"}]} | model | null | no model
          {"model": "nobody", "messages": [{"role": "user", "content": "?"}]} | model | model_not_found | There are: sums, small
          {"model": "sums"} | messages | null | one or more messages
          {"model": "sums", "messages": []} | messages | null | one or more messages
          {"model": "sums", "messages": [{"role": "tool", "content": "?"}]} | messages[0].role | null | must be system
          {"model": "sums", "messages": [{"role": "user", "content": [{"type": "image_url"}]}]} | messages[0].content | unsupported_value | parts of type text
          {"model": "sums", "messages": [{"role": "assistant", "content": "?"}]} | messages | null | role must be user
          {"model": "sums", "messages": [{"role": "user", "content": " "}]} | messages | null | not blank
          {"model": "sums", "messages": [{"role": "user", "content": "?"}], "n": 2} | n | unsupported_value | n must be 1
          {"model": "sums", "messages": [{"role": "user", "content": "?"}], "stream": "yes"} | stream | null | true or false
          {"model": "sums", "messages": [{"role": "user", "content": "?"}], "seed": -1} | seed | null | whole number
          {"model": "sums", "messages": [{"role": "user", "content": "?"}], "temperature": 3} | temperature | null | from 0 to 2
          {"model": "sums", "messages": [{"role": "user", "content": "?"}], "tools": [{}]} | tools | unsupported_parameter | not supported
          {"model": "sums", "messages": [{"role": "user", "content": "?"}], "response_format": {"type": "json_object"}} | response_format | unsupported_parameter | not supported
          """)
  void aWrongRequestIsToldWhatIsWrongAndNothingIsAsked(
      String body, String parameter, String code, String message) {
    try (Fronts front = Fronts.answering("42")) {
      HttpResponse<String> reply = post(front, body);
      assertThat(reply.statusCode()).isEqualTo(400);
      JsonNode error = json(reply).path("error");
      assertThat(error.path("message").asText()).contains(message);
      assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
      assertThat(error.path("param").asText()).isEqualTo(parameter);
      assertThat(error.path("code").asText()).isEqualTo(code);
      assertThat(front.model().asked).isEmpty();
    }
  }

  @Test
  void otherPathsAndMethodsAreRefused() {
    try (Fronts front = Fronts.answering("42")) {
      assertThat(send(front, "GET", "/completions", null).statusCode()).isEqualTo(404);
      HttpResponse<String> get = send(front, "GET", "/chat/completions", null);
      assertThat(get.statusCode()).isEqualTo(405);
      assertThat(get.headers().firstValue("Allow")).contains("POST");
      assertThat(json(get).path("error").path("code").asText()).isEqualTo("method_not_allowed");
      assertThat(send(front, "DELETE", "/models", null).statusCode()).isEqualTo(405);
      assertThat(send(front, "HEAD", "/chat/completions", null).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void theModelsAreListed() {
    try (Fronts front = Fronts.answering("42")) {
      JsonNode list = json(send(front, "GET", "/models", null));
      assertThat(list.path("object").asText()).isEqualTo("list");
      assertThat(list.path("data").findValuesAsText("id")).containsExactly("sums", "small");
      assertThat(json(send(front, "GET", "/models/small", null)).path("id").asText())
          .isEqualTo("small");
      assertThat(send(front, "GET", "/models/huge", null).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void whatAWebPageOfAnotherHostCouldSendIsRefused() {
    try (Fronts front = Fronts.answering("42")) {
      String body = chat("sums", "");
      assertThat(
              send(front, "POST", "/chat/completions", body, "Content-Type", "text/plain")
                  .statusCode())
          .isEqualTo(415);
      assertThat(
              send(
                      front,
                      "POST",
                      "/chat/completions",
                      body,
                      "Content-Type",
                      "application/json",
                      "Origin",
                      "https://evil.example")
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              raw(
                  front,
                  "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 403")
          .contains("host_not_allowed");
      assertThat(front.model().asked).isEmpty();
    }
  }

  private static String raw(Fronts front, String request) {
    URI uri = URI.create(front.baseUrl());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBodyThatIsTooLongIsRefusedHoweverItIsSent() {
    FrontSettings small =
        new FrontSettings(
            "127.0.0.1", 0, false, 2048, 4, FrontSettings.History.LAST, Duration.ofSeconds(5));
    try (Fronts front = Fronts.of(Scripted.answering(r -> "42"), small)) {
      String fits =
          chat("sums", "," + " ".repeat(2048 - chat("sums", ",\"a\":1").length()) + "\"a\":1");
      assertThat(fits).hasSize(2048);
      assertThat(post(front, fits).statusCode()).isEqualTo(200);
      HttpResponse<String> refused = post(front, fits + " ");
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(json(refused).path("error").path("message").asText()).contains("2048 bytes");
      String chunk = "1000\r\n" + " ".repeat(4096) + "\r\n0\r\n\r\n";
      assertThat(
              raw(
                  front,
                  "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                      + " application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                      + chunk))
          .startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyThatNeverComesEndsTheConnection() {
    FrontSettings hasty =
        new FrontSettings(
            "127.0.0.1", 0, false, 2048, 4, FrontSettings.History.LAST, Duration.ofMillis(200));
    try (Fronts front = Fronts.of(Scripted.answering(r -> "42"), hasty)) {
      assertThat(
              raw(
                  front,
                  "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                      + " application/json\r\nContent-Length: 100\r\n\r\n{"))
          .doesNotContain("200 OK");
      assertThat(post(front, chat("sums", "")).statusCode()).as("others go on").isEqualTo(200);
    }
  }

  @Test
  void oneRequestTooManyIsRefusedAtOnceAndThoseInFlightAreAnswered() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    CompletableFuture<Completion> later = new CompletableFuture<>();
    Scripted slow =
        Scripted.of(
            request -> {
              asked.countDown();
              return later;
            });
    FrontSettings two =
        new FrontSettings(
            "127.0.0.1", 0, false, 2048, 2, FrontSettings.History.LAST, Duration.ofSeconds(5));
    try (Fronts front = Fronts.of(slow, two)) {
      CompletableFuture<HttpResponse<String>> first =
          CompletableFuture.supplyAsync(() -> post(front, chat("small", "")));
      CompletableFuture<HttpResponse<String>> second =
          CompletableFuture.supplyAsync(() -> post(front, chat("small", "")));
      asked.await();
      HttpResponse<String> third = post(front, chat("small", ""));
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValue("Retry-After")).contains("1");
      assertThat(json(third).path("error").path("type").asText()).isEqualTo("rate_limit_error");
      assertThat(send(front, "GET", "/models", null).statusCode()).isEqualTo(200);
      later.complete(Scripted.completion("42"));
      assertThat(first.join().statusCode()).isEqualTo(200);
      assertThat(second.join().statusCode()).isEqualTo(200);
      assertThat(post(front, chat("small", "")).statusCode()).isEqualTo(200);
    }
  }

  /** 64 MiB lie beyond what the system's buffers hold. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatDoesNotTakeItsReplyKeepsNobodyFromBeingAnswered(boolean stream)
      throws IOException {
    CountDownLatch asked = new CountDownLatch(1);
    String huge = "abcdefg ".repeat(stream ? 1 << 17 : 8 << 20);
    Scripted model =
        Scripted.answering(
            request -> {
              boolean first = asked.getCount() > 0;
              asked.countDown();
              return first ? huge : "42";
            });
    FrontSettings one =
        new FrontSettings(
            "127.0.0.1", 0, false, 2048, 1, FrontSettings.History.LAST, Duration.ofSeconds(5));
    try (Fronts front = Fronts.of(model, one);
        Socket idle = new Socket()) {
      idle.setReceiveBufferSize(1024);
      URI url = URI.create(front.baseUrl());
      idle.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      String body = chat("small", stream ? ", \"stream\": true" : "");
      idle.getOutputStream()
          .write(
              ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                      + " application/json\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      assertThat(post(front, chat("small", "")).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"sums,false", "sums,true", "small,false", "small,true"})
  void aCallThatFailedIsAnErrorAndNeverAnAnswer(String model, boolean stream)
      throws InterruptedException {
    Scripted broken =
        Scripted.of(
            request ->
                CompletableFuture.failedFuture(
                    new ModelCallException(ModelCallException.Kind.DEADLINE, "no reply in 120 s")));
    try (Fronts front = Fronts.of(broken, FrontSettings.onPort(0))) {
      HttpResponse<String> reply = post(front, chat(model, ", \"stream\": " + stream));
      assertThat(reply.statusCode()).isEqualTo(503);
      JsonNode error = json(reply).path("error");
      assertThat(error.path("message").asText()).contains("no reply in 120 s");
      assertThat(error.path("code").asText()).isEqualTo("deadline");
      assertThat(front.requests().take().problem()).contains("no reply in 120 s");
    }
  }

  @Test
  void aDefectIsAnErrorThatTellsNothingOfTheInside() {
    Scripted defect =
        Scripted.of(
            request -> {
              throw new IllegalStateException("/home/ann/secret");
            });
    try (Fronts front = Fronts.of(defect, FrontSettings.onPort(0))) {
      HttpResponse<String> reply = post(front, chat("small", ""));
      assertThat(reply.statusCode()).isEqualTo(500);
      assertThat(reply.body()).doesNotContain("secret").contains("server_error");
    }
  }

  @Test
  void aStopWaitsForTheRequestInFlightAndRefusesOthers() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Completion> later = new CompletableFuture<>();
    Scripted slow =
        Scripted.of(
            request -> {
              boolean first = asked.getCount() > 0;
              asked.countDown();
              return first ? later : CompletableFuture.completedFuture(Scripted.completion("7"));
            });
    Fronts front = Fronts.of(slow, FrontSettings.onPort(0));
    CompletableFuture<HttpResponse<String>> running =
        CompletableFuture.supplyAsync(() -> post(front, chat("small", "")));
    asked.await();
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(front::close);
    HttpResponse<String> refused = post(front, chat("small", ""));
    while (refused.statusCode() == 200) { // the stop has not begun yet
      refused = post(front, chat("small", ""));
    }
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("The front is stopping.");
    CompletableFuture<Void> again = CompletableFuture.runAsync(front::close);
    assertThatThrownBy(() -> again.get(200, TimeUnit.MILLISECONDS))
        .as("a second stop does not cut short what the first waits for")
        .isInstanceOf(TimeoutException.class);
    later.complete(Scripted.completion("42"));
    assertThat(running.join().statusCode()).isEqualTo(200);
    stopped.join();
    again.join();
    assertThatThrownBy(() -> post(front, chat("small", "")))
        .isInstanceOf(UncheckedIOException.class);
    front.close();
  }

  @Test
  void anAddressThatOthersReachIsRefusedUnlessItIsMeant() {
    FrontSettings open =
        new FrontSettings(
            "0.0.0.0", 0, false, 2048, 2, FrontSettings.History.LAST, Duration.ofSeconds(5));
    assertThatThrownBy(() -> Fronts.of(Scripted.answering(r -> ""), open))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("serve.address is 0.0.0.0, expected a loopback address")
        .hasMessageContaining("at your expense")
        .hasMessageContaining("-Dcollabgraph.serve.allowRemote=true");
    FrontSettings meant =
        new FrontSettings(
            "0.0.0.0", 0, true, 2048, 2, FrontSettings.History.LAST, Duration.ofSeconds(5));
    try (Fronts front = Fronts.of(Scripted.answering(r -> "42"), meant)) {
      assertThat(post(front, chat("sums", "")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPortThatIsTakenIsNamedWithAWayOut() {
    try (Fronts front = Fronts.answering("42")) {
      int port = URI.create(front.baseUrl()).getPort();
      assertThatThrownBy(() -> Fronts.of(Scripted.answering(r -> ""), FrontSettings.onPort(port)))
          .hasMessageContaining("Cannot listen on 127.0.0.1:" + port)
          .hasMessageContaining("-Dcollabgraph.serve.port=0");
    }
  }

  @Test
  void twoModelsOfOneIdAreRefused() {
    ServedModel one = Fronts.models(Scripted.answering(r -> "")).get(0);
    assertThatThrownBy(
            () -> ChatFront.start(FrontSettings.onPort(0), List.of(one, one), request -> {}))
        .hasMessageContaining("Two served models have the id \"sums\"");
  }
}
