package dev.collabgraph.benchmarks.latency;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.benchmarks.NoOperation;
import dev.collabgraph.benchmarks.Shapes;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.CacheSettings;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.cache.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * How long does one call take, answered by a simulated model or by the call cache?
 *
 * <p>Controls: {@code noOperation}, a client that does nothing; {@code fileRead} reads the very
 * record that a {@code cacheHit} reads, without finding, checking or parsing it.
 *
 * <p>{@code cacheHits} counts the calls of {@code cacheHit} that the cache answered, {@code calls}
 * all of them; they are equal or the figure is not one of the cache.
 *
 * <p>Sizes: prompts of 60 and 2,400 characters; a leaf of the simulated pool {@code math}.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar latency.CallBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class CallBenchmark {
  private static final ModelSpec SIMULATED =
      new ModelSpec(
          "llama-1b",
          "llama",
          "simulated",
          "llama-1b",
          null,
          null,
          ModelSpec.Sampling.defaults(),
          1);

  /** Keeps answers in a folder of its own. */
  private record Folder(Path baseDirectory) implements ModelProvider.Context {
    @Override
    public Optional<Secret> secret(String serverId) {
      return Optional.empty();
    }

    @Override
    public CacheSettings cache() {
      return CacheSettings.at(baseDirectory.resolve("cache"), CacheSettings.Mode.READ_WRITE);
    }
  }

  @Param({"60", "2400"})
  int promptLength;

  private Path folder;
  private Path record;
  private Map<String, ModelClient> clients;
  private ModelClient simulated;
  private ModelClient cached;
  private ModelClient plain;
  private CompletionRequest request;
  private String prompt;
  private int index;

  /** Outcomes beside the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Outcomes {
    /** Calls made. */
    public long calls;

    /** Calls that the cache answered. */
    public long cacheHits;

    /** Starts an iteration's count. */
    @Setup(Level.Iteration)
    public void clear() {
      calls = 0;
      cacheHits = 0;
    }
  }

  /** Opens the clients and makes the call that is then answered from the cache. */
  @Setup
  public void setUp() throws IOException {
    folder = Files.createTempDirectory("collabgraph-benchmark");
    clients =
        Clients.open(
            List.of(
                new ProviderSpec("simulated", "simulated", Map.of()),
                new ProviderSpec(NoOperation.TYPE, NoOperation.TYPE, Map.of())),
            List.of(SIMULATED, Shapes.MODEL),
            new Folder(folder));
    simulated = clients.get("simulated");
    cached = clients.get(NoOperation.TYPE);
    plain = NoOperation.inline();
    prompt = "word ".repeat(promptLength / 5);
    request = request(Shapes.MODEL, 0);
    if (fromCache(cached.complete(request).join())) {
      throw new IllegalStateException("A new cache has an answer.");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      record =
          files
              .filter(Files::isRegularFile)
              .max(Comparator.comparingLong(CallBenchmark::size))
              .orElseThrow();
    }
    if (!simulatedCall().text().equals(simulated.complete(request(SIMULATED, 1)).join().text())) {
      throw new IllegalStateException("A simulated model gave two answers to one call.");
    }
  }

  /** The model itself answers with one and the same object. */
  private static boolean fromCache(Completion completion) {
    return completion != NoOperation.ANSWER;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletionRequest request(ModelSpec model, int of) {
    return new CompletionRequest(
        model, prompt, 0, of, new CompletionRequest.Context("math-000017", "assistant", List.of()));
  }

  /** Closes the clients and removes the cache. */
  @TearDown
  public void tearDown() throws IOException {
    Collection<ModelClient> open = clients.values();
    Clients.close(open);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** A simulated call, each with an index of its own. */
  @Benchmark
  @ComparedWith("noOperation")
  public Completion simulatedCall() {
    index = index + 1 & 0xFFFF;
    return simulated.complete(request(SIMULATED, index)).join();
  }

  /** A call that the cache answers. */
  @Benchmark
  @ComparedWith("fileRead")
  public Completion cacheHit(Outcomes outcomes) {
    Completion completion = cached.complete(request).join();
    outcomes.calls++;
    outcomes.cacheHits += fromCache(completion) ? 1 : 0;
    return completion;
  }

  /** The control of {@link #simulatedCall}. */
  @Benchmark
  public Completion noOperation() {
    index = index + 1 & 0xFFFF;
    return plain.complete(request(SIMULATED, index)).join();
  }

  /** The control of {@link #cacheHit}. */
  @Benchmark
  public byte[] fileRead() throws IOException {
    return Files.readAllBytes(record);
  }
}
