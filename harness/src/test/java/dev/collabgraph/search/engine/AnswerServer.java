package dev.collabgraph.search.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenAI-compatible endpoint on loopback whose answers depend on the request alone. It counts
 * them and can do something when the nth call comes.
 */
final class AnswerServer implements AutoCloseable {
  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // else replies wait for 40 ms
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private int until;
  private Runnable action;

  AnswerServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext("/v1/chat/completions", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /**
   * Runs an action when {@code count} more calls have come, before the last of them is answered.
   */
  synchronized void after(int count, Runnable what) {
    until = count;
    action = what;
  }

  /** Calls made. */
  int calls() {
    return calls.get();
  }

  /** Of those, the ones that were refused. */
  int refused() {
    return refused.get();
  }

  private synchronized void count() {
    if (action != null && --until == 0) {
      action.run();
      action = null;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonNode request = JSON.readTree(body);
      if (request.path("max_tokens").asInt() > 1) { // not the check of a model
        calls.incrementAndGet();
        count();
      }
      byte[] reply = reply(request, body).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  /** Right in as many of 10 cases as the last digit of the model's name says; some refuse. */
  private String reply(JsonNode request, String body) {
    String model = request.path("model").asText();
    int right = model.charAt(model.length() - 1) - '0';
    int luck = Math.floorMod(body.hashCode() * 31 + body.length(), 100);
    String content = "\"It is " + (luck < 10 * right ? 7 : luck) + "\"";
    if (luck == 99) {
      refused.incrementAndGet();
      content = "null,\"refusal\":\"No.\"";
    }
    return """
        {"choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}"""
        .formatted(content, 20, 5 + luck % 7, 25 + luck % 7);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
