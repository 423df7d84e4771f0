package dev.collabgraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

  /**
   * By hand: the box is 10 units and 4 seconds. Searched: (0.4, 2 units, 1 s) covers 0.4 x 0.8 x
   * 0.75 = 0.24, (0.6, 5, 2 s) covers 0.6 x 0.5 x 0.5 = 0.15, both 0.4 x 0.5 x 0.5 = 0.1: 0.29. The
   * baseline (0.5, 8, 4 s) has the longest latency, so it covers nothing; the second dominates it.
   */
  @Test
  void theFrontOverAllBudgetsAndMeasuresCoversWhatHandsReckon() throws IOException {
    TreeMap<Double, Path> results = new TreeMap<>();
    results.put(5.0, withFront(result("a", 2, 0.4), point("finalist 1", true, 0.4, 2, 1)));
    results.put(
        10.0,
        withFront(
            result("b", 5, 0.6),
            point("finalist 1", true, 0.6, 5, 2) + "," + point("single", false, 0.5, 8, 4)));
    List<String> lines = SweepReport.write("small", results, directory);

    JsonNode front =
        new ObjectMapper().readTree(directory.resolve("sweep.json").toFile()).get("front");
    assertThat(front.get("hypervolume").doubleValue()).isCloseTo(0.29, within(1e-9));
    assertThat(front.get("baselinesHypervolume").doubleValue()).isCloseTo(0, within(1e-9));
    assertThat(front.get("points").findValuesAsText("name"))
        .containsExactly("finalist 1 at 5 units", "finalist 1 at 10 units");
    assertThat(lines)
        .contains(
            "Front of accuracy, cost, latency on validation, all budgets: 2 graphs, 2 of them searched.")
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  private static String point(
      String name, boolean searched, double score, double units, double seconds) {
    return """
        {"name": "%s", "searched": %s, "score": %s, "units": %s, "latencySeconds": %s}"""
        .formatted(name, searched, score, units, seconds);
  }

  private static Path withFront(Path result, String points) throws IOException {
    String front =
        "\"front\": {\"measures\": [\"accuracy\", \"cost\", \"latency\"], \"points\": ["
            + points
            + "]}, ";
    return Files.writeString(result, Files.readString(result).replaceFirst("\\{", "{" + front));
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
