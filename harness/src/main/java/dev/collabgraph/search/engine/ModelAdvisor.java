package dev.collabgraph.search.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.search.Advisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

/**
 * An agent that is a model of the pool, asked through its provider with its own sampling, but with
 * room for {@value #LEAST_TOKENS} tokens at least. Enters every call into the bill and the
 * transcript {@code agent.jsonl}. Not thread-safe.
 */
final class ModelAdvisor implements Advisor {
  private static final int LEAST_TOKENS = 2048;

  private final ObjectMapper json = new ObjectMapper();
  private final ModelSpec model;
  private final BiFunction<ModelSpec, String, CompletableFuture<Completion>> client;
  private final WaveRunner waves;
  private final SpendGuard guard;
  private final Ledger ledger;
  private final List<Exchange> exchanges = new ArrayList<>();
  private Path transcript;
  private String dead;

  /**
   * @param client asks a model a prompt
   */
  ModelAdvisor(
      ModelSpec model,
      BiFunction<ModelSpec, String, CompletableFuture<Completion>> client,
      WaveRunner waves,
      SpendGuard guard,
      Ledger ledger) {
    ModelSpec.Sampling own = model.sampling();
    this.model =
        new ModelSpec(
            model.id(),
            model.family(),
            model.provider(),
            model.name(),
            model.architecture(),
            model.price(),
            new ModelSpec.Sampling(
                own.temperature(), Math.max(LEAST_TOKENS, own.maxTokens()), own.topP(), own.stop()),
            model.rank());
    this.client = client;
    this.waves = waves;
    this.guard = guard;
    this.ledger = ledger;
  }

  /** Where the transcript goes from now on; null keeps it in memory only. */
  void transcribe(Path file) {
    transcript = file;
  }

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public Reply ask(int round, int attempt, String prompt) {
    if (dead != null) {
      return new Reply(null, false, dead);
    }
    if (waves.stopping()) {
      return new Reply(null, false, "the search was stopped"); // the answer would be lost
    }
    if (!guard.fits(guard.bound(model, prompt))) {
      return new Reply(null, false, "spend leaves nothing for the agent");
    }
    try {
      Completion completion = waves.single(client.apply(model, prompt)).orElse(null);
      if (completion == null) {
        return new Reply(null, false, "the search was stopped");
      }
      ledger.enterAgent(model, completion);
      return switch (completion.finish()) {
        case REFUSED -> new Reply(null, false, "the model refused");
        case LENGTH -> new Reply(completion.text(), true, null);
        case STOP -> new Reply(completion.text(), false, null);
      };
    } catch (CompletionException e) {
      if (e.getCause() instanceof ModelCallException failure) {
        ledger.enterAgent(model, null);
        if (failure.fatal()) {
          dead = "its provider refused for good: " + failure.getMessage();
        }
        return new Reply(null, false, "the call failed: " + failure.getMessage());
      }
      throw new IllegalStateException(
          "The agent's call ended by a defect of a provider: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void record(Exchange exchange) {
    exchanges.add(exchange);
    if (transcript == null) {
      return;
    }
    ObjectNode line = json.createObjectNode();
    line.put("round", exchange.round());
    line.put("attempt", exchange.attempt());
    line.put("model", model.id());
    line.put("prompt", exchange.prompt());
    line.put("reply", exchange.reply());
    line.put("used", exchange.error() == null);
    line.put("error", exchange.error());
    try {
      Files.createDirectories(transcript.toAbsolutePath().getParent());
      Files.writeString(
          transcript,
          json.writeValueAsString(line) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          exchanges.size() == 1 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to " + transcript + ": " + e, e);
    }
  }

  /** All questions so far, in order. */
  List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }
}
