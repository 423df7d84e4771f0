package dev.collabgraph.benchmarks;

import static dev.collabgraph.benchmarks.SmokeTest.Bound.control;
import static dev.collabgraph.benchmarks.SmokeTest.Bound.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
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
 * The smoke profile: every benchmark and its control start in this JVM, for milliseconds, give a
 * figure, and stand to each other as they must on any machine: a control takes no longer than what
 * it is the control of, a rival is slower. The bounds are many times wider than what was ever
 * measured, and each has to hold in one of three attempts only, so noise does not break them; a
 * control that the compiler removed the work of, or a sampler that became a naive one, does. How
 * fast they are is for the benchmarks to say, on a quiet machine.
 */
class SmokeTest {
  private static final int ATTEMPTS = 3;

  /** What {@code first} takes is at most so many times what {@code second} takes. */
  record Bound(String first, double times, String second) {
    boolean holds(Map<String, Double> nanos) {
      return nanos.get(first) <= times * nanos.get(second);
    }

    static Bound within(String first, double times, String second) {
      return new Bound(first, times, second);
    }

    /** A control is cheaper than what is compared with it, if not by how much. */
    static Bound control(String control, String of) {
      return new Bound(control, 1, of);
    }
  }

  private static Set<String> run(String include, String[] parameters, Bound... bounds)
      throws RunnerException {
    Set<Bound> open = new LinkedHashSet<>(List.of(bounds));
    Map<String, Map<String, Double>> cases = Map.of();
    Set<String> methods = new TreeSet<>();
    for (int attempt = 0; attempt == 0 || (attempt < ATTEMPTS && !open.isEmpty()); attempt++) {
      Map<String, Map<String, Double>> measured = measure(include, parameters);
      open.removeIf(bound -> measured.values().stream().allMatch(bound::holds));
      cases = measured;
      measured.values().forEach(nanos -> methods.addAll(nanos.keySet()));
    }
    assertThat(open).as("bounds that held in none of %d attempts: %s", ATTEMPTS, cases).isEmpty();
    return methods;
  }

  /** Nanoseconds of an operation by method, by the parameters. */
  private static Map<String, Map<String, Double>> measure(String include, String[] parameters)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(include)
            .forks(0)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(50))
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(50))
            .timeUnit(TimeUnit.NANOSECONDS)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    for (String parameter : parameters) {
      String[] nameAndValues = parameter.split("=");
      options.param(nameAndValues[0], nameAndValues[1].split(","));
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    Map<String, Map<String, Double>> cases = new TreeMap<>();
    for (RunResult result : results) {
      BenchmarkParams benchmark = result.getParams();
      String[] path = benchmark.getBenchmark().split("\\.");
      double score = result.getPrimaryResult().getScore();
      assertThat(score).as(benchmark.getBenchmark()).isPositive().isFinite();
      StringBuilder values = new StringBuilder();
      for (String key : benchmark.getParamsKeys()) {
        values.append(key).append('=').append(benchmark.getParam(key)).append(' ');
      }
      cases
          .computeIfAbsent(values.toString().strip(), key -> new TreeMap<>())
          .put(path[path.length - 1], benchmark.getMode() == Mode.Throughput ? 1 / score : score);
      checkCounters(result);
    }
    return cases;
  }

  /** Where a benchmark counts outcomes, they are those it was made for. */
  private static void checkCounters(RunResult result) {
    var counted = result.getSecondaryResults(); // of a raw type
    if (counted.containsKey("cacheHits")) {
      assertThat(counted.get("cacheHits").getScore())
          .as("calls that the cache answered")
          .isPositive()
          .isEqualTo(counted.get("calls").getScore());
    }
    if (counted.containsKey("edgesAsked")) {
      double graphs = counted.get("graphs").getScore();
      assertThat(counted.get("edgesAsked").getScore()).isPositive();
      assertThat(counted.get("nodesLive").getScore()).isBetween(graphs, 16 * graphs);
    }
  }

  private static String[] with(String... parameters) {
    return parameters;
  }

  @Test
  void samplingStaysWithinReachOfItsRandomWords() throws RunnerException {
    assertThat(
            run(
                "latency.SamplingBenchmark",
                with("slots=16", "models=4", "edges=START"),
                control("generatorOnly", "sample"),
                within("sample", 100, "generatorOnly")))
        .containsExactlyInAnyOrder("sample", "counted", "generatorOnly");
  }

  @Test
  void samplingIsFasterThanItsRivals() throws RunnerException {
    assertThat(
            run(
                "baseline.RivalSamplingBenchmark",
                with("slots=16"),
                within("collabgraph", 0.5, "naive"),
                within("collabgraph", 0.2, "jgrapht"),
                control("generatorOnly", "naive")))
        .containsExactlyInAnyOrder("collabgraph", "naive", "jgrapht", "generatorOnly");
  }

  @Test
  void frameworksRunAllShapesAndAnswerTheSame() throws RunnerException {
    assertThat(
            run(
                "baseline.RivalExecutionBenchmark",
                with(),
                control("chainedFutures", "collabgraph"),
                within("collabgraph", 1, "langGraph4j")))
        .containsExactlyInAnyOrder("collabgraph", "chainedFutures", "langGraph4j", "agentic");
  }

  @Test
  void searchStarts() throws RunnerException {
    assertThat(
            run(
                "throughput.SearchThroughputBenchmark",
                with("units=18"),
                within("callsOnly", 2, "search")))
        .containsExactlyInAnyOrder("search", "callsOnly");
  }

  @Test
  void journalStarts() throws RunnerException {
    assertThat(run("latency.JournalBenchmark", with("answers=100")))
        .containsExactlyInAnyOrder("keep", "plainAppend", "readBack", "plainRead");
  }

  @Test
  void scorersStart() throws RunnerException {
    assertThat(run("throughput.ScorerThroughputBenchmark", with(), control("sameText", "score")))
        .containsExactlyInAnyOrder("score", "sameText");
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
    assertThat(
            run(
                "latency.LogProbabilityBenchmark",
                with("slots=16"),
                within("logProbability", 100, "plainPass")))
        .containsExactlyInAnyOrder("logProbability", "plainPass");
  }

  @Test
  void updateStaysWithinReachOfAPlainPass() throws RunnerException {
    assertThat(
            run(
                "latency.PolicyGradientBenchmark",
                with("slots=16", "batch=64"),
                control("densePass", "update"),
                within("update", 30, "plainPass")))
        .containsExactlyInAnyOrder("update", "sampleAndUpdate", "plainPass", "densePass");
  }

  @Test
  void throughputStarts() throws RunnerException {
    assertThat(run("throughput.SamplingThroughputBenchmark", with("slots=16")))
        .containsExactlyInAnyOrder("allCores", "oneThread");
  }

  @Test
  void executionStarts() throws RunnerException {
    assertThat(
            run(
                "latency.ExecutionBenchmark",
                with("shape=LAYERED_8X8"),
                control("emptyPlan", "run"),
                within("run", 100, "chainedFutures")))
        .containsExactlyInAnyOrder("run", "shared", "chainedFutures", "emptyPlan");
  }

  @Test
  void executionThroughputStarts() throws RunnerException {
    assertThat(
            run(
                "throughput.ExecutionThroughputBenchmark",
                with("shape=COMPLETE_16"),
                control("emptyPlan", "run"),
                within("run", 100, "chainedFutures")))
        .containsExactlyInAnyOrder("run", "chainedFutures", "emptyPlan");
  }

  @Test
  void planStarts() throws RunnerException {
    assertThat(run("latency.PlanBenchmark", with("shape=COMPLETE_16")))
        .containsExactlyInAnyOrder("cost", "plainSum", "compile", "compileNew", "graphOnly");
  }

  @Test
  void callStartsAndTheCacheAnswers() throws RunnerException {
    assertThat(
            run(
                "latency.CallBenchmark",
                with("promptLength=60"),
                control("noOperation", "simulatedCall"),
                within("fileRead", 2, "cacheHit")))
        .containsExactlyInAnyOrder("simulatedCall", "cacheHit", "noOperation", "fileRead");
  }
}
