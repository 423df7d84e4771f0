package dev.collabgraph.runtime;

import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A client whose answers a test decides; remembers what it was asked. */
public final class Scripted implements ModelClient {
  public final List<CompletionRequest> asked = new CopyOnWriteArrayList<>();
  public volatile boolean closed;
  private final Function<CompletionRequest, CompletableFuture<Completion>> script;

  private Scripted(Function<CompletionRequest, CompletableFuture<Completion>> script) {
    this.script = script;
  }

  /** Answers at once with 10 tokens in and 5 out. */
  public static Scripted answering(Function<CompletionRequest, String> text) {
    return new Scripted(
        request -> CompletableFuture.completedFuture(completion(text.apply(request))));
  }

  /** Answers as the script does. */
  public static Scripted of(Function<CompletionRequest, CompletableFuture<Completion>> script) {
    return new Scripted(script);
  }

  public static Completion completion(String text) {
    return new Completion(text, null, 10, 5, 0.5, Completion.Finish.STOP);
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    asked.add(request);
    return script.apply(request);
  }

  @Override
  public void close() {
    closed = true;
  }
}
