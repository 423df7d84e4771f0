package dev.collabgraph.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.collabgraph.serve.ChatCall.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads request bodies. What the answer would silently lack is refused; stateless. */
final class ChatCallReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "messages",
          "stream",
          "stream_options",
          "seed",
          "temperature",
          "top_p",
          "max_tokens",
          "max_completion_tokens",
          "stop",
          "n");

  /** Without these an answer would not be what was asked for. */
  private static final List<String> REFUSED =
      List.of("tools", "functions", "response_format", "logprobs", "audio", "modalities");

  private ChatCallReader() {}

  /**
   * Reads a body.
   *
   * @throws ApiException with status 400, naming the parameter
   */
  static ChatCall read(byte[] body) {
    JsonNode root = parse(body);
    String model = text(root, "model");
    if (model == null) {
      throw ApiException.wrong("model", null, "There is no model. Add: \"model\": \"...\"");
    }
    for (String name : REFUSED) {
      if (asksFor(name, root.path(name))) {
        throw ApiException.wrong(
            name,
            "unsupported_parameter",
            "%s is not supported here: leave it out.".formatted(name));
      }
    }
    if (root.hasNonNull("n") && root.get("n").asInt(0) != 1) {
      throw ApiException.wrong(
          "n", "unsupported_value", "n must be 1: ask again with another seed for another answer.");
    }
    List<String> unknown = new ArrayList<>();
    for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KNOWN.contains(name) && !REFUSED.contains(name) && !root.get(name).isNull()) {
        unknown.add(name);
      }
    }
    String limit =
        root.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    return new ChatCall(
        model,
        messages(root.path("messages")),
        flag(root, "stream"),
        flag(root.path("stream_options"), "include_usage"),
        integer(root, "seed", 0, 0),
        number(root, "temperature", 0, 2),
        number(root, "top_p", Double.MIN_VALUE, 1),
        root.hasNonNull(limit) ? integer(root, limit, 1, 1) : null,
        stop(root.path("stop")),
        unknown);
  }

  private static JsonNode parse(byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " (line %s, column %s)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw ApiException.wrong(
          null, "invalid_json", "The body is not valid JSON: " + e.getOriginalMessage() + place);
    } catch (IOException e) { // not UTF-8, for one
      throw ApiException.wrong(
          null, "invalid_json", "The body is not valid JSON: " + e.getMessage());
    }
    if (root == null || !root.isObject()) {
      throw ApiException.wrong(null, "invalid_json", "The body must be a JSON object.");
    }
    return root;
  }

  private static boolean asksFor(String name, JsonNode value) {
    if (value.isMissingNode() || value.isNull() || value.isBoolean() && !value.asBoolean()) {
      return false;
    }
    return switch (name) {
      case "response_format" -> !value.path("type").asText().equals("text");
      case "modalities" -> !(value.size() == 1 && value.path(0).asText().equals("text"));
      default -> !(value.isArray() && value.isEmpty());
    };
  }

  private static List<Message> messages(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      throw ApiException.wrong(
          "messages", null, "messages must be a list of one or more messages.");
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      String path = "messages[" + i + "]";
      JsonNode message = node.get(i);
      String role = message.path("role").asText("");
      if (!Set.of("system", "developer", "user", "assistant").contains(role)) {
        throw ApiException.wrong(
            path + ".role", null, path + ".role must be system, developer, user or assistant.");
      }
      messages.add(new Message(role, content(message.path("content"), path + ".content")));
    }
    Message last = messages.get(messages.size() - 1);
    if (!last.role().equals("user") || last.text().isBlank()) {
      throw ApiException.wrong(
          "messages",
          null,
          "The last message is the question: its role must be user, its text not blank.");
    }
    return messages;
  }

  private static String content(JsonNode content, String path) {
    if (content.isTextual()) {
      return content.textValue();
    }
    if (content.isNull() || content.isMissingNode()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
        throw ApiException.wrong(
            path, "unsupported_value", path + " must be text, or a list of parts of type text.");
      }
      text.append(part.get("text").textValue());
    }
    return text.toString();
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw ApiException.wrong(name, null, name + " must be a text.");
    }
    return value.textValue();
  }

  private static boolean flag(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw ApiException.wrong(name, null, name + " must be true or false.");
    }
    return value.asBoolean(false);
  }

  private static int integer(JsonNode node, String name, int fallback, int least) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return fallback;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least) {
      throw ApiException.wrong(
          name, null, "%s must be a whole number from %s to 2147483647.".formatted(name, least));
    }
    return value.asInt();
  }

  private static Double number(JsonNode node, String name, double least, double most) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
      throw ApiException.wrong(
          name,
          null,
          "%s must be a number %s to %s."
              .formatted(name, least == 0 ? "from 0" : "above 0 and up", (int) most));
    }
    return value.asDouble();
  }

  private static List<String> stop(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    List<String> stop = new ArrayList<>();
    for (JsonNode text : node) {
      stop.add(text.isTextual() ? text.textValue() : "");
    }
    if (!node.isArray() || stop.size() > 16 || stop.contains("")) {
      throw ApiException.wrong("stop", null, "stop must be a text or a list of at most 16 texts.");
    }
    return stop;
  }
}
