package dev.collabgraph.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collabgraph.gate.bench.BenchFile;
import dev.collabgraph.gate.bench.BenchResult;
import dev.collabgraph.gate.bench.Machine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TableTest {
  private static String result(
      String benchmark, String mode, String parameters, String values, String secondary) {
    return """
    {"jmhVersion":"1.37","benchmark":"dev.collabgraph.benchmarks.%s","mode":"%s","threads":1,
     "forks":2,"jvm":"java","jvmArgs":[],"jdkVersion":"17.0.15","vmName":"VM","vmVersion":"17",
     "params":{%s},"primaryMetric":{"scoreUnit":"%s","rawData":%s},"secondaryMetrics":{%s}}
    """
        .formatted(
            benchmark,
            mode,
            parameters,
            mode.equals("avgt") ? "ns/op" : "ops/s",
            values,
            secondary);
  }

  private static SortedMap<String, BenchResult> results(String... results) {
    return BenchFile.parse("[" + String.join(",", results) + "]", "test").results();
  }

  @Test
  void ratioIsTimesAsLongAsTheControlWhateverTheDirection() {
    SortedMap<String, BenchResult> all =
        results(
            result("latency.LogProbabilityBenchmark.logProbability", "avgt", "", "[[30],[50]]", ""),
            result("latency.LogProbabilityBenchmark.plainPass", "avgt", "", "[[10],[10]]", ""),
            result("throughput.ScorerThroughputBenchmark.score", "thrpt", "", "[[50],[50]]", ""),
            result(
                "throughput.ScorerThroughputBenchmark.sameText", "thrpt", "", "[[200],[200]]", ""));
    List<Row> rows = all.values().stream().map(r -> Row.of(r, all)).toList();
    assertThat(rows)
        .extracting(Row::benchmark, Row::control)
        .contains(org.assertj.core.groups.Tuple.tuple("LogProbability.logProbability", "plainPass"))
        .contains(org.assertj.core.groups.Tuple.tuple("LogProbability.plainPass", ""));
    assertThat(ratio(rows, "LogProbability.logProbability")).isEqualTo(4);
    assertThat(ratio(rows, "ScorerThroughput.score")).isEqualTo(4);
    assertThat(ratio(rows, "ScorerThroughput.sameText")).isNaN();
  }

  private static double ratio(List<Row> rows, String benchmark) {
    return rows.stream()
        .filter(r -> r.benchmark().equals(benchmark))
        .findFirst()
        .orElseThrow()
        .ratio();
  }

  @Test
  void ratioIsInBracketsIfForksDisagree() {
    Map<String, SortedMap<String, BenchResult>> byJdk = new TreeMap<>();
    byJdk.put(
        "17",
        results(
            result("latency.LogProbabilityBenchmark.logProbability", "avgt", "", "[[20],[20]]", ""),
            result("latency.LogProbabilityBenchmark.plainPass", "avgt", "", "[[8],[12]]", "")));
    Table table = new Table(new Machine("CPU", 2, "Linux amd64"), 1, "cmd", byJdk);
    assertThat(table.markdown()).contains("| (2.00) |").doesNotContain("Doubt");
  }

  @Test
  void slopeIsThatOfTheCostAgainstEdgesAsked() {
    String[] sizes = new String[3];
    for (int i = 0; i < sizes.length; i++) {
      int edges = 100 * (i + 1);
      sizes[i] =
          result(
              "latency.SamplingBenchmark.counted",
              "avgt",
              "\"slots\":\"" + i + "\"",
              "[[" + (50 + 2 * edges) + "],[" + (50 + 2 * edges) + "]]",
              "\"edgesAsked\":{\"scoreUnit\":\"#\",\"rawData\":[[%d],[%d]]},\"graphs\":{\"scoreUnit\":\"#\",\"rawData\":[[10],[10]]}"
                  .formatted(10 * edges, 10 * edges));
    }
    SortedMap<String, BenchResult> all = results(sizes);
    Slope slope = Slope.of(all.values().stream().map(r -> Row.of(r, all)).toList()).orElseThrow();
    assertThat(slope.perEdge()).isCloseTo(2, within(1e-9));
    assertThat(slope.constant()).isCloseTo(50, within(1e-6));
    assertThat(slope.explained()).isCloseTo(1, within(1e-9));
  }

  @Test
  void tableIsTheSameInEveryLocaleAndLeavesUnmeasuredCellsEmpty() {
    Map<String, SortedMap<String, BenchResult>> byJdk = new TreeMap<>();
    byJdk.put(
        "17",
        results(
            result("latency.LogProbabilityBenchmark.logProbability", "avgt", "", "[[31]]", ""),
            result("latency.LogProbabilityBenchmark.plainPass", "avgt", "", "[[10]]", "")));
    byJdk.put(
        "25",
        results(result("latency.LogProbabilityBenchmark.plainPass", "avgt", "", "[[9]]", "")));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ru-RU"));
      Table table = new Table(new Machine("CPU", 2, "Linux amd64"), 7, "cmd", byJdk);
      assertThat(table.markdown())
          .contains("Machine: CPU, 2 cores, Linux amd64.")
          .contains("**Doubt: other work shared the machine (load 7.0 on 2 cores).")
          .contains(
              "| LogProbability.logProbability |  | ns/op | plainPass | 31.0 (31.0 to 31.0) | **3.10** |  | | | |\n")
          .contains("| 10.0 (10.0 to 10.0) |  |  | 9.00 (9.00 to 9.00) |  |  |\n");
      assertThat(table.csv())
          .startsWith("jdk,benchmark,parameters,unit,score,low,high,bytes,control,ratio\n17,")
          .contains("17,LogProbability.logProbability,,ns/op,31.0,31.0,31.0,,plainPass,3.10\n");
    } finally {
      Locale.setDefault(before);
    }
  }
}
