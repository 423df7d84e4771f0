package dev.collabgraph.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class ScorerOptionsTest {

  @Test
  void valuesAreTypedAsYamlWould() {
    Properties properties = new Properties();
    properties.setProperty("collabgraph.scorer", "math");
    properties.setProperty("collabgraph.scorer.mode", "symbolic");
    properties.setProperty("collabgraph.scorer.tolerance", "1e-6");
    properties.setProperty("collabgraph.scorer.options", "4");
    properties.setProperty("collabgraph.scorer.ignoreCase", "true");
    properties.setProperty("collabgraph.suite", "other");

    assertThat(ScorerOptions.from(properties))
        .containsOnlyKeys("ignoreCase", "mode", "options", "tolerance")
        .containsEntry("ignoreCase", true)
        .containsEntry("mode", "symbolic")
        .containsEntry("options", 4)
        .containsEntry("tolerance", 1e-6);
  }
}
