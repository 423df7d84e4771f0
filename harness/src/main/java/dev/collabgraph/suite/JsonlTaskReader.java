package dev.collabgraph.suite;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Format {@code jsonl}: one JSON object a line, blank lines skipped. Texts are taken as they are,
 * numbers and booleans as written, lists and objects as JSON. Options: {@code path}, {@code root}
 * and those of {@link Columns}.
 */
public final class JsonlTaskReader implements TaskReader {
  private static final ObjectReader JSON =
      JsonMapper.builder(
              new com.fasterxml.jackson.core.JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(DataFiles.MAX_RECORD)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  @Override
  public String format() {
    return "jsonl";
  }

  @Override
  public Set<String> optionKeys() {
    return Columns.KEYS;
  }

  @Override
  public Set<String> fields(Map<String, Object> options) {
    return Columns.of(Options.of(options, "tasks", Columns.KEYS)).fields().keySet();
  }

  @Override
  public void check(Map<String, Object> options) {
    Options checked = Options.of(options, "tasks", Columns.KEYS);
    checked.requiredText("path", "data/tasks.jsonl");
    checked.text("root", null);
    Columns.of(checked);
  }

  @Override
  public List<Task> read(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "tasks", Columns.KEYS);
    Columns columns = Columns.of(checked);
    Path file =
        DataFiles.resolve(
            baseDirectory,
            checked.text("root", null),
            checked.requiredText("path", "data/tasks.jsonl"));
    TaskIds tasks = new TaskIds();
    try (DataFiles.Lines lines = new DataFiles.Lines(file)) {
      for (int number = lines.line(); ; number = lines.line()) {
        String line = lines.readLine();
        if (line == null) {
          return tasks.list();
        }
        if (!line.isBlank()) {
          String where = file + ":" + number;
          tasks.add(columns.task(record(line, where), names(line, where), where), where);
        }
      }
    }
  }

  private static java.util.function.Function<String, String> record(String line, String where) {
    JsonNode node = object(line, where);
    return column -> {
      JsonNode value = node.get(column);
      if (value == null || value.isNull()) {
        return null;
      }
      return value.isTextual() ? value.textValue() : written(value);
    };
  }

  private static String written(JsonNode value) {
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.toString();
  }

  private static List<String> names(String line, String where) {
    List<String> names = new ArrayList<>();
    object(line, where).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode object(String line, String where) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.isObject()) {
        return node;
      }
      throw new SuiteException(
          "The line is JSON but no object, expected {\"question\": ..., \"answer\": ...}. (%s)"
              .formatted(where));
    } catch (JsonParseException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw new SuiteException(
          "The line is not valid JSON: %s. (%s:%d)"
              .formatted(e.getOriginalMessage(), where, column),
          e);
    } catch (JsonProcessingException e) {
      throw new SuiteException(
          "The line is not valid JSON: %s. (%s)".formatted(e.getOriginalMessage(), where), e);
    }
  }
}
