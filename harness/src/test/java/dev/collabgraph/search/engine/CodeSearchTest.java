package dev.collabgraph.search.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.testing.ChatServer;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search over programs: answers come over HTTP, verdicts from the sandbox. */
@RequiresTool({Tool.BWRAP, Tool.PYTHON3})
class CodeSearchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private ChatServer server;
  private final AtomicLong asked = new AtomicLong();

  @BeforeEach
  void start() throws IOException {
    server = new ChatServer((model, prompt) -> reply(model));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String reply(String model) {
    asked.incrementAndGet();
    return "```python\ndef add(a, b):\n    return a %s b\n```"
        .formatted(model.equals("good") ? "+" : "-");
  }

  private SearchResult search(String name, int threads, Map<String, String> overrides)
      throws IOException {
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      tasks
          .append(
              JSON.createObjectNode()
                  .put("task_id", "own/" + i)
                  .put("prompt", "def add(a, b):\n    \"\"\"Sum, number " + i + ".\"\"\"\n")
                  .put("canonical_solution", "    return a + b\n")
                  .put(
                      "test",
                      "def check(candidate):\n    assert candidate(" + i + ", 2) == " + (i + 2))
                  .put("entry_point", "add"))
          .append('\n');
    }
    Files.writeString(directory.resolve("tasks.jsonl"), tasks);
    String yaml =
        """
        suite: programs
        tasks: {format: humaneval, path: tasks.jsonl, inputTokens: 50, outputTokens: 50}
        splits: {search: 3, validation: 3, test: 3}
        scorer: {type: code, timeoutSeconds: 60}
        providers: {local: {type: openai, baseUrl: "%s"}}
        models:
          - {id: bad, name: bad, provider: local, params: 1.0e9, layers: 16, hidden: 2048}
          - {id: good, name: good, provider: local, params: 2.0e9, layers: 16, hidden: 2048}
        search: {strategy: random, budget: {metric: flops, units: 4}, iterations: 2, graphsPerIteration: 3, tasksPerGraph: 3, finalists: 2}
        """
            .formatted(server.url());
    return Search.run(
        Suites.load(directory, yaml, overrides),
        SearchRuntime.of(directory.resolve(name), directory).withThreads(threads));
  }

  @Test
  void programsDecideAndTheTierIsRecorded() throws IOException {
    SearchResult one = search("one", 1, Map.of());
    assertThat(one.winner().test().score()).isEqualTo(1);
    assertThat(one.winner().graph().nodes())
        .last()
        .satisfies(sink -> assertThat(sink.model()).isEqualTo("good"));
    assertThat(one.run().failures()).isZero();
    assertThat(Files.readString(directory.resolve("one/trials.jsonl")))
        .contains("\"reasons\":[\"failed: AssertionError");
    assertThat(one.run().scoring()).containsEntry("sandbox", "bubblewrap").containsKey("python");
    assertThat(one.settings().roles()).noneMatch(role -> role.name().equals("vote"));
    SearchResult four = search("four", 4, Map.of());
    assertThat(four.winner().graph()).isEqualTo(one.winner().graph());
    assertThat(four.winner().test()).isEqualTo(one.winner().test());
    assertThat(four.history()).isEqualTo(one.history());
    assertThat(four.bill()).isEqualTo(one.bill());
  }

  @Test
  void withoutASandboxNothingIsSpent() {
    assertThatThrownBy(() -> search("none", 2, Map.of("scorer.sandbox", "/no/such/container run")))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("nothing here confines them: container: ")
        .hasMessageContaining("/no/such/container run python3 -c 1");
    assertThat(asked.get()).isZero();
  }
}
