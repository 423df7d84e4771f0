package dev.collabgraph.benchmarks.latency;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.benchmarks.Spaces;
import dev.collabgraph.benchmarks.Spaces.BudgetKind;
import dev.collabgraph.benchmarks.Spaces.Edges;
import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.PolicyGradient;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.distribution.SlotOrder;
import java.util.ArrayList;
import java.util.List;
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
 * How long does one policy-gradient update take, and an update with its sampling?
 *
 * <p>Control: {@code plainPass} goes once over what an update reads, the recorded decisions of
 * every graph of the batch, and adds one weighted term for each: an input asked, a role, a model of
 * a live slot. It computes no probability, no advantage, no condition and takes no step. Expected:
 * a batch of 64 with 16 slots within 3 times the control; no allocation.
 *
 * <p>{@code densePass} is another reading of a plain pass: one vectorised multiply and add over all
 * parameters (slots x (slots - 1) / 2 edges, slots x 2 roles and slots x 4 models) for every graph,
 * blind to what a graph asked. No decision is looked at, so it is a floor, not a target.
 *
 * <p>Sizes: 16 and 64 slots, 4 models, a loose budget; batches of 4, 64 and 1,024 graphs on 20
 * tasks.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar latency.PolicyGradientBenchmark -prof
 * gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class PolicyGradientBenchmark {
  private static final int TASKS = 20;

  @Param({"16", "64"})
  int slots;

  @Param({"4", "64", "1024"})
  int batch;

  private SplittableRandom random;
  private GraphDistribution start;
  private GraphDistribution distribution;
  private GraphSampler sampler;
  private PolicyGradient update;
  private List<GraphSample> samples;
  private double[][] rewards;
  private double[] parameters;
  private double[] sums;

  /** Draws a batch and its rewards. */
  @Setup
  public void setUp() {
    SearchSpace space = Spaces.space(slots, 4, BudgetKind.LOOSE, SlotOrder.FIXED);
    random = new SplittableRandom(7);
    start = Spaces.distribution(space, Edges.START);
    distribution = start.copy();
    sampler = new GraphSampler(space);
    update = new PolicyGradient(sampler, PolicyGradient.Settings.defaults());
    samples = new ArrayList<>();
    rewards = new double[batch][TASKS];
    for (int i = 0; i < batch; i++) {
      GraphSample sample = sampler.newSample();
      sampler.sample(distribution, random, sample);
      samples.add(sample);
      for (int task = 0; task < TASKS; task++) {
        rewards[i][task] = random.nextInt(2);
      }
    }
    int count = slots * (slots - 1) / 2 + slots * 2 + slots * 4;
    parameters = random.doubles(count).toArray();
    sums = new double[count];
  }

  /** One update on the same batch; the distribution is set back so that it does not saturate. */
  @Benchmark
  @ComparedWith("plainPass")
  public PolicyGradient.Outcome update() {
    distribution.set(start);
    return update.update(distribution, samples, rewards);
  }

  /** Sampling the batch anew and one update. */
  @Benchmark
  @ComparedWith("plainPass")
  public PolicyGradient.Outcome sampleAndUpdate() {
    distribution.set(start);
    for (int i = 0; i < batch; i++) {
      sampler.sample(distribution, random, samples.get(i));
    }
    return update.update(distribution, samples, rewards);
  }

  /** The control. */
  @Benchmark
  public double[] plainPass() {
    int roles = slots * (slots - 1) / 2;
    int models = roles + slots * 2;
    for (int graph = 0; graph < batch; graph++) {
      double weight = rewards[graph][0] - 0.5;
      GraphSample sample = samples.get(graph);
      for (int v = 0; v < slots; v++) {
        if (sample.isLive(v)) {
          int row = v * (v - 1) / 2;
          for (int u = 0; u < v; u++) {
            if (sample.wasAsked(u, v)) {
              sums[row + u] += weight * ((sample.hasEdge(u, v) ? 1 : 0) - parameters[row + u]);
            }
          }
          sums[roles + v * 2 + sample.role(v)] += weight;
          sums[models + v * 4 + sample.model(v)] += weight;
        }
      }
    }
    return sums;
  }

  /** A floor: all parameters for every graph, whatever it asked. */
  @Benchmark
  @ComparedWith("plainPass")
  public double[] densePass() {
    for (int graph = 0; graph < batch; graph++) {
      double weight = rewards[graph][0] - 0.5;
      for (int i = 0; i < parameters.length; i++) {
        sums[i] += weight * parameters[i];
      }
    }
    return sums;
  }
}
