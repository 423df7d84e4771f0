package dev.collabgraph.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real calls to real models; needs a platform that the binding has a build for. */
class GgufModelClientTest {
  private static final String PROMPT = "q 12+7-5\na ";
  private static ModelClient client;

  @BeforeAll
  static void open() {
    Assumptions.assumeTrue(Platform.current().built(), "no native library for this platform");
    client = Nano.open(Map.of("concurrency", 1), Nano.SMALL, Nano.MIDDLE);
  }

  @AfterAll
  static void close() {
    if (client != null) {
      client.close();
    }
  }

  @Test
  void answersInTheFormItWasTrainedOn() throws Exception {
    Completion answer = Nano.ask(client, Nano.MIDDLE, PROMPT, 1);
    assertThat(answer.text()).matches("12\\+7=\\d+-5=\\d+");
    assertThat(answer.finish()).isEqualTo(Completion.Finish.STOP);
    assertThat(answer.latencySeconds()).isPositive();
  }

  @Test
  void countsTheTokensOfPromptAndAnswer() throws Exception {
    Completion answer = Nano.ask(client, Nano.MIDDLE, PROMPT, 1);
    assertThat(answer.inputTokens())
        .isEqualTo(1 + PROMPT.length()); // <s>, then a token a character
    assertThat(answer.outputTokens()).isEqualTo(answer.text().length() + 1);
  }

  @Test
  void theTokenLimitCutsAndSaysSo() throws Exception {
    Completion answer = Nano.ask(client, with(0.0, 4, null, "\n"), PROMPT, 1);
    assertThat(answer.text()).isEqualTo("12+7");
    assertThat(answer.outputTokens()).isEqualTo(4);
    assertThat(answer.finish()).isEqualTo(Completion.Finish.LENGTH);
  }

  @Test
  void aStopTextEndsTheAnswerAndIsLeftOut() throws Exception {
    Completion answer = Nano.ask(client, with(0.0, 72, null, "="), PROMPT, 1);
    assertThat(answer.text()).isEqualTo("12+7");
    assertThat(answer.finish()).isEqualTo(Completion.Finish.STOP);
  }

  @Test
  void seedsDecideAnswersAndDifferentSeedsDiffer() throws Exception {
    String hard = "q 47+38-29+44+17\na ";
    ModelSpec wild = with(1.5, 72, null, "\n");
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      first.add(Nano.ask(client, wild, hard, i).text());
      second.add(Nano.ask(client, wild, hard, i).text());
    }
    assertThat(second).isEqualTo(first);
    assertThat(new LinkedHashSet<>(first)).hasSizeGreaterThan(3);
  }

  @Test
  void aTinyNucleusIsGreedyAndSoIsTemperatureZero() throws Exception {
    String hard = "q 47+38-29+44+17\na ";
    String greedy = Nano.ask(client, with(0.0, 72, null, "\n"), hard, 0).text();
    for (int i = 1; i < 10; i++) {
      assertThat(Nano.ask(client, with(0.0, 72, null, "\n"), hard, i).text()).isEqualTo(greedy);
      assertThat(Nano.ask(client, with(1.0, 72, 0.001, "\n"), hard, i).text()).isEqualTo(greedy);
    }
  }

  @Test
  void answersDoNotDependOnTheNumberOfForks() throws Exception {
    try (ModelClient eight = Nano.open(Map.of("concurrency", 8), Nano.SMALL, Nano.MIDDLE)) {
      List<CompletableFuture<Completion>> many = new ArrayList<>();
      for (int i = 0; i < 48; i++) {
        many.add(eight.complete(Nano.request(model(i), "q " + (10 + i) + "+7-5\na ", i)));
      }
      for (int i = 0; i < 48; i++) {
        Completion one = Nano.ask(client, model(i), "q " + (10 + i) + "+7-5\na ", i);
        assertThat(many.get(i).get(60, TimeUnit.SECONDS).text())
            .as("call %d", i)
            .isEqualTo(one.text());
      }
    }
  }

  private static ModelSpec model(int i) {
    return i % 2 == 0 ? Nano.SMALL : Nano.MIDDLE;
  }

  @Test
  void aPromptBeyondTheContextIsRejectedAndTheNextCallWorks() throws Exception {
    assertThatThrownBy(() -> Nano.ask(client, Nano.SMALL, "q " + "1+".repeat(600) + "1\na ", 1))
        .isInstanceOfSatisfying(
            ModelCallException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ModelCallException.Kind.REJECTED);
              assertThat(e)
                  .hasMessageContaining("The prompt has 1207 tokens and the context holds 1024");
            });
    assertThat(Nano.ask(client, Nano.SMALL, PROMPT, 1).text()).isNotEmpty();
  }

  @Test
  void theChatTemplateOfTheFileIsUsed() throws Exception {
    // The template of the nano models is the message alone, so both forms give the same answer.
    try (ModelClient chat = Nano.open(Map.of("concurrency", 1, "template", "chat"), Nano.MIDDLE)) {
      Completion through = Nano.ask(chat, Nano.MIDDLE, PROMPT, 3);
      Completion raw = Nano.ask(client, Nano.MIDDLE, PROMPT, 3);
      assertThat(through.text()).isEqualTo(raw.text());
      assertThat(through.inputTokens()).isEqualTo(raw.inputTokens());
    }
  }

  @Test
  void charactersTheModelDoesNotKnowDoNoHarm() throws Exception {
    Completion answer =
        Nano.ask(client, Nano.SMALL, "q \u00e9\u4e2d\ud83d\ude00\u0001\"\\1+1\na ", 1);
    assertThat(answer.inputTokens()).isGreaterThan(10);
  }

  private static ModelSpec with(double temperature, int maxTokens, Double topP, String stop) {
    return new ModelSpec(
        Nano.MIDDLE.id(),
        "nano",
        "local",
        Nano.MIDDLE.name(),
        null,
        null,
        new ModelSpec.Sampling(temperature, maxTokens, topP, List.of(stop)),
        0);
  }
}
