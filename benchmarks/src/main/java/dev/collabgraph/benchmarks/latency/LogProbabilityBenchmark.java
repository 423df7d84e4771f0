package dev.collabgraph.benchmarks.latency;

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
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the exact log-probability of a sample take?
 *
 * <p>Control: {@code plainPass} adds one number per decision of the same samples. Expected: growth
 * linear in decisions; no allocation.
 *
 * <p>Sizes: 4 to 100 slots, 4 models; loose and tight budgets; fixed and learned slot orders; 64
 * samples in turn.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar latency.LogProbabilityBenchmark -prof
 * gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class LogProbabilityBenchmark {
  private static final int SAMPLES = 64;

  @Param({"4", "16", "64", "100"})
  int slots;

  @Param({"LOOSE", "TIGHT"})
  BudgetKind budget;

  @Param({"FIXED", "LEARNED"})
  SlotOrder order;

  private GraphDistribution distribution;
  private GraphSampler sampler;
  private GraphSample[] samples;
  private int[] decisions;
  private double[] terms;
  private int next;

  /** Draws the samples to score. */
  @Setup
  public void setUp() {
    SearchSpace space = Spaces.space(slots, 4, budget, order);
    SplittableRandom random = new SplittableRandom(7);
    distribution = Spaces.distribution(space, Edges.START);
    sampler = new GraphSampler(space);
    samples = new GraphSample[SAMPLES];
    decisions = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] = sampler.newSample();
      sampler.sample(distribution, random, samples[i]);
      decisions[i] = samples[i].decisions();
    }
    terms = random.doubles(slots * (slots + 2L)).toArray();
  }

  /** The score. */
  @Benchmark
  @ComparedWith("plainPass")
  public double logProbability() {
    next = next + 1 & SAMPLES - 1;
    return sampler.logProbability(distribution, samples[next]);
  }

  /** The control. */
  @Benchmark
  public double plainPass() {
    next = next + 1 & SAMPLES - 1;
    double sum = 0;
    for (int i = 0; i < decisions[next]; i++) {
      sum += terms[i];
    }
    return sum;
  }
}
