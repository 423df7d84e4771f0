package dev.collabgraph.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.suite.SuiteSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The reference sections of the manual are what the code says. As with the format of the code, a
 * build of one's own writes them anew (commit them), and a build with the variable {@code CI} set
 * fails when they differ.
 */
class ReferenceTest {
  private static final String BEGIN = "<!-- generated: see ReferenceTest -->\n";
  private static final String END = "<!-- end of what is generated -->\n";

  @Test
  void goalsAreThoseOfThePluginsDescriptor() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Goals.Goal goal : Goals.all().values()) {
      text.append("\n## ").append(goal.name()).append("\n\n").append(cell(goal.description()));
      text.append(
          goal.phase().isEmpty()
              ? "\n\nBound to no phase.\n\n"
              : "\n\nPhase by default: `" + goal.phase() + "`.\n\n");
      text.append("| parameter | property | default | meaning |\n|---|---|---|---|\n");
      for (Goals.Parameter each : goal.parameters()) {
        text.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(
                    each.name(),
                    each.property().isEmpty() ? "POM only" : "`" + each.property() + "`",
                    each.defaultValue().isEmpty() ? "" : "`" + each.defaultValue() + "`",
                    cell(each.description())));
      }
    }
    assertThat(Goals.all()).containsKeys("search", "evaluate", "check", "bless", "init");
    hold("goals.md", text.append('\n').toString());
  }

  @Test
  void keysAreThoseOfTheSuiteSchema() throws IOException {
    List<String> rows = new ArrayList<>();
    walk("", new ObjectMapper().readTree(SuiteSchema.json()), rows);
    assertThat(rows).anyMatch(row -> row.startsWith("| `search.budget.units` |"));
    hold(
        "suite-file.md",
        "\n| key | value | meaning, unit, default |\n|---|---|---|\n"
            + String.join("", rows)
            + "\n");
  }

  private static void walk(String path, JsonNode schema, List<String> rows) {
    for (JsonNode each : schema.path("anyOf")) {
      if (each.has("properties")) {
        walk(path, each, rows);
      }
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String key = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      row(key, property.getValue(), rows);
      walk(key, property.getValue(), rows);
    }
    if (schema.path("additionalProperties").isObject()) {
      walk(path + ".<name>", schema.get("additionalProperties"), rows);
    }
    if (schema.path("items").has("properties")) {
      walk(path + "[]", schema.get("items"), rows);
    }
  }

  private static void row(String key, JsonNode schema, List<String> rows) {
    String meaning = schema.path("description").asText();
    for (JsonNode each : schema.path("anyOf")) {
      if (meaning.isEmpty()) {
        meaning = each.path("description").asText();
      }
    }
    if (meaning.isEmpty()) {
      meaning =
          key.startsWith("scorer.")
              ? "of some scorers, see [Scorers](scorers.md)"
              : "of some formats, see above";
    }
    rows.add("| `%s` | %s | %s |\n".formatted(key, cell(value(schema)), cell(meaning)));
  }

  private static String value(JsonNode schema) {
    if (schema.has("anyOf")) {
      List<String> choices = new ArrayList<>();
      schema.get("anyOf").forEach(each -> choices.add(value(each)));
      return String.join(" or ", choices);
    }
    if (schema.has("enum")) {
      List<String> words = new ArrayList<>();
      schema.get("enum").forEach(word -> words.add("`" + word.asText() + "`"));
      return String.join(", ", words);
    }
    String type =
        schema.path("type").isArray()
            ? schema.get("type").get(0).asText()
            : schema.path("type").asText();
    String kind =
        switch (type) {
          case "integer" -> "whole number";
          case "string" -> "text";
          case "object" -> "map";
          case "array" -> "list";
          default -> type;
        };
    return kind
        + bound(schema, "exclusiveMinimum", " above ")
        + bound(schema, "minimum", " from ")
        + bound(schema, "maximum", schema.has("minimum") ? " to " : " up to ");
  }

  private static String bound(JsonNode schema, String key, String words) {
    return schema.has(key)
        ? words + schema.get(key).decimalValue().stripTrailingZeros().toPlainString()
        : "";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  /** The part between the marks, or writes it if told to. */
  private static void hold(String chapter, String expected) throws IOException {
    Path file = Manual.FOLDER.resolve(chapter);
    String text = Manual.read(file);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(end).as("marks in " + chapter).isGreaterThanOrEqualTo(begin);
    if (System.getenv("CI") == null && !text.substring(begin, end).equals(expected)) {
      text = text.substring(0, begin) + expected + text.substring(end);
      Files.writeString(file, text);
      end = text.indexOf(END);
    }
    assertThat(text.substring(begin, end))
        .as(
            "the reference in %s; a build without the variable CI writes it anew: mvn -pl harness,plugin -am test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false",
            chapter)
        .isEqualTo(expected);
  }
}
