package dev.collabgraph.llm.provider;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.transport.ChatCodec;
import dev.collabgraph.llm.transport.HttpCall;
import dev.collabgraph.llm.transport.HttpReply;
import dev.collabgraph.llm.transport.MalformedReplyException;
import dev.collabgraph.llm.transport.ReplyText;
import dev.langchain4j.model.chat.request.ChatRequest;

/** The format of any LangChain4j model that talks through a client it is given. */
final class LangChainCodec implements ChatCodec {
  private final LangChainExchange exchange;
  private final ReplyReader reader;

  LangChainCodec(LangChainExchange exchange, Secret secret) {
    this.exchange = exchange;
    this.reader = new ReplyReader(secret);
  }

  @Override
  public HttpCall encode(CompletionRequest request) {
    return exchange.request(ChatReplies.request(request));
  }

  @Override
  public Completion decode(CompletionRequest request, HttpReply reply)
      throws MalformedReplyException {
    ChatRequest chat = ChatReplies.request(request);
    String body = ReplyText.write(reader.root(reply));
    return ChatReplies.completion(reader.read(exchange, chat, reply, body), reply.seconds());
  }
}
