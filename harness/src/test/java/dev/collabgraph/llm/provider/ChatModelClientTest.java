package dev.collabgraph.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChatModelClientTest {
  private static final ModelSpec SPEC =
      new ModelSpec(
          "m",
          "m",
          "p",
          "tiny",
          null,
          null,
          new ModelSpec.Sampling(0.3, 64, 0.9, List.of("END")),
          0);

  /** A chat model as a foreign library would bring one. */
  private record Foreign(Function<ChatRequest, ChatResponse> script) implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
      return script.apply(request);
    }
  }

  private static CompletionRequest request(int index) {
    return new CompletionRequest(
        SPEC, "What?", 0, index, new CompletionRequest.Context("t", "assistant", List.of()));
  }

  private static ChatResponse reply(String text, FinishReason reason, TokenUsage usage) {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from(text))
        .finishReason(reason)
        .tokenUsage(usage)
        .build();
  }

  private static Completion ask(Function<ChatRequest, ChatResponse> script) {
    try (ChatModelClient client = ChatModelClient.of(new Foreign(script), 2)) {
      return client.complete(request(0)).join();
    }
  }

  @Test
  void theModelsSamplingGoesIntoTheRequestAndTheReplyComesBack() {
    List<ChatRequest> seen = new ArrayList<>();
    Completion completion =
        ask(
            chat -> {
              seen.add(chat);
              return reply("<think>hm</think>42", FinishReason.LENGTH, new TokenUsage(7, 3));
            });
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).messages()).containsExactly(UserMessage.from("What?"));
    assertThat(seen.get(0).modelName()).isEqualTo("tiny");
    assertThat(seen.get(0).temperature()).isEqualTo(0.3);
    assertThat(seen.get(0).topP()).isEqualTo(0.9);
    assertThat(seen.get(0).maxOutputTokens()).isEqualTo(64);
    assertThat(seen.get(0).stopSequences()).containsExactly("END");
    assertThat(completion.text()).isEqualTo("42");
    assertThat(completion.thinking()).isEqualTo("hm");
    assertThat(completion.inputTokens()).isEqualTo(7);
    assertThat(completion.outputTokens()).isEqualTo(3);
    assertThat(completion.finish()).isEqualTo(Completion.Finish.LENGTH);
  }

  @Test
  void usageThatWasNotGivenIsUnknown() {
    Completion completion = ask(chat -> reply("42", FinishReason.STOP, null));
    assertThat(completion.usageKnown()).isFalse();
    assertThat(completion.finish()).isEqualTo(Completion.Finish.STOP);
  }

  @Test
  void failuresAreClassifiedAndKeysRemoved() {
    assertThat(failure(new AuthenticationException("key sk-abcdefghijklmnop1234 is wrong")))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.FATAL);
              assertThat(failure)
                  .hasMessageContaining("Provider \"p\" (model \"tiny\")")
                  .hasMessageContaining("AuthenticationException")
                  .hasMessageNotContaining("sk-abcdefghijklmnop1234");
            });
    assertThat(failure(new RateLimitException("slow")).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(failure(new IllegalStateException("broken pipe")).kind()).isEqualTo(Kind.TRANSPORT);
    assertThat(failure(new NoClassDefFoundError("x/Y")).kind()).isEqualTo(Kind.FATAL);
  }

  private static ModelCallException failure(Throwable thrown) {
    try {
      ask(
          chat -> {
            if (thrown instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) thrown;
          });
      throw new AssertionError("the call did not fail");
    } catch (CompletionException e) {
      return (ModelCallException) e.getCause();
    }
  }

  @Test
  @Timeout(10)
  void noMoreCallsThanAllowedAreInFlight() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(3);
    Foreign model =
        new Foreign(
            chat -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              full.countDown();
              try {
                full.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              running.decrementAndGet();
              return reply("1", FinishReason.STOP, null);
            });
    try (ChatModelClient client = ChatModelClient.of(model, 3)) {
      List<CompletableFuture<Completion>> calls = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        calls.add(client.complete(request(i)));
      }
      calls.forEach(CompletableFuture::join);
      assertThat(most.get()).isEqualTo(3);
      assertThat(client.statistics().orElseThrow().calls()).isEqualTo(30);
    }
  }

  @Test
  @Timeout(10)
  void closingEndsCallsInFlightAndThoseThatWait() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    Foreign model =
        new Foreign(
            chat -> {
              threads.add(Thread.currentThread());
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted");
              }
              return null;
            });
    ChatModelClient client = ChatModelClient.of(model, 1);
    CompletableFuture<Completion> running = client.complete(request(0));
    CompletableFuture<Completion> waiting = client.complete(request(1));
    begun.await();
    client.close();
    assertThatThrownBy(running::join).hasMessageContaining("closed during the call");
    assertThatThrownBy(waiting::join).hasMessageContaining("closed during the call");
    for (Thread thread : threads) {
      thread.join();
    }
    assertThatThrownBy(client.complete(request(2))::join).hasMessageContaining("closed");
  }
}
