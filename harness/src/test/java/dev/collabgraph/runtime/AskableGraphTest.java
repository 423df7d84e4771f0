package dev.collabgraph.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.GraphDocument;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.suite.Task;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AskableGraphTest {
  private static final GraphDocument VOTE = Graphs.voteOfThree("openai", "{}");

  @Test
  void theWinningTextTheAnswerInItAndWhatItTookComeBack() {
    Scripted model =
        Scripted.answering(request -> request.index() == 1 ? "It is 41." : "It is 42.");
    try (AskableGraph graph = AskableGraph.of(VOTE, Map.of("p", model))) {
      GraphAnswer answer = graph.ask("What is 6 * 7?");
      assertThat(answer.text()).isEqualTo("It is 42.");
      assertThat(answer.answer()).contains("42");
      assertThat(answer.calls()).isEqualTo(3);
      assertThat(answer.inputTokens()).isEqualTo(30);
      assertThat(answer.outputTokens()).isEqualTo(15);
      assertThat(answer.latencySeconds()).isEqualTo(0.5);
      assertThat(answer.finish()).isEqualTo(Completion.Finish.STOP);
      assertThat(answer.trace().nodes()).hasSize(4);
    }
    assertThat(model.asked)
        .extracting(request -> request.prompt())
        .containsOnly("Q: What is 6 * 7?");
    assertThat(model.closed).isTrue();
  }

  @Test
  void anotherReplicateIsAskedApart() {
    Scripted model = Scripted.answering(request -> "It is " + request.replicate() + ".");
    try (AskableGraph graph = AskableGraph.of(VOTE, model)) {
      assertThat(graph.ask(new Task("t", "?", ""), 7).join().answer()).contains("7");
      assertThat(graph.ask("?").answer()).contains("0");
    }
    assertThat(model.asked).as("nothing is kept between questions").hasSize(6);
  }

  @Test
  void aFailedCallIsNoAnswer() {
    Scripted model =
        Scripted.of(
            request ->
                request.index() == 2
                    ? CompletableFuture.failedFuture(
                        new ModelCallException(ModelCallException.Kind.TRANSPORT, "reset by peer"))
                    : CompletableFuture.completedFuture(Scripted.completion("42")));
    try (AskableGraph graph = AskableGraph.of(VOTE, model)) {
      assertThatThrownBy(() -> graph.ask("?"))
          .isInstanceOf(NoAnswerException.class)
          .hasMessageContaining("The graph gave no answer")
          .hasMessageContaining("reset by peer");
    }
  }

  @Test
  void oneCallOfUnknownUsageMakesTheSumUnknown() {
    Scripted model =
        Scripted.of(
            request ->
                CompletableFuture.completedFuture(
                    new Completion(
                        "1",
                        null,
                        request.index() == 0 ? Completion.UNKNOWN : 10,
                        5,
                        0,
                        Completion.Finish.STOP)));
    try (AskableGraph graph = AskableGraph.of(VOTE, model)) {
      assertThat(graph.ask("?").inputTokens()).isEqualTo(Completion.UNKNOWN);
      assertThat(graph.ask("?").outputTokens()).isEqualTo(Completion.UNKNOWN);
    }
  }

  @Test
  void aMissingClientIsNamedBeforeACall() {
    assertThatThrownBy(() -> AskableGraph.of(VOTE, Map.of("q", Scripted.answering(r -> ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no client for provider p")
        .hasMessageContaining("Given: q")
        .hasMessageContaining("Map.of(\"p\", client)");
  }

  @Test
  void aTemplateThatNamesWhatAQuestionDoesNotHaveIsRefusedBeforeACall() {
    Scripted model = Scripted.answering(request -> "");
    try (AskableGraph graph = AskableGraph.of(Graphs.single("{{qestion}}"), model)) {
      assertThatThrownBy(() -> graph.ask("?"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Did you mean {{question}}?");
    }
    assertThat(model.asked).isEmpty();
  }

  @Test
  void theProvidersOfAFileAreNamed() {
    assertThat(AskableGraph.providers(VOTE)).containsExactly("p");
  }
}
