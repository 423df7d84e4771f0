package dev.collabgraph.search.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.search.SearchListener;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchResult.Ended;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.SearchRuntime.Resume;
import dev.collabgraph.search.engine.Search;
import dev.collabgraph.search.engine.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search with a model as agent that is cut off between the agent's replies, and goes on. */
class ResumedAgentTest {
  /** Of a round in which the agent errs once, one it is right in, and one it never is. */
  private static final String[] REPLIES = {
    "nonsense", ReplyReaderTest.STAR, ReplyReaderTest.STAR, "nonsense", "more nonsense"
  };

  @TempDir Path directory;

  /** Thrown where a process would die. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What is to happen when the agent has been heard in so many rounds. */
  private interface Fate {
    void heard(int rounds);
  }

  @ParameterizedTest
  @CsvSource({
    "agent-reinforce, 1, 9",
    "textgrad, 2, 5",
    "maao, 1, 6",
  })
  void endsAsIfItHadNotBeenCutAndAsksTheAgentNothingTwice(
      String strategy, int rounds, int iterations) throws IOException {
    String expected;
    List<String> asked;
    String transcript;
    try (ScriptedAgent server = new ScriptedAgent(REPLIES)) {
      AtomicInteger last = new AtomicInteger();
      SearchResult whole =
          search("whole", server, strategy, iterations, Resume.OFF, last::set, never());
      expected = text(whole);
      asked = server.prompts();
      transcript = transcript("whole");
      assertThat(last.get()).as("rounds in which the agent was heard").isGreaterThan(rounds);
      assertThat(whole.bill().agent().calls()).isEqualTo(asked.size());
    }

    try (ScriptedAgent server = new ScriptedAgent(REPLIES)) {
      AtomicBoolean stop = new AtomicBoolean();
      SearchResult stopped =
          search(
              "stopped",
              server,
              strategy,
              iterations,
              Resume.CONTINUE,
              heard -> stop.set(heard >= rounds),
              stop);
      assertThat(stopped.ended()).isEqualTo(Ended.SIGNAL);
      assertThat(server.prompts().size()).isPositive().isLessThan(asked.size());
      SearchResult on = goOn("stopped", server, strategy, iterations);

      assertThat(text(on)).isEqualTo(expected);
      assertThat(server.prompts()).isEqualTo(asked);
      assertThat(transcript("stopped")).isEqualTo(transcript);
    }

    try (ScriptedAgent server = new ScriptedAgent(REPLIES)) {
      Fate death =
          heard -> {
            if (heard >= rounds) {
              throw new Death();
            }
          };
      assertThatThrownBy(
              () -> search("dead", server, strategy, iterations, Resume.CONTINUE, death, never()))
          .isInstanceOf(Death.class);
      SearchResult on = goOn("dead", server, strategy, iterations);

      assertThat(text(on)).isEqualTo(expected);
      assertThat(server.prompts()).isEqualTo(asked);
      assertThat(on.run().resumedCalls()).isPositive();
      assertThat(transcript("dead")).isEqualTo(transcript);
    }
  }

  private SearchResult goOn(String folder, ScriptedAgent server, String strategy, int iterations)
      throws IOException {
    return search(folder, server, strategy, iterations, Resume.CONTINUE, heard -> {}, never());
  }

  private static AtomicBoolean never() {
    return new AtomicBoolean();
  }

  private SearchResult search(
      String folder,
      ScriptedAgent server,
      String strategy,
      int iterations,
      Resume resume,
      Fate fate,
      AtomicBoolean stop)
      throws IOException {
    String yaml =
        Suites.yaml("math", 18)
            .replace(
                "{sim: {type: simulated}}",
                "{sim: {type: simulated}, http: {type: openai, baseUrl: \"%s\"}}"
                    .formatted(server.url()))
            .replace(
                "search:\n",
                "  - {id: agent, family: a, provider: http, name: agent, params: 6.0e9, layers: 32,"
                    + " hidden: 4096, price: {input: 2, output: 1}}\nsearch:\n");
    Map<String, String> overrides = new TreeMap<>();
    overrides.put("search.strategy", strategy);
    overrides.put("search.agent", "agent");
    overrides.put("search.iterations", Integer.toString(iterations));
    overrides.put("search.graphsPerIteration", "4");
    overrides.put("search.tasksPerGraph", "4");
    overrides.put("search.finalists", "2");
    overrides.put("splits.validation", "8");
    overrides.put("splits.test", "8");
    AtomicInteger heard = new AtomicInteger();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void note(String line) {
            if (line.startsWith("Agent agent, round")) {
              fate.heard(heard.incrementAndGet());
            }
          }
        };
    Path home = Files.createDirectories(directory.resolve(folder));
    return Search.run(
        Suites.load(home, yaml, overrides),
        SearchRuntime.of(home.resolve("out"), home)
            .withThreads(2)
            .withListener(listener)
            .withCancelled(stop::get)
            .withResume(resume));
  }

  private String transcript(String folder) throws IOException {
    return Files.readString(directory.resolve(folder).resolve("out/agent.jsonl"));
  }

  /**
   * All but {@code run} and latencies of the server, which are real and so never the same twice.
   */
  private static String text(SearchResult result) {
    return List.of(
            result.status(),
            result.ended(),
            result.verdict(),
            result.winner(),
            result.baselines(),
            result.pareto(),
            result.history(),
            result.bill(),
            result.front().searched(),
            result.front().baselines())
        .toString();
  }
}
