package dev.collabgraph.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion.Finish;
import dev.collabgraph.llm.MalformedReplyException.Fault;
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
  private final Secret secret;

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
    this.secret = secret;
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
    String text = ReplyText.decode(reply.body());
    ObjectNode root = ReplyText.object(text, reply, secret);
    JsonNode error = root.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      throw form("the server answered %s with an error: \"%s\"", reply.status(), excerpt(error));
    }
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      throw form("the reply has no choice with a message: \"%s\"", excerpt(root));
    }
    Finish finish = finish(choice, message);
    int input = tokens(root, "prompt_tokens");
    int output = tokens(root, "completion_tokens");
    JsonNode content = message.path("content");
    if (!content.isTextual()) {
      if (finish == Finish.STOP || !content.isNull() && !content.isMissingNode()) {
        boolean tools =
            !message.path("tool_calls").isEmpty() || message.path("function_call").isObject();
        throw form(
            tools
                ? "the model wants to call a tool instead of answering: \"%s\""
                : "the message has no text content: \"%s\"",
            excerpt(message));
      }
      return new Completion("", thinking(message), input, output, reply.seconds(), finish);
    }
    ChatResponse response = read(request, reply, root, text, input, output);
    String answer = response.aiMessage().text();
    String thought = response.aiMessage().thinking();
    Thinking split =
        Thinking.split(answer == null ? "" : answer, thought == null ? thinking(message) : thought);
    return new Completion(split.text(), split.thinking(), input, output, reply.seconds(), finish);
  }

  private ChatResponse read(
      CompletionRequest request,
      HttpReply reply,
      ObjectNode root,
      String text,
      int input,
      int output)
      throws MalformedReplyException {
    boolean sane = input != Completion.UNKNOWN && output != Completion.UNKNOWN;
    String shown = text;
    if (!sane && root.has("usage")) {
      root.remove("usage");
      shown = ReplyText.write(root);
    }
    try {
      return exchange.response(chat(request), reply.status(), shown);
    } catch (RuntimeException e) {
      throw form(
          "the reply cannot be read: %s", Excerpt.of(String.valueOf(e.getMessage()), secret));
    }
  }

  private static Finish finish(JsonNode choice, JsonNode message) {
    String reason = choice.path("finish_reason").asText("");
    JsonNode refusal = message.path("refusal");
    if (reason.equals("content_filter")
        || reason.equals("refusal")
        || refusal.isTextual() && !refusal.asText().isBlank()) {
      return Finish.REFUSED;
    }
    return reason.equals("length") ? Finish.LENGTH : Finish.STOP;
  }

  /** Some servers call the thinking {@code reasoning}. */
  private static String thinking(JsonNode message) {
    for (String field : new String[] {"reasoning_content", "reasoning"}) {
      JsonNode thought = message.path(field);
      if (thought.isTextual() && !thought.asText().isBlank()) {
        return thought.asText();
      }
    }
    return null;
  }

  private static int tokens(JsonNode root, String field) {
    JsonNode count = root.path("usage").path(field);
    return count.isIntegralNumber() && count.canConvertToInt() && count.asInt() >= 0
        ? count.asInt()
        : Completion.UNKNOWN;
  }

  private String excerpt(JsonNode node) {
    return Excerpt.of(node.toString(), secret);
  }

  private static MalformedReplyException form(String format, Object... arguments) {
    return new MalformedReplyException(Fault.FORM, format.formatted(arguments));
  }
}
