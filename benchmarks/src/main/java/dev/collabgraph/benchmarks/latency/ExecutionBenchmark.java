package dev.collabgraph.benchmarks.latency;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.benchmarks.NoOperation;
import dev.collabgraph.benchmarks.Shapes;
import dev.collabgraph.benchmarks.baseline.ChainedFutures;
import dev.collabgraph.execution.CallSharing;
import dev.collabgraph.execution.ExecutionPlan;
import dev.collabgraph.execution.GraphExecutor;
import dev.collabgraph.execution.Trace;
import dev.collabgraph.llm.Completion;
import java.util.Map;
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
 * How long does one run of a graph take when the models take no time, on one thread?
 *
 * <p>Controls: {@code chainedFutures}, the same graph as hand-written futures over the same client,
 * without prompts, call sharing, scores and traces; {@code emptyPlan}, a plan of one call, run the
 * same way. {@code shared} runs the graph when all its calls are known. Expected: {@code run} of
 * the complete graph within 2 times {@code chainedFutures}.
 *
 * <p>Sizes: a chain of 16, a fan of 16 with a join, the complete graph of 16, 8 layers of 8. Every
 * {@code run} is a replicate of its own, forgotten afterwards, so no call is answered by the memo.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar latency.ExecutionBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class ExecutionBenchmark {
  @Param({"CHAIN_16", "FAN_16", "COMPLETE_16", "LAYERED_8X8"})
  Shapes shape;

  private ExecutionPlan plan;
  private ExecutionPlan smallest;
  private CallSharing sharing;
  private GraphExecutor executor;
  private ChainedFutures control;
  private int replicate;

  /** Compiles the plan and makes its calls known to replicate 0. */
  @Setup
  public void setUp() {
    plan = shape.plan();
    smallest = Shapes.SINGLE.plan();
    sharing = new CallSharing();
    executor =
        new GraphExecutor(
            Map.of(NoOperation.TYPE, NoOperation.inline()),
            NoOperation.scorer(),
            sharing,
            Runnable::run);
    control = new ChainedFutures(shape.predecessors(), NoOperation.inline());
    Trace trace = executor.run(plan, NoOperation.TASK, 0, 0).join();
    if (trace.score() != 1 || trace.nodes().size() != plan.size()) {
      throw new IllegalStateException("The run went wrong: " + trace);
    }
  }

  private Trace fresh(ExecutionPlan of) {
    replicate = replicate == Integer.MAX_VALUE ? 1 : replicate + 1;
    Trace trace = executor.run(of, NoOperation.TASK, replicate, 0).join();
    sharing.forget(replicate);
    return trace;
  }

  /** The executor, every call made. */
  @Benchmark
  @ComparedWith("chainedFutures")
  public Trace run() {
    return fresh(plan);
  }

  /** The executor, every call known. */
  @Benchmark
  @ComparedWith("chainedFutures")
  public Trace shared() {
    return executor.run(plan, NoOperation.TASK, 0, 0).join();
  }

  /** The hand-written control. */
  @Benchmark
  public Completion chainedFutures() {
    return control.run().join();
  }

  /** The control without a graph. */
  @Benchmark
  @ComparedWith("run")
  public Trace emptyPlan() {
    return fresh(smallest);
  }
}
