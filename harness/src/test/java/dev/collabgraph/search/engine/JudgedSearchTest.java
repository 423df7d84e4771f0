package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.search.SearchException;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.testing.ChatServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search whose answers a model grades, over HTTP. */
class JudgedSearchTest {
  @TempDir Path directory;
  private ChatServer server;
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong gradings = new AtomicLong();

  @BeforeEach
  void start() throws IOException {
    server = new ChatServer((model, prompt) -> reply(prompt));
  }

  @AfterEach
  void stop() {
    server.close();
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
    providers: {local: {type: openai, baseUrl: "%s"}}
    models:
      - {id: a, provider: local, params: 1.0e9, layers: 16, hidden: 2048, price: {input: 1, output: 2}, maxTokens: 64}
      - {id: b, provider: local, params: 2.0e9, layers: 16, hidden: 2048, price: {input: 2, output: 4}, maxTokens: 64}
    search: {strategy: random, budget: {metric: flops, units: 6}, iterations: 2, graphsPerIteration: 3, tasksPerGraph: 5, finalists: 2}
    """
        .formatted(model, server.url());
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
    reasonsAreKept();
    SearchResult eight = search("eight", grader, 8, Map.of());
    assertThat(eight.winner().graph()).isEqualTo(one.winner().graph());
    assertThat(eight.winner().test()).isEqualTo(one.winner().test());
    assertThat(eight.bill()).isEqualTo(one.bill());
    assertThat(eight.history()).isEqualTo(one.history());
  }

  private void reasonsAreKept() throws IOException {
    int explained = 0;
    for (String line : Files.readAllLines(directory.resolve("one/trials.jsonl"))) {
      JsonNode trial = new ObjectMapper().readTree(line);
      for (int i = 0; i < trial.path("scores").size(); i++) {
        boolean wrong =
            trial.path("scores").get(i).isNumber() && trial.path("scores").get(i).asInt() == 0;
        assertThat(trial.path("reasons").path(i).asText("")).isEqualTo(wrong ? "so" : "");
        explained += wrong ? 1 : 0;
      }
    }
    assertThat(explained).isPositive();
    String traces = Files.readString(directory.resolve("one/traces/finalist-1.txt"));
    assertThat(traces).contains("  because \"so\"").contains("  judge by grader: ");
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
