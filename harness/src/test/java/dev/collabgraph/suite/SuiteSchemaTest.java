package dev.collabgraph.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteSchemaTest {
  private final JsonNode schema = SuiteSchema.schema();

  private static List<String> keys(JsonNode section) {
    List<String> keys = new ArrayList<>();
    section.get("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private JsonNode at(String... path) {
    JsonNode node = schema;
    for (String key : path) {
      node = node.get(key);
    }
    return node;
  }

  @Test
  void everySectionHasTheKeysOfTheLoader() {
    assertThat(keys(schema)).isEqualTo(SuiteKeys.ROOT);
    assertThat(keys(at("properties", "splits"))).isEqualTo(SuiteKeys.SPLITS);
    assertThat(keys(at("properties", "roles", "additionalProperties"))).isEqualTo(SuiteKeys.ROLE);
    assertThat(keys(at("properties", "models", "items"))).isEqualTo(SuiteKeys.MODEL);
    assertThat(keys(at("properties", "models", "items", "properties", "price")))
        .isEqualTo(SuiteKeys.PRICE);
    assertThat(keys(at("properties", "search"))).isEqualTo(SuiteKeys.SEARCH);
    assertThat(keys(at("properties", "search", "properties", "budget")))
        .isEqualTo(SuiteKeys.BUDGET);
    JsonNode objective = at("properties", "search", "properties", "objective", "anyOf");
    assertThat(keys(objective.get(0))).isEqualTo(SuiteKeys.OBJECTIVE);
    assertThat(keys(objective.get(1))).containsExactly(SuiteKeys.PARETO);
    assertThat(objective.at("/1/properties/pareto/items/enum")).hasSize(SuiteKeys.MEASURES.size());
    JsonNode topology = at("properties", "search", "properties", "topology", "anyOf").get(1);
    assertThat(keys(topology)).isEqualTo(SuiteKeys.TOPOLOGY);
    assertThat(keys(topology.get("properties").get("sink"))).isEqualTo(SuiteKeys.SINK);
    assertThat(keys(at("properties", "spend"))).isEqualTo(SuiteKeys.SPEND);
    assertThat(keys(at("properties", "tasks")))
        .containsAll(SuiteKeys.TASKS)
        .contains("path", "root", "fields", "separator", "subjects", "pool");
    assertThat(keys(at("properties", "scorer", "anyOf").get(1)))
        .containsAll(SuiteKeys.SCORER)
        .contains("tolerance", "mode", "indexFrom");
  }

  @Test
  void everyKeySaysWhatItHolds() {
    List<String> silent = new ArrayList<>();
    for (String section : List.of("splits", "search", "spend")) {
      at("properties", section, "properties")
          .properties()
          .forEach(
              entry -> {
                if (!entry.getValue().has("type") && !entry.getValue().has("anyOf")) {
                  silent.add(section + "." + entry.getKey());
                }
              });
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void textIsTheSameEachTimeAndIsJson() throws Exception {
    assertThat(SuiteSchema.json()).isEqualTo(SuiteSchema.json());
    assertThat(new ObjectMapper().readTree(SuiteSchema.json())).hasToString(schema.toString());
  }
}
