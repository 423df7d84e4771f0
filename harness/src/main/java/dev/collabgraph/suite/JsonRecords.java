package dev.collabgraph.suite;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Strict reading of JSON objects: limits on depth and length, no duplicate keys, no trailing text.
 */
final class JsonRecords {
  private static final ObjectReader JSON =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(DataFiles.MAX_RECORD)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  private JsonRecords() {}

  /** Hands every line that is not blank to {@code use}, with its file and line. */
  static void lines(Path file, BiConsumer<JsonNode, String> use) {
    try (DataFiles.Lines lines = new DataFiles.Lines(file)) {
      for (int number = lines.line(); ; number = lines.line()) {
        String line = lines.readLine();
        if (line == null) {
          return;
        }
        if (!line.isBlank()) {
          String where = file + ":" + number;
          use.accept(object(line, where), where);
        }
      }
    }
  }

  /** One object. */
  static JsonNode object(String text, String where) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.isObject()) {
        return node;
      }
      throw new SuiteException(
          "The record is JSON but no object, expected {\"question\": ..., \"answer\": ...}. (%s)"
              .formatted(where));
    } catch (JsonParseException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw invalid(e, where + ":" + column);
    } catch (JsonProcessingException e) {
      throw invalid(e, where);
    }
  }

  /** Without a cause: Maven would print the parser's message a second time. */
  private static SuiteException invalid(JsonProcessingException e, String place) {
    return new SuiteException(
        "The record is not valid JSON: %s. (%s) Write one whole object a line: {\"question\": \"...\", \"answer\": \"...\"}"
            .formatted(ParserWords.of(e), place));
  }

  /** The text of a key: as it is, a number as written, a list or object as JSON; null if absent. */
  static String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isTextual()) {
      return value.textValue();
    }
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.toString();
  }

  /** {@link #text} of a key that must be there. */
  static String required(JsonNode node, String key, String where) {
    String text = text(node, key);
    if (text == null) {
      throw new SuiteException(
          "The record has no \"%s\", only %s. (%s) Maybe the file has another format: tasks.format: jsonl takes any keys."
              .formatted(key, names(node), where));
    }
    return text;
  }

  static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
