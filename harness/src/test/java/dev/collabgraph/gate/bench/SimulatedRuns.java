package dev.collabgraph.gate.bench;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * JMH files of runs that never were, noisy as real ones are: every fork has a speed of its own
 * (log-normal, 2 %), every iteration too (1 %), and one iteration in fifty is disturbed by up to 40
 * %; bytes allocated wander by hundredths. Half of the benchmarks measure time, half operations per
 * second. Each class has a benchmark {@code work} and a {@code control}.
 */
final class SimulatedRuns {
  private static final int ITERATIONS = 5;

  private final SplittableRandom random;
  private final int classes;
  private final int forks;
  private double slowdown = 1;
  private double machine = 1;
  private double bytes = 64;
  private String jdk = "17.0.15";

  SimulatedRuns(long seed, int classes, int forks) {
    this.random = new SplittableRandom(seed);
    this.classes = classes;
    this.forks = forks;
  }

  /** The first class's {@code work} takes so many times as long. */
  SimulatedRuns slower(double factor) {
    slowdown = factor;
    return this;
  }

  /** Everything takes so many times as long. */
  SimulatedRuns machine(double factor) {
    machine = factor;
    return this;
  }

  /** The first class's {@code work} allocates so much. */
  SimulatedRuns bytes(double perOperation) {
    bytes = perOperation;
    return this;
  }

  SimulatedRuns jdk(String version) {
    jdk = version;
    return this;
  }

  BenchFile run(String source) {
    return BenchFile.parse(json(), source);
  }

  String json() {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < classes; i++) {
      boolean first = i == 0;
      json.append(i == 0 ? "" : ",");
      json.append(result(i, "work", 100 * (first ? slowdown : 1), first ? bytes : 64));
      json.append(',').append(result(i, "control", 80, 0));
    }
    return json.append(']').toString();
  }

  private String result(int index, String method, double nanos, double allocated) {
    boolean time = index % 2 == 0;
    StringBuilder scores = new StringBuilder();
    StringBuilder allocations = new StringBuilder();
    for (int fork = 0; fork < forks; fork++) {
      double speed = Math.exp(0.02 * random.nextGaussian());
      scores.append(fork == 0 ? "[" : ",[");
      allocations.append(fork == 0 ? "[" : ",[");
      for (int i = 0; i < ITERATIONS; i++) {
        double noise = Math.exp(0.01 * random.nextGaussian());
        double spike = random.nextInt(50) == 0 ? 1 + 0.4 * random.nextDouble() : 1;
        double taken = nanos * machine * speed * noise * spike;
        String comma = i == 0 ? "" : ",";
        scores.append(comma).append(String.format(Locale.ROOT, "%.6f", time ? taken : 1e9 / taken));
        allocations
            .append(comma)
            .append(String.format(Locale.ROOT, "%.6f", allocated + 0.02 * random.nextDouble()));
      }
      scores.append(']');
      allocations.append(']');
    }
    return """
        {"jmhVersion":"1.37","benchmark":"b.C%d.%s","mode":"%s","threads":1,"forks":%d,
         "jvm":"java","jvmArgs":["-Xmx1g"],"jdkVersion":"%s","vmName":"OpenJDK","vmVersion":"17",
         "params":{"size":"16"},
         "primaryMetric":{"score":1.0,"scoreUnit":"%s","rawData":[%s]},
         "secondaryMetrics":{"gc.alloc.rate.norm":{"score":1.0,"scoreUnit":"B/op","rawData":[%s]}}}
        """
        .formatted(
            index,
            method,
            time ? "avgt" : "thrpt",
            forks,
            jdk,
            time ? "ns/op" : "ops/s",
            scores,
            allocations);
  }
}
