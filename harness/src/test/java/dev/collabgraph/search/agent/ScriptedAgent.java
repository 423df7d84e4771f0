package dev.collabgraph.search.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenAI-compatible server on loopback. Questions to an agent get the scripted replies in turn,
 * the last again and again; all others get {@code 42}. Every completion reports 1,000 tokens in and
 * 100 out.
 */
final class ScriptedAgent implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<String> replies;
  private final List<String> prompts = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger next = new AtomicInteger();

  ScriptedAgent(String... replies) throws IOException {
    this.replies = List.of(replies);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** The prompts an agent was asked so far. */
  List<String> prompts() {
    synchronized (prompts) {
      return List.copyOf(prompts);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String reply;
    if (exchange.getRequestURI().getPath().endsWith("/models")) {
      reply = "{\"object\": \"list\", \"data\": [{\"id\": \"agent\", \"object\": \"model\"}]}";
    } else {
      String prompt = JSON.readTree(body).at("/messages/0/content").asText();
      String text = "The answer is 42.";
      if (prompt.startsWith("You choose collaboration graphs")) {
        prompts.add(prompt);
        text = replies.get(Math.min(next.getAndIncrement(), replies.size() - 1));
      }
      reply = completion(text);
    }
    byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(text500(reply) ? 500 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static boolean text500(String reply) {
    return reply.contains("SERVER-ERROR");
  }

  private static String completion(String text) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode choice = root.putArray("choices").addObject();
    choice.put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", text.replace("CUT", ""));
    choice.put("finish_reason", text.contains("CUT") ? "length" : "stop");
    root.putObject("usage")
        .put("prompt_tokens", 1000)
        .put("completion_tokens", 100)
        .put("total_tokens", 1100);
    return root.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
