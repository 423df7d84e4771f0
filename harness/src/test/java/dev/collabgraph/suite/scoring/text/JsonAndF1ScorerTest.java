package dev.collabgraph.suite.scoring.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.Task;
import dev.collabgraph.suite.scoring.Scorer;
import dev.collabgraph.suite.scoring.Scorers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonAndF1ScorerTest {
  private static Scorer scorer(String type, Map<String, Object> options) {
    return Scorers.create(new SuiteDefinition.Scoring(type, options), Path.of("."));
  }

  private static double score(Scorer scorer, String gold, String completion) {
    Task task = new Task("t", "q", gold);
    scorer.check(task);
    return scorer.extract(task, completion).map(a -> scorer.score(task, a)).orElse(0.0);
  }

  @Test
  void jsonIsFoundInProseAndComparedByValue() {
    Scorer json = scorer("json", Map.of());
    String gold = "{\"a\": 1, \"b\": [1, 2]}";
    assertThat(score(json, gold, "{\"b\":[1.0,2],\"a\":1e0}")).isEqualTo(1);
    assertThat(score(json, gold, "So:\n```json\n{\"a\":1,\"b\":[1,2]}\n```\nDone.")).isEqualTo(1);
    assertThat(score(json, gold, "first {\"a\":2} then {\"a\":1,\"b\":[1,2]} ok")).isEqualTo(1);
    assertThat(score(json, gold, "{\"a\":1,\"b\":[1,2]} but rather {\"a\":2}")).isZero();
    assertThat(score(json, gold, "{\"a\":1,\"b\":[2,1]}")).isZero();
    assertThat(score(json, gold, "{\"a\":\"1\",\"b\":[1,2]}")).isZero();
    assertThat(score(json, gold, "{\"a\":1,\"b\":[1,2],\"c\":0}")).isZero();
    assertThat(score(json, gold, "{\"a\":1}")).isZero();
    assertThat(score(json, gold, "{\"a\":1,\"a\":1,\"b\":[1,2]}")).isZero();
    assertThat(score(json, gold, "[".repeat(5000) + "]".repeat(5000))).isZero();
    assertThat(score(json, gold, "nothing here")).isZero();
    assertThat(score(json, "\"x\"", "Answer: \"x\"")).isEqualTo(1);
    assertThat(score(json, "{\"a\": \"}\"}", "see {\"a\": \"}\"}")).isEqualTo(1);
    assertThatThrownBy(() -> json.check(new Task("t", "q", "{a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void jsonPolicyAndSchemaAreDeclared() {
    String gold = "{\"a\": 1, \"b\": [1, 2]}";
    Scorer unordered = scorer("json", Map.of("lists", "unordered"));
    assertThat(score(unordered, gold, "{\"a\":1,\"b\":[2,1]}")).isEqualTo(1);
    assertThat(score(unordered, gold, "{\"a\":1,\"b\":[2,2]}")).isZero();
    assertThat(
            score(scorer("json", Map.of("extraKeys", true)), gold, "{\"a\":1,\"b\":[1,2],\"c\":0}"))
        .isEqualTo(1);
    Map<String, Object> schema =
        Map.of(
            "type", "object",
            "required", List.of("a"),
            "properties",
                Map.of(
                    "a",
                    Map.of("type", "integer", "minimum", 0),
                    "n",
                    Map.of("enum", List.of("x"))));
    Scorer shaped = scorer("json", Map.of("schema", schema, "extraKeys", true));
    assertThat(score(shaped, "{\"a\": 1}", "{\"a\":1,\"n\":\"x\"}")).isEqualTo(1);
    assertThat(score(shaped, "{\"a\": 1}", "{\"a\":1,\"n\":\"y\"}")).isZero();
    assertThatThrownBy(() -> shaped.check(new Task("t", "q", "{\"a\": -1}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$.a is below 0");
    assertThatThrownBy(() -> scorer("json", Map.of("schema", Map.of("oneOf", List.of()))))
        .hasMessageContaining("oneOf");
  }

  @Test
  void f1CountsSharedWords() {
    Scorer f1 = scorer("f1", Map.of());
    assertThat(f1.graded()).isTrue();
    assertThat(score(f1, "the cat sat", "The cat, sat!")).isEqualTo(1);
    assertThat(score(f1, "cat sat down", "cat sat")).isCloseTo(0.8, within(1e-12));
    assertThat(score(f1, "cat cat", "cat")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(score(f1, "cat", "dog")).isZero();
    assertThat(score(f1, "[\"cat\", \"big dog\"]", "Answer: a big dog")).isEqualTo(1);
    assertThat(score(scorer("f1", Map.of("threshold", 0.75)), "cat sat down", "cat sat"))
        .isEqualTo(1);
    assertThat(score(scorer("f1", Map.of("threshold", 0.85)), "cat sat down", "cat sat")).isZero();
    assertThat(score(scorer("f1", Map.of("articles", true)), "the cat", "cat"))
        .isCloseTo(2.0 / 3, within(1e-12));
    assertThat(f1.equivalent(new Task("t", "q", "x"), "The cat.", "cat")).isTrue();
    assertThatThrownBy(() -> f1.check(new Task("t", "q", "the")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
