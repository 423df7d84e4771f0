package dev.collabgraph.gate.ab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.gate.bench.BenchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbFileTest {
  @TempDir Path folder;

  @Test
  void everyForkAndTheMachineAreInTheFile() throws IOException {
    AbResult result =
        new AbSession(
                new AbRule(BenchRule.defaults(), 5, 5, 7), new SimulatedForks(1, 2), line -> {})
            .run();
    Path file = folder.resolve("ab.json");
    AbFile.write(file, result, "aa", "bb");
    JsonNode tree = new ObjectMapper().readTree(Files.readString(file));
    assertThat(tree.get("formatVersion").intValue()).isEqualTo(1);
    assertThat(tree.at("/machine/cores").intValue()).isPositive();
    assertThat(tree.at("/machine/processor").textValue()).isNotEmpty();
    assertThat(tree.get("base").textValue()).isEqualTo("aa");
    assertThat(tree.get("forks")).hasSize(2 * 2 * 5);
    assertThat(tree.at("/forks/0/score")).hasSize(5);
    assertThat(tree.at("/forks/0/gc.alloc.rate.norm")).hasSize(5);
    assertThat(tree.at("/rule/seed").intValue()).isEqualTo(7);
    assertThat(tree.get("comparisons")).hasSize(4);
    assertThat(tree.at("/comparisons/0/low").isNumber()).isTrue();
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing half written is left").containsExactly(file);
    }
  }
}
