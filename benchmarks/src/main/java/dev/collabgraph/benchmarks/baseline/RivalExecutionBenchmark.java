package dev.collabgraph.benchmarks.baseline;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.benchmarks.NoOperation;
import dev.collabgraph.benchmarks.Shapes;
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
 * How much faster does the executor run a graph than the frameworks of the JVM, when the models
 * take no time?
 *
 * <p>Control: {@code chainedFutures}, the graph as hand-written futures. All ask the same client on
 * the caller's thread and hand answers on; {@code collabgraph} also renders prompts, keeps calls
 * for sharing, scores and records a trace. The frameworks run the complete graph as the chain that
 * it implies. Expected: at least 20 times faster than LangGraph4j, and ahead of LangChain4j
 * agentic.
 *
 * <p>Sizes: a chain of 16, a fan of 16 with a join, the complete graph of 16, 8 layers of 8.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar baseline.RivalExecutionBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class RivalExecutionBenchmark {
  @Param({"CHAIN_16", "FAN_16", "COMPLETE_16", "LAYERED_8X8"})
  Shapes shape;

  private ExecutionPlan plan;
  private CallSharing sharing;
  private GraphExecutor executor;
  private ChainedFutures control;
  private LangGraph4jRuns langGraph4j;
  private AgenticRuns agentic;
  private int replicate;

  /** Builds all, and checks that each gives the sink's answer. */
  @Setup
  public void setUp() {
    plan = shape.plan();
    sharing = new CallSharing();
    executor =
        new GraphExecutor(
            Map.of(NoOperation.TYPE, NoOperation.inline()),
            NoOperation.scorer(),
            sharing,
            Runnable::run);
    control = new ChainedFutures(shape.predecessors(), NoOperation.inline());
    langGraph4j = new LangGraph4jRuns(shape, NoOperation.inline());
    agentic = new AgenticRuns(shape, NoOperation.inline());
    String expected = NoOperation.ANSWER.text();
    if (collabgraph().score() != 1
        || !expected.equals(langGraph4j())
        || !expected.equals(agentic())) {
      throw new IllegalStateException("A rival gives another answer than " + expected);
    }
  }

  /** The executor, every call made. */
  @Benchmark
  @ComparedWith("chainedFutures")
  public Trace collabgraph() {
    replicate = replicate == Integer.MAX_VALUE ? 1 : replicate + 1;
    Trace trace = executor.run(plan, NoOperation.TASK, replicate, 0).join();
    sharing.forget(replicate);
    return trace;
  }

  /** The control. */
  @Benchmark
  public Completion chainedFutures() {
    return control.run().join();
  }

  /** LangGraph4j. */
  @Benchmark
  @ComparedWith("collabgraph")
  public String langGraph4j() {
    return langGraph4j.run();
  }

  /** LangChain4j agentic. */
  @Benchmark
  @ComparedWith("collabgraph")
  public String agentic() {
    return agentic.run();
  }
}
