package dev.collabgraph.benchmarks.throughput;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.benchmarks.Spaces;
import dev.collabgraph.benchmarks.Spaces.BudgetKind;
import dev.collabgraph.benchmarks.Spaces.Edges;
import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.distribution.SlotOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many samples per second do all cores draw, each thread with its own sampler?
 *
 * <p>Control: {@code oneThread}, the same on one thread; samplers share nothing, so the ratio
 * should be near the number of cores.
 *
 * <p>Sizes: 16 and 64 slots, 4 models, a tight budget, two inputs expected per slot.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar throughput.SamplingThroughputBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class SamplingThroughputBenchmark {
  @Param({"16", "64"})
  int slots;

  private SplittableRandom random;
  private GraphDistribution distribution;
  private GraphSampler sampler;
  private GraphSample sample;

  /** Builds a sampler for a thread. */
  @Setup
  public void setUp() {
    SearchSpace space = Spaces.space(slots, 4, BudgetKind.TIGHT, SlotOrder.FIXED);
    random = new SplittableRandom(7);
    distribution = Spaces.distribution(space, Edges.START);
    sampler = new GraphSampler(space);
    sample = sampler.newSample();
  }

  /** All cores. */
  @Benchmark
  @ComparedWith("oneThread")
  @Threads(Threads.MAX)
  public GraphSample allCores() {
    sampler.sample(distribution, random, sample);
    return sample;
  }

  /** The control. */
  @Benchmark
  @Threads(1)
  public GraphSample oneThread() {
    sampler.sample(distribution, random, sample);
    return sample;
  }
}
