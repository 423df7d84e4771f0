package dev.collabgraph.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The smoke profile: every benchmark and its control start in this JVM, for milliseconds, and give
 * a figure. How fast they are is for the benchmarks to say, on a quiet machine.
 */
class SmokeTest {

  private static Map<String, Double> run(String include, String... parameters)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(include)
            .forks(0)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(50))
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(50))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    for (String parameter : parameters) {
      String[] nameAndValues = parameter.split("=");
      options.param(nameAndValues[0], nameAndValues[1].split(","));
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    Map<String, Double> scores = new TreeMap<>();
    for (RunResult result : results) {
      String[] path = result.getParams().getBenchmark().split("\\.");
      double score = result.getPrimaryResult().getScore();
      assertThat(score).as(result.getParams().getBenchmark()).isPositive();
      scores.put(path[path.length - 1], score);
    }
    return scores;
  }

  @Test
  void samplingStartsOverBudgetsAndOrders() throws RunnerException {
    Map<String, Double> scores =
        run("latency.SamplingBenchmark", "slots=16", "models=4", "edges=START");
    assertThat(scores).containsOnlyKeys("sample", "counted", "generatorOnly");
  }

  @Test
  void rivalsStart() throws RunnerException {
    assertThat(run("baseline.RivalSamplingBenchmark", "slots=16"))
        .containsOnlyKeys("collabgraph", "naive", "jgrapht", "generatorOnly");
  }

  @Test
  void frameworksRunAllShapesAndAnswerTheSame() throws RunnerException {
    assertThat(run("baseline.RivalExecutionBenchmark"))
        .containsOnlyKeys("collabgraph", "chainedFutures", "langGraph4j", "agentic");
  }

  @Test
  void searchStarts() throws RunnerException {
    assertThat(run("throughput.SearchThroughputBenchmark", "units=18"))
        .containsOnlyKeys("search", "callsOnly");
  }

  @Test
  void journalStarts() throws RunnerException {
    assertThat(run("latency.JournalBenchmark", "answers=100"))
        .containsOnlyKeys("keep", "plainAppend", "readBack", "plainRead");
  }

  @Test
  void scorersStart() throws RunnerException {
    assertThat(run("throughput.ScorerThroughputBenchmark")).containsOnlyKeys("score", "sameText");
  }

  /**
   * What the table divides by must be there, and a benchmark that nothing is held against is none.
   */
  @Test
  void everyBenchmarkIsAControlOrHasOne() throws Exception {
    Map<String, Set<String>> methods = new TreeMap<>();
    Map<String, Set<String>> controls = new TreeMap<>();
    List<BenchmarkListEntry> entries;
    try (InputStream list = SmokeTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
      entries = BenchmarkList.readBenchmarkList(list);
    }
    for (BenchmarkListEntry entry : entries) {
      String name = entry.getUsername();
      String type = name.substring(0, name.lastIndexOf('.'));
      methods.computeIfAbsent(type, t -> new TreeSet<>()).add(name.substring(type.length() + 1));
    }
    assertThat(methods).hasSizeGreaterThanOrEqualTo(12);
    for (String type : methods.keySet()) {
      Set<String> alone = new TreeSet<>(methods.get(type));
      Set<String> used = controls.computeIfAbsent(type, t -> new TreeSet<>());
      for (Method method : Class.forName(type).getMethods()) {
        ComparedWith with = method.getAnnotation(ComparedWith.class);
        if (with != null) {
          assertThat(methods.get(type)).as(type).contains(method.getName(), with.value());
          alone.remove(method.getName());
          used.add(with.value());
        }
      }
      assertThat(used).as("controls of " + type).isNotEmpty().containsAll(alone);
    }
  }

  @Test
  void logProbabilityStarts() throws RunnerException {
    assertThat(run("latency.LogProbabilityBenchmark", "slots=16"))
        .containsOnlyKeys("logProbability", "plainPass");
  }

  @Test
  void updateStarts() throws RunnerException {
    assertThat(run("latency.PolicyGradientBenchmark", "slots=16", "batch=64"))
        .containsOnlyKeys("update", "sampleAndUpdate", "plainPass");
  }

  @Test
  void throughputStarts() throws RunnerException {
    assertThat(run("throughput.SamplingThroughputBenchmark", "slots=16"))
        .containsOnlyKeys("allCores", "oneThread");
  }

  @Test
  void executionStarts() throws RunnerException {
    Map<String, Double> scores = run("latency.ExecutionBenchmark", "shape=LAYERED_8X8");
    assertThat(scores).containsOnlyKeys("run", "shared", "chainedFutures", "emptyPlan");
  }

  @Test
  void executionThroughputStarts() throws RunnerException {
    Map<String, Double> scores =
        run("throughput.ExecutionThroughputBenchmark", "shape=COMPLETE_16");
    assertThat(scores).containsOnlyKeys("run", "chainedFutures", "emptyPlan");
  }

  @Test
  void planStarts() throws RunnerException {
    Map<String, Double> scores = run("latency.PlanBenchmark", "shape=COMPLETE_16");
    assertThat(scores).containsOnlyKeys("cost", "plainSum", "compile", "compileNew", "graphOnly");
  }

  @Test
  void callStarts() throws RunnerException {
    Map<String, Double> scores = run("latency.CallBenchmark", "promptLength=60");
    assertThat(scores).containsOnlyKeys("simulatedCall", "cacheHit", "noOperation", "fileRead");
  }
}
