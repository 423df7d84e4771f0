package dev.collabgraph.benchmarks.results;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of JMH: some benchmarks with some of their parameters.
 *
 * @param include regular expression, as JMH takes it
 * @param parameters values instead of those of the annotations, by name
 * @param patience how many times as long as usual it is warmed up and measured
 */
record Selection(String include, SortedMap<String, List<String>> parameters, int patience) {
  /** A search runs all of the engine, which the compiler takes some twenty seconds for. */
  private static final int WHOLE_ENGINE = 20;

  private static Selection of(String include, String... parameters) {
    SortedMap<String, List<String>> values = new TreeMap<>();
    for (String parameter : parameters) {
      String[] nameAndValues = parameter.split("=");
      values.put(nameAndValues[0], List.of(nameAndValues[1].split(",")));
    }
    return new Selection(include, values, 1);
  }

  private Selection patiently(int times) {
    return new Selection(include, parameters, times);
  }

  /** What the committed table shows: each question at the sizes its target names. */
  static List<Selection> table() {
    String counted = "latency.SamplingBenchmark.(sample|counted|generatorOnly)$";
    String sampling = "latency.SamplingBenchmark.(sample|generatorOnly)$";
    return List.of(
        of(
            counted,
            "slots=4,8,16,32,64,100",
            "budget=LOOSE",
            "models=4",
            "order=FIXED",
            "edges=HALF"),
        of(sampling, "slots=16,64", "budget=LOOSE", "models=4", "order=FIXED", "edges=START"),
        of(sampling, "slots=16,64", "budget=TIGHT", "models=4", "order=FIXED", "edges=HALF,START"),
        of(sampling, "slots=16", "budget=LOOSE", "models=1,7", "order=FIXED", "edges=HALF"),
        of(sampling, "slots=16", "budget=LOOSE", "models=4", "order=RANDOM,LEARNED", "edges=HALF"),
        of("baseline.RivalSamplingBenchmark", "slots=16"),
        of("latency.LogProbabilityBenchmark", "slots=16", "budget=LOOSE", "order=FIXED"),
        of("latency.PolicyGradientBenchmark", "slots=16"),
        of("baseline.RivalExecutionBenchmark"),
        of("throughput.ExecutionThroughputBenchmark.(run|chainedFutures)$", "shape=COMPLETE_16"),
        of("throughput.SamplingThroughputBenchmark", "slots=16"),
        of("latency.PlanBenchmark", "shape=COMPLETE_16"),
        of("latency.CallBenchmark", "promptLength=60"),
        of("latency.JournalBenchmark", "answers=1000"),
        of("throughput.SearchThroughputBenchmark", "units=18").patiently(WHOLE_ENGINE),
        of("throughput.ScorerThroughputBenchmark"));
  }

  /** Every benchmark with all its parameters: hours. */
  static List<Selection> everything() {
    return List.of(new Selection(".*", new TreeMap<>(Map.of()), 1));
  }
}
