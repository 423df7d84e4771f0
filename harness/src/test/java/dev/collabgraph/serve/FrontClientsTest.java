package dev.collabgraph.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.runtime.AskableGraph;
import dev.collabgraph.runtime.Graphs;
import dev.collabgraph.runtime.Scripted;
import dev.collabgraph.suite.Task;
import dev.collabgraph.testing.NpmPackage;
import dev.collabgraph.testing.RequiresTool;
import dev.collabgraph.testing.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that others wrote, against a running front. */
class FrontClientsTest {
  private static final String OPENAI = "openai@6.49.0";

  private ChatFront front;

  @BeforeEach
  void start() {
    List<ServedModel> models =
        new ArrayList<>(Fronts.models(Scripted.answering(request -> "6 * 7 is 42, I think.")));
    Scripted broken =
        Scripted.of(
            request ->
                CompletableFuture.failedFuture(
                    new ModelCallException(ModelCallException.Kind.TRANSPORT, "reset by peer")));
    models.add(
        ServedModel.graph(
            "broken",
            AskableGraph.of(Graphs.single("{{question}}"), broken),
            question -> new Task("question", question, "")));
    front = ChatFront.start(FrontSettings.onPort(0), models, request -> {});
  }

  @AfterEach
  void stop() {
    front.close();
  }

  private OpenAiChatModel langChain4j(String model) {
    return OpenAiChatModel.builder()
        .baseUrl(front.baseUrl())
        .apiKey("none")
        .modelName(model)
        .maxRetries(0)
        .build();
  }

  @Test
  void langChain4jGetsTextUsageAndFinishReason() {
    ChatResponse response = langChain4j("sums").chat(UserMessage.from("What is 6 * 7?"));
    assertThat(response.aiMessage().text()).isEqualTo("6 * 7 is 42, I think.");
    assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(30);
    assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(15);
    assertThat(response.finishReason().name()).isEqualTo("STOP");
  }

  @Test
  @Timeout(20)
  void langChain4jStreams() {
    List<String> pieces = new ArrayList<>();
    CompletableFuture<ChatResponse> done = new CompletableFuture<>();
    OpenAiStreamingChatModel.builder()
        .baseUrl(front.baseUrl())
        .apiKey("none")
        .modelName("sums")
        .build()
        .chat(
            "What is 6 * 7?",
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(String partial) {
                pieces.add(partial);
              }

              @Override
              public void onCompleteResponse(ChatResponse complete) {
                done.complete(complete);
              }

              @Override
              public void onError(Throwable error) {
                done.completeExceptionally(error);
              }
            });
    assertThat(done.join().aiMessage().text()).isEqualTo("6 * 7 is 42, I think.");
    assertThat(done.join().tokenUsage().totalTokenCount()).isEqualTo(45);
    assertThat(pieces).hasSizeGreaterThan(3);
    assertThat(String.join("", pieces)).isEqualTo("6 * 7 is 42, I think.");
  }

  @Test
  void langChain4jThrowsWhatItThrowsForOpenAi() {
    assertThatThrownBy(() -> langChain4j("nobody").chat("?"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("model_not_found");
    assertThatThrownBy(() -> langChain4j("broken").chat("?")).hasMessageContaining("reset by peer");
  }

  @Test
  @Timeout(150)
  @RequiresTool({Tool.NODE, Tool.NPM})
  void openAisOwnClientForNodeIsServed() throws Exception {
    Path folder = NpmPackage.install(OPENAI);
    Path script = folder.resolve("client.mjs");
    try (InputStream in = FrontClientsTest.class.getResourceAsStream("client.mjs")) {
      Files.write(script, in.readAllBytes());
    }
    Process node =
        new ProcessBuilder(
                Tool.NODE.find().orElseThrow().toString(), script.toString(), front.baseUrl())
            .redirectErrorStream(true)
            .start();
    node.getOutputStream().close();
    String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).as(printed).isZero();
    assertThat(printed.lines())
        .containsExactly(
            "[\"sums\",\"small\",\"broken\"]",
            "[\"6 * 7 is 42, I think.\",\"stop\",45]",
            "[\"6 * 7 is 42, I think.\",true,45]",
            "[\"BadRequestError\",400,\"model_not_found\",\"model\"]",
            "[\"InternalServerError\",503,\"transport\",null]");
  }
}
