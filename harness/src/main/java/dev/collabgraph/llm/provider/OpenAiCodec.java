package dev.collabgraph.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.Completion.Finish;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.transport.ChatCodec;
import dev.collabgraph.llm.transport.HttpCall;
import dev.collabgraph.llm.transport.HttpReply;
import dev.collabgraph.llm.transport.MalformedReplyException;
import dev.collabgraph.llm.transport.ReplyText;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;

/**
 * The chat completions format, written and read by LangChain4j. Before LangChain4j sees a reply it
 * is checked for what LangChain4j would take for a completion or die of: errors with status 200, no
 * choice, no content, token counts that are none.
 */
final class OpenAiCodec implements ChatCodec {
  private final LangChainExchange exchange;
  private final boolean completionTokens;
  private final boolean seeded;
  private final ReplyReader reader;

  /**
   * @param completionTokens whether the token limit is sent as {@code max_completion_tokens}, as
   *     reasoning models ask, rather than as {@code max_tokens}
   * @param seeded whether the seed is sent
   * @param secret never to be shown; may be null
   */
  OpenAiCodec(String baseUrl, boolean completionTokens, boolean seeded, Secret secret) {
    this.exchange =
        new LangChainExchange(
            http ->
                OpenAiChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(baseUrl)
                    .maxRetries(0)
                    .returnThinking(true)
                    .build());
    this.completionTokens = completionTokens;
    this.seeded = seeded;
    this.reader = new ReplyReader(secret);
  }

  @Override
  public HttpCall encode(CompletionRequest request) {
    return exchange.request(chat(request));
  }

  private ChatRequest chat(CompletionRequest request) {
    ModelSpec.Sampling sampling = request.model().sampling();
    OpenAiChatRequestParameters.Builder parameters =
        OpenAiChatRequestParameters.builder()
            .modelName(request.model().name())
            .temperature(sampling.temperature())
            .topP(sampling.topP());
    if (!sampling.stop().isEmpty()) {
      parameters.stopSequences(sampling.stop());
    }
    if (completionTokens) {
      parameters.maxCompletionTokens(sampling.maxTokens());
    } else {
      parameters.maxOutputTokens(sampling.maxTokens());
    }
    if (seeded) {
      parameters.seed(request.seed());
    }
    return ChatRequest.builder()
        .messages(UserMessage.from(request.prompt()))
        .parameters(parameters.build())
        .build();
  }

  @Override
  public Completion decode(CompletionRequest request, HttpReply reply)
      throws MalformedReplyException {
    ObjectNode root = reader.root(reply);
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    int input = ReplyReader.tokens(root.path("usage"), "prompt_tokens");
    int output = ReplyReader.tokens(root.path("usage"), "completion_tokens");
    Finish finish = finish(choice, message);
    if (!message.isObject()) {
      if (finish == Finish.REFUSED) {
        return new Completion("", null, input, output, reply.seconds(), finish);
      }
      throw ReplyReader.form(
          "the reply has no choice with a message: \"%s\"", reader.excerpt(root));
    }
    String content = MessageContent.text(message.path("content"));
    boolean tools =
        !message.path("tool_calls").isEmpty() || message.path("function_call").isObject();
    boolean blank = content == null || content.isBlank();
    if (blank && finish == Finish.STOP && tools) {
      throw ReplyReader.form(
          "the model wants to call a tool instead of answering: \"%s\"", reader.excerpt(message));
    }
    if (content == null) {
      JsonNode given = message.path("content");
      if (finish == Finish.STOP || !given.isNull() && !given.isMissingNode()) {
        throw ReplyReader.form("the message has no text content: \"%s\"", reader.excerpt(message));
      }
    }
    if (blank && finish != Finish.STOP) {
      return new Completion("", thinking(message), input, output, reply.seconds(), finish);
    }
    ChatResponse response =
        reader.read(exchange, chat(request), reply, ReplyText.write(plain(content)));
    String answer = response.aiMessage().text();
    Thinking split = Thinking.split(answer == null ? "" : answer, thinking(message));
    return new Completion(split.text(), split.thinking(), input, output, reply.seconds(), finish);
  }

  /**
   * The reply as the format has it, with what a completion needs and nothing else: LangChain4j
   * would die of fields that servers fill in their own ways, and its counts are read above.
   */
  private static ObjectNode plain(String content) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode choice = root.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", content);
    return root;
  }

  private static Finish finish(JsonNode choice, JsonNode message) {
    String reason = choice.path("finish_reason").asText("");
    JsonNode refusal = message.path("refusal");
    if (reason.equals("content_filter")
        || reason.equals("refusal")
        || refusal.isTextual() && !refusal.asText().isBlank()) {
      return Finish.REFUSED;
    }
    boolean cut = reason.equals("length") || reason.equalsIgnoreCase("max_tokens");
    return cut ? Finish.LENGTH : Finish.STOP;
  }

  /** Some servers call the thinking {@code reasoning}. */
  private static String thinking(JsonNode message) {
    for (String field : new String[] {"reasoning_content", "reasoning"}) {
      JsonNode thought = message.path(field);
      if (thought.isTextual() && !thought.asText().isBlank()) {
        return thought.asText();
      }
    }
    return MessageContent.thinking(message.path("content"));
  }
}
