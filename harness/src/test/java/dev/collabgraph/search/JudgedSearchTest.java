package dev.collabgraph.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search whose answers a model grades, over HTTP. */
class JudgedSearchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private HttpServer server;
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong gradings = new AtomicLong();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/v1/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    ObjectNode root = JSON.createObjectNode();
    if (exchange.getRequestURI().getPath().endsWith("/models")) {
      root.putArray("data");
    } else {
      String prompt = JSON.readTree(body).at("/messages/0/content").asText();
      ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
      choice.put("finish_reason", "stop");
      choice.putObject("message").put("role", "assistant").put("content", reply(prompt));
      root.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 10);
    }
    byte[] bytes = root.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Every fourth answer is first graded by a reply that cannot be read; one in eight always. */
  private String reply(String prompt) {
    if (!prompt.startsWith("You grade one answer")) {
      answers.incrementAndGet();
      return "It is " + Math.floorMod(prompt.hashCode(), 1000) + ".";
    }
    gradings.incrementAndGet();
    String answer = prompt.substring(prompt.indexOf("It is "), prompt.lastIndexOf("\n=="));
    int hash = Math.floorMod(answer.hashCode(), 16);
    boolean again = prompt.contains("Your last reply was not");
    if (hash == 0 || hash % 4 == 0 && !again) {
      return "Surely {\"verdict\": \"right\"}";
    }
    return "{\"reason\": \"so\", \"verdict\": \"" + (hash < 9 ? "right" : "wrong") + "\"}";
  }

  private String yaml(String model) throws IOException {
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      tasks.append("{\"question\": \"What is ").append(i).append("?\", \"answer\": \"x\"}\n");
    }
    Files.writeString(directory.resolve("tasks.jsonl"), tasks);
    return """
    suite: judged
    tasks: {format: jsonl, path: tasks.jsonl, inputTokens: 50, outputTokens: 50}
    splits: {search: 20, validation: 20, test: 20}
    scorer: {type: judge, rubric: "It is small.", model: %s}
    providers: {local: {type: openai, baseUrl: "http://127.0.0.1:%s/v1"}}
    models:
      - {id: a, provider: local, params: 1.0e9, layers: 16, hidden: 2048, price: {input: 1, output: 2}, maxTokens: 64}
      - {id: b, provider: local, params: 2.0e9, layers: 16, hidden: 2048, price: {input: 2, output: 4}, maxTokens: 64}
    search: {strategy: random, budget: {metric: flops, units: 6}, iterations: 2, graphsPerIteration: 3, tasksPerGraph: 5, finalists: 2}
    """
        .formatted(model, server.getAddress().getPort());
  }

  private SearchResult search(String name, String model, int threads, Map<String, String> overrides)
      throws IOException {
    return Search.run(
        Suites.load(directory, yaml(model), overrides),
        SearchRuntime.of(directory.resolve(name), directory).withThreads(threads));
  }

  @Test
  void gradingIsOnTheBillAndTheSameOnAnyNumberOfThreads() throws IOException {
    String grader = "{id: grader, provider: local, price: {input: 10, output: 20}}";
    SearchResult one = search("one", grader, 1, Map.of());
    long asked = answers.get() - 3; // each model is asked once before the search
    long graded = gradings.get();
    assertThat(graded).isGreaterThan(100);
    assertThat(one.bill().calls()).isEqualTo(asked + graded);
    assertThat(one.run().failures()).as("twice malformed is inconclusive").isPositive();
    assertThat(one.bill().usd())
        .as("the grader costs ten times a, five times b, at 100 and 10 tokens a call")
        .isGreaterThan(graded * (100 * 10 + 10 * 20) / 1e6);
    SearchResult eight = search("eight", grader, 8, Map.of());
    assertThat(eight.winner().graph()).isEqualTo(one.winner().graph());
    assertThat(eight.winner().test()).isEqualTo(one.winner().test());
    assertThat(eight.bill()).isEqualTo(one.bill());
    assertThat(eight.history()).isEqualTo(one.history());
  }

  @Test
  void modelOfThePoolGradesToo() throws IOException {
    SearchResult result = search("pool", "b", 4, Map.of());
    assertThat(result.bill().calls()).isEqualTo(answers.get() - 2 + gradings.get());
    assertThatThrownBy(() -> search("none", "c", 4, Map.of()))
        .hasMessageContaining("scorer.model is \"c\", expected a model of the pool: a, b");
  }

  @Test
  void gradingCountsAgainstTheCaps() throws IOException {
    search("calls", "b", 4, Map.of("spend.calls", "300"));
    assertThat(answers.get() + gradings.get()).isBetween(100L, 300L);
    SearchResult dollars = search("usd", "b", 4, Map.of("spend.usd", "0.2"));
    assertThat(dollars.bill().usd()).isBetween(0.01, 0.2);
    String unknown = "{id: grader, provider: local}";
    assertThatThrownBy(() -> search("price", unknown, 4, Map.of("spend.usd", "0.2")))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("model \"grader\" declares no price");
  }
}
