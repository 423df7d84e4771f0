package dev.collabgraph.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The content of a message: a text, or a list of parts that are texts or a model's thinking. */
final class MessageContent {
  private MessageContent() {}

  /** The text; null if there is none, or if a part is something else, such as a picture. */
  static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    boolean any = false;
    for (JsonNode part : content.isArray() ? content : List.<JsonNode>of()) {
      if (isThinking(part)) {
        continue;
      }
      if (!part.path("type").asText("").equals("text") || !part.path("text").isTextual()) {
        return null;
      }
      text.append(part.path("text").textValue());
      any = true;
    }
    return any ? text.toString() : null;
  }

  /** What the parts that are thinking say; null if there are none. */
  static String thinking(JsonNode content) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (isThinking(part)) {
        JsonNode thought = part.path("thinking");
        String inner = thought.isTextual() ? thought.textValue() : text(thought);
        text.append(inner == null ? "" : inner);
      }
    }
    return text.isEmpty() ? null : text.toString();
  }

  private static boolean isThinking(JsonNode part) {
    return part.path("type").asText("").equals("thinking");
  }
}
