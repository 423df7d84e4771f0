package dev.collabgraph.llm.provider;

import dev.collabgraph.llm.transport.HttpCall;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Uses a LangChain4j model as a codec. LangChain4j asks its HTTP client for a reply and waits for
 * it; a search has a thousand calls in flight and no thread to wait with. So a model is run twice
 * against a client that never touches the network: first to see the request it would send, then,
 * once our own transport has the reply, to see what it makes of that reply.
 *
 * <p>Needs a model that makes exactly one HTTP request per chat and does not retry by itself.
 *
 * <p>Safe to use from any number of threads.
 */
final class LangChainExchange {

  /** What the model is to be shown, or has shown, on this thread. */
  private static final class Exchange {
    final SuccessfulHttpResponse reply;
    HttpRequest request;

    Exchange(SuccessfulHttpResponse reply) {
      this.reply = reply;
    }
  }

  /** Ends a model's run once its request is known. */
  private static final class Captured extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Captured() {
      super("The request has been seen.", null, false, false);
    }
  }

  private final ThreadLocal<Exchange> current = new ThreadLocal<>();
  private final ChatModel model;

  /**
   * @param factory builds the model with the given HTTP client and without retries of its own
   */
  LangChainExchange(Function<HttpClientBuilder, ChatModel> factory) {
    model = factory.apply(new Builder());
  }

  /** The HTTP request the model would send. */
  HttpCall request(ChatRequest chat) {
    Exchange exchange = new Exchange(null);
    current.set(exchange);
    try {
      model.chat(chat);
    } catch (RuntimeException ended) {
      if (exchange.request == null) {
        throw ended;
      }
    } finally {
      current.remove();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .request
        .headers()
        .forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return new HttpCall(
        exchange.request.method().name(),
        URI.create(exchange.request.url()),
        headers,
        exchange.request.body());
  }

  /**
   * What the model makes of a reply.
   *
   * @throws RuntimeException what the model throws
   */
  ChatResponse response(ChatRequest chat, int status, String body) {
    current.set(
        new Exchange(
            SuccessfulHttpResponse.builder()
                .statusCode(status)
                .headers(Map.of())
                .body(body)
                .build()));
    try {
      return model.chat(chat);
    } finally {
      current.remove();
    }
  }

  private final class Client implements HttpClient {
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      Exchange exchange = current.get();
      if (exchange == null) {
        throw new IllegalStateException("The model was asked from outside.");
      }
      if (exchange.reply == null) {
        exchange.request = request;
        throw new Captured();
      }
      return exchange.reply;
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      throw new UnsupportedOperationException("Streaming is not used.");
    }
  }

  private final class Builder implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return new Client();
    }
  }
}
