package dev.collabgraph.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OpenAI-compatible endpoint on loopback: {@code POST /v1/chat/completions}, answered by {@link
 * Reckoner}s and counted, and {@code GET /v1/models}. It wants the key it was started with, if any,
 * refuses unknown models with 404, and, while told to fail, answers every call with status 500.
 *
 * <p>Safe to use from any number of threads. {@link #close()} frees port and threads.
 */
public final class LoopbackServer implements AutoCloseable {
  static {
    // Read once, when the server classes load. Without it each reply waits 40 ms for an
    // acknowledgement of its headers (Nagle's algorithm meeting delayed acknowledgements).
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]");

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Reckoner> models = new LinkedHashMap<>();
  private final String key;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private Counts counts = new Counts(0, 0, 0, 0);
  private volatile boolean failing;

  /**
   * What was answered so far.
   *
   * @param completions calls answered with a completion of more than one token: the check of a
   *     model apart
   * @param promptTokens told to callers as used by prompts
   * @param completionTokens told to callers as used by answers
   * @param refusals calls answered with an error
   */
  public record Counts(long completions, long promptTokens, long completionTokens, long refusals) {}

  /** Starts on a free port. */
  public LoopbackServer(String key, List<Reckoner> reckoners) {
    this.key = key;
    reckoners.forEach(reckoner -> models.put(reckoner.name(), reckoner));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/chat/completions", this::answer);
    server.createContext("/v1/models", this::list);
    server.setExecutor(threads);
    server.start();
  }

  /** A server that wants no key. */
  public static LoopbackServer withoutKey(List<Reckoner> reckoners) {
    return new LoopbackServer(null, reckoners);
  }

  /** Three models of one family and one of another, as the projects declare them. */
  public static LoopbackServer withFourModels(String key) {
    return new LoopbackServer(
        key,
        List.of(
            new Reckoner("abacus-1b", 0.22),
            new Reckoner("abacus-3b", 0.13),
            new Reckoner("abacus-8b", 0.07),
            new Reckoner("slate-3b", 0.16)));
  }

  /** Where clients find it. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** From now on every call is answered with status 500, or no longer. */
  public void failing(boolean on) {
    failing = on;
  }

  /** What was answered so far. */
  public synchronized Counts counts() {
    return counts;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The names of the models, for whoever has the key. Free, and not counted. */
  private void list(HttpExchange exchange) throws IOException {
    try (exchange) {
      ObjectNode reply = json.createObjectNode();
      if (authorized(exchange)) {
        ArrayNode data = reply.put("object", "list").putArray("data");
        models.keySet().forEach(name -> data.addObject().put("id", name).put("object", "model"));
      }
      send(exchange, authorized(exchange) ? 200 : 401, reply);
    }
  }

  private boolean authorized(HttpExchange exchange) {
    return key == null
        || ("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = json.readTree(exchange.getRequestBody());
      Reckoner model = models.get(request.path("model").asText());
      if (!authorized(exchange)) {
        refuse(exchange, 401, "invalid_api_key", "Incorrect API key provided.");
      } else if (failing) {
        refuse(exchange, 500, "server_error", "The server had an error.");
      } else if (model == null) {
        refuse(exchange, 404, "model_not_found", "The model does not exist.");
      } else {
        complete(exchange, request, model);
      }
    }
  }

  /** A text, or a list of parts with a text each. */
  private static String content(JsonNode message) {
    JsonNode content = message.path("content");
    StringBuilder text = new StringBuilder(content.asText());
    content.forEach(part -> text.append(part.path("text").asText()));
    return text.toString();
  }

  private void complete(HttpExchange exchange, JsonNode request, Reckoner model)
      throws IOException {
    StringBuilder prompt = new StringBuilder();
    request.path("messages").forEach(m -> prompt.append(content(m)).append('\n'));
    String text = model.reply(prompt.toString(), request.path("seed").asLong(0));
    int limit = request.path("max_tokens").asInt(request.path("max_completion_tokens").asInt(1024));
    String sent = cut(text, limit);
    int promptTokens = tokens(prompt.toString());
    int completionTokens = tokens(sent);

    ObjectNode reply = json.createObjectNode();
    reply.put("id", "chatcmpl-" + Integer.toHexString(prompt.toString().hashCode()));
    reply.put("object", "chat.completion").put("created", 0).put("model", model.name());
    ObjectNode choice = reply.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", sent.equals(text) ? "stop" : "length");
    choice.putObject("message").put("role", "assistant").put("content", sent);
    reply
        .putObject("usage")
        .put("prompt_tokens", promptTokens)
        .put("completion_tokens", completionTokens)
        .put("total_tokens", promptTokens + completionTokens);
    if (limit > 1) {
      count(new Counts(1, promptTokens, completionTokens, 0));
    }
    send(exchange, 200, reply);
  }

  private void refuse(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    ObjectNode reply = json.createObjectNode();
    reply.putObject("error").put("message", message).put("type", "error").put("code", code);
    count(new Counts(0, 0, 0, 1));
    send(exchange, status, reply);
  }

  private void send(HttpExchange exchange, int status, ObjectNode reply) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(json.writeValueAsString(reply).getBytes(StandardCharsets.UTF_8));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.size());
    body.writeTo(exchange.getResponseBody());
  }

  private synchronized void count(Counts more) {
    counts =
        new Counts(
            counts.completions + more.completions,
            counts.promptTokens + more.promptTokens,
            counts.completionTokens + more.completionTokens,
            counts.refusals + more.refusals);
  }

  private static int tokens(String text) {
    return (int) TOKEN.matcher(text).results().count();
  }

  /** The text up to its {@code limit}th token. */
  private static String cut(String text, int limit) {
    Matcher match = TOKEN.matcher(text);
    int end = 0;
    for (int i = 0; i < limit; i++) {
      if (!match.find()) {
        return text;
      }
      end = match.end();
    }
    return match.find() ? text.substring(0, end) : text;
  }
}
