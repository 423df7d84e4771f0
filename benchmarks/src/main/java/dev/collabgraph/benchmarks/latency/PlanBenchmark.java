package dev.collabgraph.benchmarks.latency;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.benchmarks.Shapes;
import dev.collabgraph.budget.CostModel;
import dev.collabgraph.budget.CostTable;
import dev.collabgraph.execution.ExecutionPlan;
import dev.collabgraph.graph.CollaborationGraph;
import dev.collabgraph.graph.ModelSpec;
import java.util.List;
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
 * How long does it take to cost a graph, and to compile it into a plan?
 *
 * <p>Controls: {@code plainSum} adds a number per node from an array by in-degree, as {@code cost}
 * must; {@code graphOnly} makes the graph that {@code compileNew} compiles. {@code compile} finds
 * the canonical form already known, {@code compileNew} does not.
 *
 * <p>Sizes: 1 to 65 nodes, 0 to 456 edges.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar latency.PlanBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class PlanBenchmark {
  private static final CostModel COST =
      new CostModel() {
        @Override
        public String metric() {
          return "benchmark";
        }

        @Override
        public double cost(ModelSpec model, int inputsRead) {
          return 1 + 0.6 * inputsRead;
        }
      };

  @Param Shapes shape;

  private int[][] predecessors;
  private CollaborationGraph graph;
  private CostTable costs;
  private long[] byInDegree;

  /** Builds the graph and the table of costs. */
  @Setup
  public void setUp() {
    predecessors = shape.predecessors();
    graph = shape.graph();
    costs = CostTable.of(COST, Shapes.ROLES, List.of(Shapes.MODEL), Math.max(1, graph.size() - 1));
    byInDegree = new long[graph.size()];
    for (int inputs = 0; inputs < byInDegree.length; inputs++) {
      byInDegree[inputs] = costs.cost(0, 0, inputs);
    }
    if (costs.cost(graph) != plainSum()) {
      throw new IllegalStateException("The control gives " + plainSum());
    }
  }

  /** The cost of a graph. */
  @Benchmark
  @ComparedWith("plainSum")
  public long cost() {
    return costs.cost(graph);
  }

  /** The control of {@link #cost}. */
  @Benchmark
  public long plainSum() {
    long sum = 0;
    for (int[] parents : predecessors) {
      sum += byInDegree[parents.length];
    }
    return sum;
  }

  /** A plan of a graph whose canonical form is known. */
  @Benchmark
  @ComparedWith("graphOnly")
  public ExecutionPlan compile() {
    return ExecutionPlan.compile(graph, Shapes.ROLES, List.of(Shapes.MODEL));
  }

  /** A plan of a graph made just now. */
  @Benchmark
  @ComparedWith("graphOnly")
  public ExecutionPlan compileNew() {
    return ExecutionPlan.compile(Shapes.graph(predecessors), Shapes.ROLES, List.of(Shapes.MODEL));
  }

  /** The control of {@link #compileNew}. */
  @Benchmark
  public CollaborationGraph graphOnly() {
    return Shapes.graph(predecessors);
  }
}
