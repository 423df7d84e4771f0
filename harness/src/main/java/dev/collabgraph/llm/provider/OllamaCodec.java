package dev.collabgraph.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.collabgraph.llm.transport.MalformedReplyException.Fault;
import dev.collabgraph.llm.transport.ReplyText;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;

/** Ollama's chat format, written and read by LangChain4j, checked beforehand as in OpenAiCodec. */
final class OllamaCodec implements ChatCodec {
  private final LangChainExchange exchange;
  private final Integer context;
  private final Boolean think;
  private final ReplyReader reader;

  /**
   * A codec.
   *
   * @param context tokens of the context; null leaves them to the server
   * @param think whether a reasoning model thinks; null leaves it to the model
   */
  OllamaCodec(String baseUrl, Integer context, Boolean think, Secret secret) {
    this.exchange =
        new LangChainExchange(
            http ->
                OllamaChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(baseUrl)
                    .modelName("named by each request")
                    .maxRetries(0)
                    .returnThinking(true)
                    .build());
    this.context = context;
    this.think = think;
    this.reader = new ReplyReader(secret);
  }

  @Override
  public HttpCall encode(CompletionRequest request) {
    return exchange.request(chat(request));
  }

  private ChatRequest chat(CompletionRequest request) {
    ModelSpec.Sampling sampling = request.model().sampling();
    OllamaChatRequestParameters.Builder parameters =
        OllamaChatRequestParameters.builder()
            .modelName(request.model().name())
            .temperature(sampling.temperature())
            .topP(sampling.topP())
            .maxOutputTokens(sampling.maxTokens())
            .seed(request.seed())
            .numCtx(context)
            .think(think);
    if (!sampling.stop().isEmpty()) {
      parameters.stopSequences(sampling.stop());
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
    JsonNode message = root.path("message");
    if (!message.path("content").isTextual()) {
      throw ReplyReader.form("the reply has no message with content: \"%s\"", reader.excerpt(root));
    }
    if (!root.path("done").asBoolean(false)) {
      throw new MalformedReplyException(Fault.CUT, "the reply says that it is not done");
    }
    if (message.path("content").asText().isEmpty() && !message.path("tool_calls").isEmpty()) {
      throw ReplyReader.form(
          "the model wants to call a tool instead of answering: \"%s\"", reader.excerpt(message));
    }
    int input = ReplyReader.tokens(root, "prompt_eval_count");
    int output = ReplyReader.tokens(root, "eval_count");
    ChatResponse response = read(request, reply, root);
    String answer = response.aiMessage().text();
    Thinking split =
        Thinking.split(
            answer == null ? "" : answer, ReplyReader.blankToNull(response.aiMessage().thinking()));
    Finish finish =
        root.path("done_reason").asText("").equals("length") ? Finish.LENGTH : Finish.STOP;
    return new Completion(split.text(), split.thinking(), input, output, reply.seconds(), finish);
  }

  /** Counts are read above; LangChain4j would die of those that are none. */
  private ChatResponse read(CompletionRequest request, HttpReply reply, ObjectNode root)
      throws MalformedReplyException {
    root.remove("prompt_eval_count");
    root.remove("eval_count");
    return reader.read(exchange, chat(request), reply, ReplyText.write(root));
  }
}
