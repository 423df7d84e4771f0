package dev.collabgraph.suite.scoring.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of JSON Schema that answers need. Immutable. */
final class JsonShape {
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "required",
          "properties",
          "items",
          "enum",
          "minimum",
          "maximum",
          "additionalProperties",
          "description",
          "title",
          "$schema");
  private static final List<String> TYPES =
      List.of("object", "array", "string", "number", "integer", "boolean", "null");
  private final JsonNode schema;

  /**
   * Checks the schema itself.
   *
   * @throws IllegalArgumentException for a keyword or a type that is not known
   */
  JsonShape(JsonNode schema) {
    this.schema = schema;
    check(schema);
  }

  private static void check(JsonNode schema) {
    for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KEYWORDS.contains(name)) {
        throw new IllegalArgumentException(
            "scorer.schema has the keyword \"%s\", expected one of type, required, properties, items, enum, minimum, maximum, additionalProperties."
                .formatted(name));
      }
    }
    String type = schema.path("type").asText("object");
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException(
          "scorer.schema has the type \"%s\", expected one of %s.".formatted(type, TYPES));
    }
    schema.path("properties").forEach(JsonShape::check);
    if (schema.has("items")) {
      check(schema.get("items"));
    }
  }

  /** What is wrong with a value; null if nothing is. */
  String fault(JsonNode value) {
    return fault(schema, value, "$");
  }

  private static String fault(JsonNode schema, JsonNode value, String path) {
    if (schema.has("type") && !is(schema.get("type").asText(), value)) {
      return path + " is not of type " + schema.get("type").asText();
    }
    if (schema.has("enum")) {
      boolean listed = false;
      for (JsonNode one : schema.get("enum")) {
        listed |= one.equals(value) || number(one, value);
      }
      if (!listed) {
        return path + " is none of " + schema.get("enum");
      }
    }
    if (value.isNumber()) {
      if (schema.has("minimum")
          && value.decimalValue().compareTo(schema.get("minimum").decimalValue()) < 0) {
        return path + " is below " + schema.get("minimum");
      }
      if (schema.has("maximum")
          && value.decimalValue().compareTo(schema.get("maximum").decimalValue()) > 0) {
        return path + " is above " + schema.get("maximum");
      }
    }
    return value.isArray() ? items(schema, value, path) : members(schema, value, path);
  }

  private static boolean number(JsonNode one, JsonNode value) {
    return one.isNumber()
        && value.isNumber()
        && one.decimalValue().compareTo(value.decimalValue()) == 0;
  }

  private static String items(JsonNode schema, JsonNode value, String path) {
    for (int i = 0; i < value.size() && schema.has("items"); i++) {
      String fault = fault(schema.get("items"), value.get(i), path + "[" + i + "]");
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private static String members(JsonNode schema, JsonNode value, String path) {
    if (!value.isObject()) {
      return null;
    }
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        return path + " has no " + name.asText();
      }
    }
    JsonNode properties = schema.path("properties");
    boolean closed =
        schema.has("additionalProperties") && !schema.get("additionalProperties").asBoolean(true);
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (properties.has(member.getKey())) {
        String fault =
            fault(properties.get(member.getKey()), member.getValue(), path + "." + member.getKey());
        if (fault != null) {
          return fault;
        }
      } else if (closed) {
        return path + " has the unknown key " + member.getKey();
      }
    }
    return null;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "integer" -> value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
      default -> value.isNumber();
    };
  }
}
