package dev.collabgraph.benchmarks.latency;

import dev.collabgraph.benchmarks.ComparedWith;
import dev.collabgraph.benchmarks.NoOperation;
import dev.collabgraph.benchmarks.Shapes;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.cache.CallJournal;
import dev.collabgraph.llm.cache.Clients;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * What does it cost to keep an answer in the journal of a search, and to read a journal back?
 *
 * <p>Controls: {@code plainAppend} appends as many bytes to a file as an answer takes in the
 * journal, without key, JSON, checksum and force; {@code plainRead} reads the bytes of the same
 * journal.
 *
 * <p>Sizes: journals of 100 and 1,000 answers to read; answers of two characters, so that what is
 * measured is the journal. A file begins anew with every iteration.
 *
 * <p>Run: {@code java -jar benchmarks/target/benchmarks.jar latency.JournalBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class JournalBenchmark {

  /** Nothing but a folder. */
  private record Folder(Path baseDirectory) implements ModelProvider.Context {
    @Override
    public Optional<Secret> secret(String serverId) {
      return Optional.empty();
    }
  }

  @Param({"100", "1000"})
  int answers;

  private Path folder;
  private Path written;
  private CallJournal journal;
  private Map<String, ModelClient> clients;
  private FileChannel plain;
  private ByteBuffer line;
  private int index;

  /** Writes the journal that is read back. */
  @Setup
  public void setUp() throws IOException {
    folder = Files.createTempDirectory("collabgraph-benchmark");
    written = folder.resolve("written.jsonl");
    begin(written);
    for (int i = 0; i < answers; i++) {
      keep();
    }
    end();
    line = ByteBuffer.allocateDirect(Math.toIntExact(Files.size(written) / (answers + 1)));
    try (CallJournal read = CallJournal.resume(written, System::nanoTime)) {
      if (read.recovered() != answers) {
        throw new IllegalStateException(read.recovered() + " of " + answers + " were read back");
      }
    }
  }

  private void begin(Path file) throws IOException {
    journal = CallJournal.begin(file, Map.of("suite", "benchmark"), System::nanoTime);
    journal.open();
    clients =
        Clients.open(
            List.of(new ProviderSpec(NoOperation.TYPE, NoOperation.TYPE, Map.of())),
            List.of(Shapes.MODEL),
            new Folder(folder),
            journal);
    plain =
        FileChannel.open(
            folder.resolve("plain"),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  private void end() throws IOException {
    Clients.close(clients.values());
    journal.close();
    plain.close();
  }

  /** Begins a journal. */
  @Setup(Level.Iteration)
  public void beginIteration() throws IOException {
    begin(folder.resolve("iteration.jsonl"));
  }

  /** Ends it. */
  @TearDown(Level.Iteration)
  public void endIteration() throws IOException {
    end();
  }

  /** Removes the files. */
  @TearDown
  public void tearDown() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** An answer asked for and kept. */
  @Benchmark
  @ComparedWith("plainAppend")
  public Completion keep() {
    index++;
    return clients
        .get(NoOperation.TYPE)
        .complete(
            new CompletionRequest(
                Shapes.MODEL,
                "q",
                0,
                index,
                new CompletionRequest.Context(NoOperation.TASK.id(), "assistant", List.of())))
        .join();
  }

  /** The control of {@link #keep}. */
  @Benchmark
  public int plainAppend() throws IOException {
    line.clear();
    return plain.write(line);
  }

  /** A journal read back. */
  @Benchmark
  @ComparedWith("plainRead")
  public long readBack() {
    try (CallJournal read = CallJournal.resume(written, System::nanoTime)) {
      return read.recovered();
    }
  }

  /** The control of {@link #readBack}. */
  @Benchmark
  public byte[] plainRead() throws IOException {
    return Files.readAllBytes(written);
  }
}
