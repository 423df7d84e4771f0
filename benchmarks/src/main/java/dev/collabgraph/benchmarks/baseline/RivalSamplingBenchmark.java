package dev.collabgraph.benchmarks.baseline;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.benchmarks.Spaces;
import dev.collabgraph.benchmarks.Spaces.BudgetKind;
import dev.collabgraph.benchmarks.Spaces.Edges;
import dev.collabgraph.distribution.GraphDistribution;
import dev.collabgraph.distribution.GraphSample;
import dev.collabgraph.distribution.GraphSampler;
import dev.collabgraph.distribution.SearchSpace;
import dev.collabgraph.distribution.SlotOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DirectedAcyclicGraph;
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
 * How much faster is the sampler than a plain program and than a graph library?
 *
 * <p>All draw acyclic graphs over the same number of nodes at edge probability 0.5. The rivals ask
 * every ordered pair and reject an edge that closes a cycle; they neither keep a budget nor leave
 * out nodes that never reach the sink, so the comparison favours them. Expected: at least 100 times
 * faster with 16 slots.
 *
 * <p>Control: {@code generatorOnly} draws one random long for every ordered pair that the rivals
 * ask.
 *
 * <p>Sizes: 4, 16 and 32 nodes, 2 roles, 4 models.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar baseline.RivalSamplingBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class RivalSamplingBenchmark {
  @Param({"4", "16", "32"})
  int slots;

  private SplittableRandom random;
  private GraphDistribution distribution;
  private GraphSampler sampler;
  private GraphSample sample;
  private NaiveGraphSampler naive;
  private JGraphTSampler library;

  /** Builds all three. */
  @Setup
  public void setUp() {
    SearchSpace space = Spaces.space(slots, 4, BudgetKind.LOOSE, SlotOrder.FIXED);
    random = new SplittableRandom(7);
    distribution = Spaces.distribution(space, Edges.HALF);
    sampler = new GraphSampler(space);
    sample = sampler.newSample();
    naive = new NaiveGraphSampler(slots, 0.5, 2, 4);
    library = new JGraphTSampler(slots, 0.5);
  }

  /** The sampler of the search. */
  @Benchmark
  @ComparedWith("generatorOnly")
  public GraphSample collabgraph() {
    sampler.sample(distribution, random, sample);
    return sample;
  }

  /** Objects, depth-first search, rejection. */
  @Benchmark
  @ComparedWith("collabgraph")
  public List<NaiveGraphSampler.Node> naive() {
    return naive.sample(random);
  }

  /** JGraphT's DirectedAcyclicGraph. */
  @Benchmark
  @ComparedWith("collabgraph")
  public DirectedAcyclicGraph<Integer, DefaultEdge> jgrapht() {
    return library.sample(random);
  }

  /** The control. */
  @Benchmark
  public long generatorOnly() {
    long sum = 0;
    for (int i = slots * (slots - 1); i > 0; i--) {
      sum += random.nextLong();
    }
    return sum;
  }
}
