package dev.collabgraph.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes JSON: the same bytes for equal values on every platform and in every locale. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A constant as files name it. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** NaN and infinity are not numbers in JSON: null. A whole number is written without a point. */
  static JsonNode number(double value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (!Double.isFinite(value)) {
      return json.nullNode();
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? json.numberNode((long) value)
        : json.numberNode(value);
  }

  static void numbers(ArrayNode array, List<Double> values) {
    values.forEach(value -> array.add(number(value)));
  }

  /** An object as maps, lists, texts and numbers. */
  static Map<String, Object> plain(JsonNode object) {
    return MAPPER.convertValue(object, new TypeReference<Map<String, Object>>() {});
  }

  /** One line for each key; the items of a list one line each. */
  static String text(ObjectNode root) {
    StringBuilder text = new StringBuilder("{\n");
    for (Iterator<Map.Entry<String, JsonNode>> fields = root.properties().iterator();
        fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      JsonNode value = field.getValue();
      text.append("  \"").append(field.getKey()).append("\": ");
      if (value.isArray() && !value.isEmpty()) {
        text.append("[\n");
        for (Iterator<JsonNode> items = value.elements(); items.hasNext(); ) {
          text.append("    ").append(compact(items.next())).append(items.hasNext() ? ",\n" : "\n");
        }
        text.append("  ]");
      } else {
        text.append(compact(value));
      }
      text.append(fields.hasNext() ? ",\n" : "\n");
    }
    return text.append("}\n").toString();
  }

  private static String compact(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always JSON.", e);
    }
  }
}
