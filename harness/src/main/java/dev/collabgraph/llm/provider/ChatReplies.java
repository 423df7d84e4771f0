package dev.collabgraph.llm.provider;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.Completion.Finish;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.transport.MalformedReplyException;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

/** Calls in LangChain4j's common terms, which every chat model understands; it has no seed. */
final class ChatReplies {
  private ChatReplies() {}

  static ChatRequest request(CompletionRequest request) {
    ModelSpec.Sampling sampling = request.model().sampling();
    ChatRequest.Builder chat =
        ChatRequest.builder()
            .messages(UserMessage.from(request.prompt()))
            .modelName(request.model().name())
            .temperature(sampling.temperature())
            .topP(sampling.topP())
            .maxOutputTokens(sampling.maxTokens());
    if (!sampling.stop().isEmpty()) {
      chat.stopSequences(sampling.stop());
    }
    return chat.build();
  }

  static Completion completion(ChatResponse response, double seconds)
      throws MalformedReplyException {
    if (response.aiMessage().hasToolExecutionRequests()) {
      throw ReplyReader.form("the model wants to call a tool instead of answering");
    }
    String text = response.aiMessage().text();
    Finish finish = finish(response.finishReason());
    if (text == null && finish == Finish.STOP) {
      throw ReplyReader.form("the reply has no text");
    }
    Thinking split =
        Thinking.split(
            text == null ? "" : text, ReplyReader.blankToNull(response.aiMessage().thinking()));
    TokenUsage usage = response.tokenUsage();
    return new Completion(
        split.text(),
        split.thinking(),
        ReplyReader.tokens(usage == null ? null : usage.inputTokenCount()),
        ReplyReader.tokens(usage == null ? null : usage.outputTokenCount()),
        seconds,
        finish);
  }

  private static Finish finish(FinishReason reason) {
    if (reason == FinishReason.LENGTH) {
      return Finish.LENGTH;
    }
    return reason == FinishReason.CONTENT_FILTER ? Finish.REFUSED : Finish.STOP;
  }
}
