package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepReportTest {
  @TempDir Path directory;

  @Test
  void theFrontHoldsWhatNothingCheaperMatches() throws IOException {
    TreeMap<Double, Path> results = new TreeMap<>();
    results.put(6.0, result("a", 5.5, 0.40));
    results.put(12.0, result("b", 11.0, 0.50));
    results.put(18.0, result("c", 17.0, 0.50));
    results.put(24.0, result("d", 9.0, 0.45));
    List<String> lines = SweepReport.write("small", results, directory);

    assertThat(lines)
        .contains(
            "6 *         5.50   40.0 %   35.0 to 45.0     100  best one                       +2.0",
            "18            17   50.0 %   45.0 to 55.0     100  best one                       +2.0");
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    JsonNode json = new ObjectMapper().readTree(directory.resolve("sweep.json").toFile());
    assertThat(json.at("/budgets").findValuesAsText("onFront"))
        .containsExactly("true", "true", "false", "true");
    assertThat(json.at("/budgets/1/difference/value").doubleValue()).isEqualTo(0.02);
    assertThat(Files.readString(directory.resolve("sweep.md"))).contains("small at 4 budgets");
  }

  @Test
  void anInconclusiveBudgetIsShownAndOnNoFront() throws IOException {
    TreeMap<Double, Path> results = new TreeMap<>();
    results.put(6.0, result("a", 5.5, 0.40));
    results.put(
        12.0,
        Files.writeString(
            directory.resolve("none.json"),
            "{\"status\": \"inconclusive\", \"winner\": null, \"verdict\": {}, \"bill\": {}}"));

    assertThat(SweepReport.write("small", results, directory))
        .anyMatch(line -> line.startsWith("12") && line.contains("inconclusive"));
  }

  @Test
  void aMissingResultIsNamed() {
    TreeMap<Double, Path> results = new TreeMap<>();
    results.put(6.0, directory.resolve("absent.json"));

    assertThatThrownBy(() -> SweepReport.write("small", results, directory))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("absent.json");
  }

  private Path result(String name, double units, double score) throws IOException {
    String text =
        """
        {"status": "ok", "winner": {"digest": "%s", "cost": {"units": %s},
         "validation": {"score": 0.1, "low": 0.0, "high": 0.2, "n": 50},
         "test": {"score": %s, "low": %s, "high": %s, "n": 100}},
         "verdict": {"bestBaseline": "best one", "beatsBestBaseline": false,
         "difference": {"value": 0.02, "low": -0.01, "high": 0.05}}, "bill": {"calls": 1000}}
        """
            .formatted(name, units, score, score - 0.05, score + 0.05);
    return Files.writeString(directory.resolve(name + ".json"), text);
  }
}
