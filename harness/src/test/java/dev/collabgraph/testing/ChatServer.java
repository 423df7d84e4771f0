package dev.collabgraph.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/**
 * An endpoint on loopback that speaks as much of OpenAI's API as one chat call needs. Counts {@link
 * #INPUT} and {@link #OUTPUT} tokens for every call.
 */
public final class ChatServer implements AutoCloseable {
  /** Tokens it counts for a prompt. */
  public static final int INPUT = 100;

  /** Tokens it counts for an answer. */
  public static final int OUTPUT = 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final BiFunction<String, String, String> reply;

  /**
   * Starts a server.
   *
   * @param reply the answer to a model and a prompt; null = it refuses the key
   */
  public ChatServer(BiFunction<String, String, String> reply) throws IOException {
    this.reply = reply;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/", this::answer);
    server.start();
  }

  /** What suite files call {@code baseUrl}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    ObjectNode root = JSON.createObjectNode();
    int status = 200;
    if (exchange.getRequestURI().getPath().endsWith("/models")) {
      root.putArray("data");
    } else {
      JsonNode request = JSON.readTree(body);
      String text =
          reply.apply(request.path("model").asText(), request.at("/messages/0/content").asText());
      if (text == null) {
        status = 401;
        root.putObject("error").put("message", "no such key");
      } else {
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        root.putObject("usage").put("prompt_tokens", INPUT).put("completion_tokens", OUTPUT);
      }
    }
    byte[] bytes = root.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
