package dev.collabgraph.gguf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Surroundings in which hundreds of searches use the same forks, one after another or at a time,
 * and what was answered: an equal call (model, prompt, replicate, index) is made once for all of
 * them. Answers are kept in a file, a line each, and read again by the next run; it is not forced
 * to the disk, as the call cache would, since these answers are cheap. Found by {@link
 * KeptForksProvider}.
 */
final class KeptForks implements ModelProvider.Context, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Key(String model, int replicate, int index, String prompt) {}

  private final Path folder;
  private final ModelClient client;
  private final Map<Key, CompletableFuture<Completion>> answers = new ConcurrentHashMap<>();
  private final BufferedWriter lines;
  private final LongAdder asked = new LongAdder();

  /**
   * @param folder of the suite file
   * @param answers file to keep answers in, made if absent
   */
  KeptForks(Path folder, Path answers, int forks) throws IOException {
    this.folder = folder;
    boolean torn = Files.exists(answers) && read(answers);
    this.lines =
        Files.newBufferedWriter(answers, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (torn) {
      lines.newLine(); // ends the line a killed run left
    }
    this.client =
        new GgufModelProvider()
            .open(
                new ProviderSpec("nano", "gguf", Map.of("concurrency", forks)),
                NanoSuite.MODELS.stream()
                    .map(id -> Nano.model(id.replace('-', ':'), 0.7, 72))
                    .toList(),
                Nano.context(folder));
  }

  /** Whether a line is torn; such are left out. */
  private boolean read(Path file) throws IOException {
    boolean torn = false;
    try (Stream<String> all = Files.lines(file)) {
      for (String line : (Iterable<String>) all::iterator) {
        try {
          JsonNode seen = JSON.readTree(line);
          answers.put(
              new Key(
                  seen.required(0).textValue(),
                  seen.required(1).intValue(),
                  seen.required(2).intValue(),
                  seen.required(3).textValue()),
              CompletableFuture.completedFuture(
                  new Completion(
                      seen.required(4).textValue(),
                      null,
                      seen.required(5).intValue(),
                      seen.required(6).intValue(),
                      seen.required(7).doubleValue(),
                      Completion.Finish.valueOf(seen.required(8).textValue()))));
        } catch (IOException | IllegalArgumentException e) {
          torn = true;
        }
      }
    }
    return torn;
  }

  private void keep(Key key, Completion answer) {
    try {
      String line =
          JSON.writeValueAsString(
              new Object[] {
                key.model,
                key.replicate,
                key.index,
                key.prompt,
                answer.text(),
                answer.inputTokens(),
                answer.outputTokens(),
                answer.latencySeconds(),
                answer.finish().name()
              });
      synchronized (lines) {
        lines.write(line);
        lines.newLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The forks, for one search: closing it leaves them alone. */
  ModelClient client() {
    return new ModelClient() {
      @Override
      public CompletableFuture<Completion> complete(CompletionRequest request) {
        return ask(request);
      }

      @Override
      public void close() {
        // the next search uses the forks too
      }
    };
  }

  private CompletableFuture<Completion> ask(CompletionRequest request) {
    Key key = new Key(request.model().id(), request.replicate(), request.index(), request.prompt());
    CompletableFuture<Completion> flight = new CompletableFuture<>();
    CompletableFuture<Completion> known = answers.putIfAbsent(key, flight);
    if (known != null) {
      return known;
    }
    asked.increment();
    client
        .complete(request)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                keep(key, answer);
                flight.complete(answer);
              } else {
                answers.remove(key, flight);
                flight.completeExceptionally(failure);
              }
            });
    return flight;
  }

  /** Calls the forks were asked, those known from before not among them. */
  long asked() {
    return asked.sum();
  }

  @Override
  public Path baseDirectory() {
    return folder;
  }

  @Override
  public Optional<Secret> secret(String serverId) {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    client.close();
    lines.close();
  }
}
