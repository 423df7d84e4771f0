package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.bench.BenchFile;
import dev.collabgraph.gate.bench.BenchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Forks that never were, on a machine whose speed wanders: from fork to fork by 5 % (a random walk
 * kept within a factor of 2), on top of it every fork by 3 % and every iteration by 2 %, one
 * iteration in twenty disturbed by up to 100 %.
 */
final class SimulatedForks implements Forks {
  private static final int ITERATIONS = 5;

  private final SplittableRandom random;
  private final int benchmarks;
  private double slowdown = 1;
  private double machine;
  private double bytes;

  /** Sides in the order of measurement, as B and C. */
  final StringBuilder order = new StringBuilder();

  /** Cases in the order of measurement. */
  final List<String> measured = new ArrayList<>();

  SimulatedForks(long seed, int benchmarks) {
    this.random = new SplittableRandom(seed);
    this.benchmarks = benchmarks;
  }

  /** The candidate's first benchmark takes so many times as long. */
  SimulatedForks slower(double factor) {
    slowdown = factor;
    return this;
  }

  /** The candidate's first benchmark allocates so many bytes more. */
  SimulatedForks allocating(double more) {
    bytes = more;
    return this;
  }

  @Override
  public SortedSet<AbCase> cases(Side side) {
    SortedSet<AbCase> cases = new TreeSet<>();
    for (int i = 0; i < benchmarks; i++) {
      cases.addAll(AbCase.all("b.C" + i + ".work", new TreeMap<>()));
    }
    return cases;
  }

  @Override
  public List<BenchResult> measure(Side side, AbCase of, int round) {
    order.append(side == Side.BASE ? 'B' : 'C');
    measured.add(of.name());
    machine = Math.max(-0.35, Math.min(0.35, machine + 0.05 * random.nextGaussian()));
    double fork = Math.exp(machine + 0.03 * random.nextGaussian());
    boolean changed = side == Side.CANDIDATE && of.benchmark().equals("b.C0.work");
    StringBuilder score = new StringBuilder();
    StringBuilder allocated = new StringBuilder();
    for (int i = 0; i < ITERATIONS; i++) {
      double spike = random.nextInt(20) == 0 ? 1 + random.nextDouble() : 1;
      double nanos =
          100 * (changed ? slowdown : 1) * fork * Math.exp(0.02 * random.nextGaussian()) * spike;
      String comma = i == 0 ? "" : ",";
      score.append(comma).append(String.format(Locale.ROOT, "%.6f", nanos));
      allocated
          .append(comma)
          .append(
              String.format(
                  Locale.ROOT, "%.6f", 64 + (changed ? bytes : 0) + 0.02 * random.nextDouble()));
    }
    String json =
        """
        [{"jmhVersion":"1.37","benchmark":"%s","mode":"avgt","threads":1,"forks":1,"jvm":"java",
          "jvmArgs":[],"jdkVersion":"17","vmName":"VM","vmVersion":"17",
          "primaryMetric":{"scoreUnit":"ns/op","rawData":[[%s]]},
          "secondaryMetrics":{"gc.alloc.rate.norm":{"scoreUnit":"B/op","rawData":[[%s]]}}}]
        """
            .formatted(of.benchmark(), score, allocated);
    return List.copyOf(BenchFile.parse(json, "fork").results().values());
  }
}
