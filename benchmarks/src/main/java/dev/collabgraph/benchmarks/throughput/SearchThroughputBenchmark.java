package dev.collabgraph.benchmarks.throughput;

import com.sun.management.OperatingSystemMXBean;
import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.cache.Clients;
import dev.collabgraph.search.SearchResult;
import dev.collabgraph.search.SearchRuntime;
import dev.collabgraph.search.engine.Search;
import dev.collabgraph.suite.SuiteDefinition;
import dev.collabgraph.suite.SuiteLoader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many whole searches per second on simulated models, and how many iterations and node calls is
 * that?
 *
 * <p>A search here is everything that the goal does but the reports: prompts rendered, calls
 * shared, answers extracted and scored, trials and traces written, finalists, baselines. {@code
 * iterations}, {@code calls} (made) and {@code shared} (known from another graph) are counted per
 * second. {@code nodeCalls} is the sum of the two: for either a prompt is rendered, an answer
 * extracted and a bill and a trace written. Control: {@code callsOnly} makes as many simulated
 * calls as a search paid for, and nothing else.
 *
 * <p>Per core: 1000 x {@code nodeCalls} / {@code cpuMillis}, the processor time of the process with
 * its compiler and garbage collector. It also holds where a search waits for a shared core, and
 * counts the searching thread and its worker, of which one waits for the other most of the time.
 *
 * <p>Warmed up for long: before some twenty seconds the compiler takes more than the search.
 *
 * <p>Sizes: one thread; budgets of 18 and 42 units; 5 iterations of 8 graphs on 20 tasks, 100 tasks
 * each for validation and test.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar throughput.SearchThroughputBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 5)
@Measurement(iterations = 5, time = 2)
@Fork(5)
public class SearchThroughputBenchmark {
  private static final String SUITE =
      """
      suite: benchmark
      tasks: {format: simulated, pool: math, count: 600, inputTokens: 202, outputTokens: 275}
      splits: {search: 200, validation: 100, test: 100, seed: 7}
      scorer: {type: numeric}
      providers: {simulated: {type: simulated}}
      models:
        - {id: llama-1b, family: llama}
        - {id: llama-3b, family: llama}
        - {id: llama-8b, family: llama}
      search:
        strategy: agent-reinforce
        budget: {metric: flops, units: %s}
        iterations: 5
        graphsPerIteration: 8
        tasksPerGraph: 20
      """;

  /** Outcomes beside the number of searches. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Outcomes {
    /** Iterations of the searches. */
    public long iterations;

    /** Calls made. */
    public long calls;

    /** Calls that another graph had made. */
    public long shared;

    private final OperatingSystemMXBean system =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private long cpuNanos;

    /** Calls made and shared. */
    public long nodeCalls() {
      return calls + shared;
    }

    /** Processor time of the process in milliseconds. */
    public long cpuMillis() {
      return (system.getProcessCpuTime() - cpuNanos) / 1_000_000;
    }

    /** Starts an iteration's count. */
    @Setup(Level.Iteration)
    public void clear() {
      iterations = 0;
      calls = 0;
      shared = 0;
      cpuNanos = system.getProcessCpuTime();
    }
  }

  @Param({"18", "42"})
  int units;

  private Path folder;
  private SuiteDefinition suite;
  private SearchRuntime runtime;
  private ModelClient simulated;
  private ModelSpec model;
  private long bill;
  private int index;

  /** Writes the suite and searches once. */
  @Setup
  public void setUp() throws IOException {
    folder = Files.createTempDirectory("collabgraph-benchmark");
    Path file = Files.writeString(folder.resolve("benchmark.yaml"), SUITE.formatted(units));
    suite = SuiteLoader.load(file, Map.of());
    runtime = SearchRuntime.of(folder.resolve("out"), folder).withThreads(1);
    SearchResult result = Search.run(suite, runtime);
    bill = result.bill().calls();
    if (result.winner() == null || bill < 1_000) {
      throw new IllegalStateException("The search found nothing: " + result.status());
    }
    model =
        new ModelSpec(
            "llama-1b",
            "llama",
            "simulated",
            "llama-1b",
            null,
            null,
            ModelSpec.Sampling.defaults(),
            1);
    simulated =
        Clients.open(
                List.of(new ProviderSpec("simulated", "simulated", Map.of())),
                List.of(model),
                runtime.providers())
            .get("simulated");
  }

  /** Closes the client and removes the files. */
  @TearDown
  public void tearDown() throws IOException {
    simulated.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** A whole search. */
  @Benchmark
  @ComparedWith("callsOnly")
  public SearchResult search(Outcomes outcomes) {
    SearchResult result = Search.run(suite, runtime);
    outcomes.iterations += result.history().size();
    outcomes.calls += result.bill().calls();
    outcomes.shared += result.bill().sharedCalls();
    return result;
  }

  /** The control. */
  @Benchmark
  public Completion callsOnly(Outcomes outcomes) {
    Completion last = null;
    for (long call = 0; call < bill; call++) {
      index = index + 1 & 0xFFFF;
      last =
          simulated
              .complete(
                  new CompletionRequest(
                      model,
                      "q",
                      0,
                      index,
                      new CompletionRequest.Context("math-000017", "assistant", List.of())))
              .join();
    }
    outcomes.calls += bill;
    return last;
  }
}
