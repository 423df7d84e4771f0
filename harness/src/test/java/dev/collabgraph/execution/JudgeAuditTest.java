package dev.collabgraph.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.suite.ScorerAudit;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteException;
import dev.collabgraph.suite.SuiteLoader;
import dev.collabgraph.suite.scoring.AskingScorer;
import dev.collabgraph.suite.scoring.Scorers;
import dev.collabgraph.testing.ChatServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scorer that asks a model, held against labelled answers over HTTP. */
class JudgeAuditTest {
  /** What one call costs at 10 and 20 dollars for a million tokens. */
  private static final double EACH = (ChatServer.INPUT * 10 + ChatServer.OUTPUT * 20) / 1e6;

  @TempDir Path directory;
  private final AtomicLong asked = new AtomicLong();
  private ChatServer server;
  private boolean refusing;

  @BeforeEach
  void start() throws IOException {
    server = new ChatServer((model, prompt) -> reply(prompt));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Right is what says "leak"; "mumble" is graded unreadably, "stutter" once. */
  private String reply(String prompt) {
    if (!prompt.startsWith("You grade one answer")) {
      return "yes"; // asked for a token before the audit
    }
    if (refusing) {
      return null;
    }
    asked.incrementAndGet();
    String answer = prompt.substring(prompt.lastIndexOf(" answer\n"), prompt.lastIndexOf(" end"));
    boolean again = prompt.contains("Your last reply was not");
    if (answer.contains("mumble") || answer.contains("stutter") && !again) {
      return "Well.";
    }
    return answer.contains("leak")
        ? "{\"reason\": \"names the leak\", \"verdict\": \"right\"}"
        : "{\"reason\": \"no cause\", \"verdict\": \"wrong\"}";
  }

  private SuiteDefinition suite(Map<String, String> overrides) throws IOException {
    Files.writeString(
        directory.resolve("tasks.jsonl"), "{\"question\": \"q\", \"answer\": \"a\"}\n");
    String yaml =
        """
        suite: support
        tasks: {format: jsonl, path: tasks.jsonl, inputTokens: 50, outputTokens: 50}
        splits: {search: 1, validation: 0, test: 0}
        scorer: {type: judge, rubric: "It names the cause.", model: {id: grader, provider: local, price: {input: 10, output: 20}}}
        providers: {local: {type: openai, baseUrl: "%s"}}
        models: [{id: a, provider: local, params: 1.0e9, layers: 16, hidden: 2048}]
        search: {strategy: random, budget: {metric: calls, units: 2}}
        """
            .formatted(server.url());
    Path file = Files.writeString(directory.resolve("support.yaml"), yaml);
    return SuiteLoader.load(file, new TreeMap<>(overrides));
  }

  private JudgeAudit.Outcome audit(String cases, String... set) throws IOException {
    Map<String, String> overrides = new TreeMap<>();
    for (int i = 0; i < set.length; i += 2) {
      overrides.put(set[i], set[i + 1]);
    }
    SuiteDefinition suite = suite(overrides);
    AskingScorer scorer = (AskingScorer) Scorers.create(suite.scorer(), directory);
    Path input = Files.writeString(directory.resolve("cases.jsonl"), cases);
    return JudgeAudit.run(
        scorer,
        suite,
        new Context(directory),
        new ScorerAudit.Options(1, input, directory.resolve("judged.jsonl")),
        () -> false);
  }

  private record Context(Path baseDirectory) implements ModelProvider.Context {
    @Override
    public Optional<Secret> secret(String serverId) {
      return Optional.empty();
    }
  }

  private static String line(String pred, String label, String kind) {
    return "{\"question\": \"Why?\", \"gold\": \"a leak\", \"pred\": \"%s\", \"expected\": %s, \"kind\": \"%s\"}\n"
        .formatted(pred, label, kind);
  }

  private List<JsonNode> judged() throws IOException {
    List<JsonNode> all = new java.util.ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("judged.jsonl"))) {
      all.add(new ObjectMapper().readTree(line));
    }
    return all;
  }

  @Test
  void agreementIsCountedByKindWithItsBill() throws IOException {
    JudgeAudit.Outcome outcome =
        audit(
            line("a leak 1", "true", "cause")
                + line("a leak 2", "true", "cause")
                + line("the leak, which is blue", "false", "style")
                + line("bad luck", "false", "cause")
                + line("stutter: rust", "false", "cause")
                + line("a drip", "true", "style")
                + line("mumble", "true", "odd")
                + line("  ", "false", "empty")
                + "{\"gold\": \"a leak\", \"pred\": \"a leak 1\", \"question\": \"Why?\", \"kind\": \"cause\"}\n");
    ScorerAudit.Summary summary = outcome.summary();
    assertThat(summary.cases()).isEqualTo(9);
    assertThat(summary.labelled()).isEqualTo(8);
    assertThat(summary.agreeing()).isEqualTo(5);
    assertThat(summary.inconclusive()).isEqualTo(1);
    assertThat(summary.firstFailure()).contains("gave no verdict twice");
    assertThat(summary.table()).isEqualTo(new ScorerAudit.Table(2, 1, 1, 3));
    assertThat(summary.table().rate().value()).isCloseTo(5 / 7.0, within(1e-12));
    assertThat(summary.table().kappa().value()).isCloseTo(5 / 12.0, within(1e-12));
    assertThat(summary.kinds().get("cause")).isEqualTo(new ScorerAudit.Counts(3, 2, 0));
    assertThat(summary.kinds().get("style")).isEqualTo(new ScorerAudit.Counts(1, 1, 2));
    assertThat(summary.disagreements()).hasSize(3);
    assertThat(judged()).hasSize(9);
    assertThat(judged().get(0).get("reason").asText()).isEqualTo("names the leak");
    assertThat(judged().get(5).get("reason").asText()).isEqualTo("no cause");
    assertThat(judged().get(6).get("verdict").isNull()).isTrue();
    assertThat(outcome.model()).isEqualTo("grader");
    assertThat(outcome.bill().calls())
        .as("an equal question is one call, an unreadable reply one more")
        .isEqualTo(asked.get())
        .isEqualTo(9);
    assertThat(outcome.bill().inputTokens()).isEqualTo(9L * ChatServer.INPUT);
    assertThat(outcome.bill().outputTokens()).isEqualTo(9L * ChatServer.OUTPUT);
    assertThat(outcome.bill().usd()).isCloseTo(9 * EACH, within(1e-12));
  }

  @Test
  void capsHoldAndWhatNoLongerFitsIsNotJudged() throws IOException {
    StringBuilder cases = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      cases.append(line("a leak " + i, "true", "cause"));
    }
    JudgeAudit.Outcome calls = audit(cases.toString(), "spend.calls", "11");
    assertThat(asked.get()).as("the last needs room for a second call").isEqualTo(10);
    assertThat(calls.summary().inconclusive()).isEqualTo(30);
    assertThat(calls.summary().firstFailure()).isEqualTo("not judged: spend.calls is used up");
    JudgeAudit.Outcome dollars = audit(cases.toString(), "spend.usd", "0.06");
    assertThat(dollars.bill().usd()).isBetween(5 * EACH, 0.06);
    assertThat(dollars.summary().firstFailure()).isEqualTo("not judged: spend.usd is used up");
    assertThat(dollars.summary().table().both()).isEqualTo(dollars.bill().calls());
  }

  @Test
  void refusedKeyStopsAtOnce() throws IOException {
    refusing = true;
    StringBuilder cases = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      cases.append(line("a leak " + i, "true", "cause"));
    }
    ScorerAudit.Summary summary = audit(cases.toString()).summary();
    assertThat(summary.inconclusive()).isEqualTo(200);
    assertThat(summary.firstFailure()).contains("401");
    assertThat(judged().get(199).get("error").asText())
        .startsWith("not judged: the provider refused for good: ");
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingIsAsked() {
    String right = line("a leak", "true", "");
    for (String wrong :
        List.of(
            "{\"question\": \"Why?\", \"gold\": \"x\"}\n",
            "{\"question\": \"Why?\", \"pred\": \"x\", \"expected\": true}\n",
            line("x", "\"maybe\"", ""),
            "{\"completion\": \"x\", \"test\": \"y\", \"expected\": true}\n")) {
      assertThatThrownBy(() -> audit(right + wrong))
          .isInstanceOf(SuiteException.class)
          .hasMessageContaining("cases.jsonl:2");
    }
    assertThatThrownBy(() -> audit(right, "scorer.model", "b"))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("expected a model of the pool: a")
        .hasMessageContaining("support.yaml");
    assertThatThrownBy(() -> audit(right, "scorer.model", "a", "spend.usd", "1"))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining("model \"a\" declares no price");
    assertThat(asked.get()).isZero();
  }
}
