package dev.collabgraph.gate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collabgraph.gate.GateException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchFileTest {
  private static final String GOOD = new SimulatedRuns(1, 1, 3).json();

  @Test
  void rawDataAndSecondaryMetricsAreKept() {
    BenchFile file = BenchFile.parse(GOOD, "r.json");
    BenchResult result = file.results().get("b.C0.work {size=16} [avgt]");
    assertThat(result.score().forks()).hasSize(3).allSatisfy(fork -> assertThat(fork).hasSize(5));
    assertThat(result.secondary()).containsOnlyKeys(BenchResult.ALLOCATION);
    assertThat(result.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    assertThat(result.environment().jdkVersion()).isEqualTo("17.0.15");
  }

  @Test
  void dotBeforeAProfilersNameIsDropped() {
    String old = GOOD.replace("\"gc.alloc", "\"\u00b7gc.alloc");
    assertThat(BenchFile.parse(old, "r.json").results().values())
        .allSatisfy(r -> assertThat(r.secondary()).containsKey(BenchResult.ALLOCATION));
  }

  @Test
  void histogramsOfSampledTimesAreAveraged() {
    String sampled =
        GOOD.replace("\"avgt\"", "\"sample\"")
            .replaceAll(
                "\"ns/op\",\"rawData\":.*\\]\\]\\}",
                "\"ns/op\",\"rawDataHistogram\":[[[[10,3],[30,1]]]]}");
    BenchResult result =
        BenchFile.parse(sampled, "r.json").results().get("b.C0.work {size=16} [sample]");
    assertThat(result.score().forkMeans()).containsExactly(15);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"mode\":\"avgt\"` | `\"mode\":\"fast\"` | mode is \"fast\", expected thrpt, avgt, sample or ss",
        "`\"ns/op\"` | `\"ops/s\"` | scoreUnit is \"ops/s\", expected one with \"/op\" in mode avgt",
        "`\"threads\":1` | `\"threads\":\"one\"` | threads is \"one\", expected a whole number",
        "`\"jdkVersion\":` | `\"jdk\":` | jdkVersion is missing, expected a text",
        "`\"b.C0.work\"` | `\"work\"` | benchmark is \"work\", expected a class and a method",
        "`\"rawData\":[[` | `\"rawData\":[[-` | primaryMetric.rawData is -",
        "`\"secondaryMetrics\"` | `\"others\"` | secondaryMetrics is missing, expected an object",
      })
  void malformedResultIsOneClearError(String good, String bad, String message) {
    assertThatThrownBy(() -> BenchFile.parse(GOOD.replace(good, bad), "r.json"))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith("r.json, result 1: ")
        .hasMessageContaining(message);
  }

  @Test
  void textThatIsNoListOfResultsIsRefused() {
    assertThatThrownBy(() -> BenchFile.parse("{}", "r.json"))
        .hasMessage("r.json is not a list of JMH results.");
    assertThatThrownBy(() -> BenchFile.parse("[]", "r.json"))
        .hasMessageStartingWith("r.json holds no benchmark.");
    assertThatThrownBy(() -> BenchFile.parse(GOOD.substring(0, 400), "r.json"))
        .hasMessageStartingWith("r.json is not JSON: ");
    assertThatThrownBy(
            () ->
                BenchFile.parse(
                    "[" + GOOD.substring(1, GOOD.length() - 1) + "," + GOOD.substring(1), "r.json"))
        .hasMessageStartingWith("r.json has b.C0.work {size=16} [avgt] twice");
  }

  @Test
  void absentFileNamesTheCommandThatWritesIt() {
    assertThatThrownBy(() -> BenchFile.read(Path.of("absent.json")))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("java -jar benchmarks.jar -f 5 -prof gc -rf json -rff absent.json");
  }
}
