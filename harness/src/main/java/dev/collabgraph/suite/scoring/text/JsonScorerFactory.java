package dev.collabgraph.suite.scoring.text;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.collabgraph.suite.Options;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.ScorerFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type {@code json}: the answer is a JSON value, the last one that a fence, a marker or the text
 * itself holds, equal to the gold value. Numbers are compared by value ({@code 1.0} is 1), keys
 * have no order. Options: {@code lists}: {@code ordered} (default) or {@code unordered}; {@code
 * extraKeys} (default false): whether the answer's objects may have keys that the gold's have not;
 * {@code schema}: a JSON Schema, given as a map, of which {@code type}, {@code required}, {@code
 * properties}, {@code items}, {@code enum}, {@code minimum}, {@code maximum} and {@code
 * additionalProperties: false} are read; an answer that breaks it is wrong.
 */
public final class JsonScorerFactory implements ScorerFactory {
  private static final Set<String> KEYS = new TreeSet<>(List.of("lists", "extraKeys", "schema"));
  private static final ObjectReader JSON =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(1 << 20)
                          .maxNumberLength(1000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  @Override
  public String type() {
    return "json";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public String answerHint(Map<String, Object> options) {
    return "End with the answer as one JSON value in a fenced block that begins with ```json.";
  }

  @Override
  public Scorer create(Map<String, Object> options, Path baseDirectory) {
    Options checked = Options.of(options, "scorer", KEYS);
    Object schema = options.get("schema");
    if (schema != null && !(schema instanceof Map)) {
      throw checked.refuse("schema", "a map", "Maybe write: schema: {type: object}");
    }
    return new Json(
        checked.oneOf("lists", "ordered", List.of("ordered", "unordered")).equals("ordered"),
        checked.flag("extraKeys", false),
        schema == null ? null : new JsonShape(new JsonMapper().valueToTree(schema)));
  }

  /** The JSON value that is all of a text, or null. Public for the sibling packages only. */
  public static JsonNode parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node == null || node.isMissingNode() ? null : node;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private record Json(boolean ordered, boolean extraKeys, JsonShape shape) implements Scorer {
    @Override
    public String type() {
      return "json";
    }

    @Override
    public void check(Task task) {
      JsonNode gold = parse(task.answer());
      if (gold == null) {
        throw new IllegalArgumentException(
            "the gold answer \"" + Texts.clipped(task.answer()) + "\" is no JSON value.");
      }
      String fault = shape == null ? null : shape.fault(gold);
      if (fault != null) {
        throw new IllegalArgumentException("the gold answer breaks the schema: " + fault + ".");
      }
    }

    @Override
    public Optional<String> extract(Task task, String completion) {
      return Optional.ofNullable(JsonText.find(completion));
    }

    @Override
    public double score(Task task, String answer) {
      JsonNode value = parse(answer);
      boolean right =
          value != null
              && (shape == null || shape.fault(value) == null)
              && new JsonEquality(ordered, extraKeys).same(parse(task.answer()), value);
      return right ? 1 : 0;
    }

    @Override
    public boolean comparesAnswers() {
      return true;
    }

    @Override
    public boolean equivalent(Task task, String a, String b) {
      JsonNode x = parse(a);
      JsonNode y = parse(b);
      return x == null || y == null ? a.equals(b) : new JsonEquality(ordered, false).same(x, y);
    }
  }
}
