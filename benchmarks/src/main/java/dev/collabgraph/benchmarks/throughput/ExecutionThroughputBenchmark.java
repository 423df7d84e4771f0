package dev.collabgraph.benchmarks.throughput;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.benchmarks.NoOperation;
import dev.collabgraph.benchmarks.Shapes;
import dev.collabgraph.benchmarks.baseline.ChainedFutures;
import dev.collabgraph.execution.CallSharing;
import dev.collabgraph.execution.ExecutionPlan;
import dev.collabgraph.execution.GraphExecutor;
import dev.collabgraph.llm.ModelClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many runs of a graph per second, 1,000 in flight, with models that answer on other threads?
 *
 * <p>Controls: {@code chainedFutures}, the same graph as hand-written futures over the same client
 * and threads, also 1,000 in flight; {@code emptyPlan}, a plan of one call. Expected: {@code run}
 * of the complete graph at least half of {@code chainedFutures}.
 *
 * <p>Sizes: as {@code latency.ExecutionBenchmark}; as many threads as processors. An operation is
 * one run; 1,000 are started, then all awaited, so flight is full at the start of a round and
 * drains at its end, for the control as well.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar
 * throughput.ExecutionThroughputBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class ExecutionThroughputBenchmark {
  private static final int IN_FLIGHT = 1_000;

  @Param({"CHAIN_16", "FAN_16", "COMPLETE_16", "LAYERED_8X8"})
  Shapes shape;

  private ExecutorService threads;
  private ExecutionPlan plan;
  private ExecutionPlan smallest;
  private CallSharing sharing;
  private GraphExecutor executor;
  private ChainedFutures control;
  private CompletableFuture<?>[] flight;
  private int replicate;

  /** Compiles the plan and starts the threads. */
  @Setup
  public void setUp() {
    threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    ModelClient client = NoOperation.on(threads);
    plan = shape.plan();
    smallest = Shapes.SINGLE.plan();
    sharing = new CallSharing();
    executor =
        new GraphExecutor(Map.of(NoOperation.TYPE, client), NoOperation.scorer(), sharing, threads);
    control = new ChainedFutures(shape.predecessors(), client);
    flight = new CompletableFuture<?>[IN_FLIGHT];
  }

  /** Ends the threads. */
  @TearDown
  public void tearDown() {
    threads.shutdownNow();
  }

  private Object[] runs(ExecutionPlan of) {
    int first = replicate > Integer.MAX_VALUE - 2 * IN_FLIGHT ? 0 : replicate;
    replicate = first + IN_FLIGHT;
    for (int i = 0; i < IN_FLIGHT; i++) {
      flight[i] = executor.run(of, NoOperation.TASK, first + i, 0);
    }
    CompletableFuture.allOf(flight).join();
    for (int i = 0; i < IN_FLIGHT; i++) {
      sharing.forget(first + i);
    }
    return flight;
  }

  /** The executor, every call made. */
  @Benchmark
  @ComparedWith("chainedFutures")
  @OperationsPerInvocation(IN_FLIGHT)
  public Object[] run() {
    return runs(plan);
  }

  /** The hand-written control. */
  @Benchmark
  @OperationsPerInvocation(IN_FLIGHT)
  public Object[] chainedFutures() {
    for (int i = 0; i < IN_FLIGHT; i++) {
      flight[i] = control.run();
    }
    CompletableFuture.allOf(flight).join();
    return flight;
  }

  /** The control without a graph. */
  @Benchmark
  @ComparedWith("run")
  @OperationsPerInvocation(IN_FLIGHT)
  public Object[] emptyPlan() {
    return runs(smallest);
  }
}
