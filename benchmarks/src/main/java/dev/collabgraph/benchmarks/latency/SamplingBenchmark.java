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
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does one sample take?
 *
 * <p>Control: {@code generatorOnly} draws one random long per decision the sampler asks (edges not
 * forced, roles and models with a choice), as many as recorded samples had. Expected of the
 * sampler, slot order fixed: at most 3 times the control with 16 slots, at most the control with 64
 * slots and a loose budget, at most 5 times with a tight one; no allocation ({@code -prof gc}).
 *
 * <p>Sizes: 4 to 100 slots; loose and tight budgets; 1, 4 and 7 models; all slot orders. {@code
 * edgesAsked} and {@code nodesLive} are counted by {@link #counted}, whose time includes counting.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar latency.SamplingBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class SamplingBenchmark {
  private static final int RECORDED = 1024;

  @Param({"4", "8", "16", "32", "64", "100"})
  int slots;

  @Param({"LOOSE", "TIGHT"})
  BudgetKind budget;

  @Param({"1", "4", "7"})
  int models;

  @Param({"FIXED", "RANDOM", "LEARNED"})
  SlotOrder order;

  @Param({"HALF", "START"})
  Edges edges;

  private SplittableRandom random;
  private GraphDistribution distribution;
  private GraphSampler sampler;
  private GraphSample sample;
  private int[] decisions;
  private int next;

  /** Outcomes beside the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Outcomes {
    /** Edges that a draw decided. */
    public long edgesAsked;

    /** Nodes of the graphs. */
    public long nodesLive;

    /** Graphs drawn. */
    public long graphs;

    /** Starts an iteration's count. */
    @Setup(Level.Iteration)
    public void clear() {
      edgesAsked = 0;
      nodesLive = 0;
      graphs = 0;
    }
  }

  /** Builds the space and records how many decisions its samples ask. */
  @Setup
  public void setUp() {
    SearchSpace space = Spaces.space(slots, models, budget, order);
    random = new SplittableRandom(7);
    distribution = Spaces.distribution(space, edges);
    sampler = new GraphSampler(space);
    sample = sampler.newSample();
    decisions = new int[RECORDED];
    for (int i = 0; i < RECORDED; i++) {
      sampler.sample(distribution, random, sample);
      decisions[i] = sample.decisions();
    }
  }

  /** The sampler. */
  @Benchmark
  @ComparedWith("generatorOnly")
  public GraphSample sample() {
    sampler.sample(distribution, random, sample);
    return sample;
  }

  /** The sampler, its outcomes counted. */
  @Benchmark
  @ComparedWith("generatorOnly")
  public GraphSample counted(Outcomes outcomes) {
    sampler.sample(distribution, random, sample);
    outcomes.edgesAsked += sample.edgesAsked();
    outcomes.nodesLive += sample.size();
    outcomes.graphs++;
    return sample;
  }

  /** The control. */
  @Benchmark
  public long generatorOnly() {
    next = next + 1 & RECORDED - 1;
    long sum = 0;
    for (int i = decisions[next]; i > 0; i--) {
      sum += random.nextLong();
    }
    return sum;
  }
}
