package dev.collabgraph.llm.provider;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.CallCounters;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.llm.ProviderStatistics.Transport;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.Threads;
import dev.collabgraph.llm.transport.CallGate;
import dev.collabgraph.llm.transport.MalformedReplyException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Any LangChain4j {@link ChatModel} as a client. The model keeps its own transport: its retries and
 * timeouts hold, not this project's, and a thread waits for each call. Name, temperature, nucleus,
 * token limit and stop texts of the asked model go into the request, so one chat model can serve
 * several models of an endpoint. LangChain4j's common request has no seed, so answers repeat only
 * if the model is set up to repeat them.
 *
 * <p>Safe to use from any number of threads if the chat models are.
 */
public final class ChatModelClient implements ModelClient {
  /** Most of a class name that is shown. */
  private static final int LONGEST_CLASS = 80;

  private final Function<ModelSpec, ChatModel> models;
  private final ExecutorService threads;
  private final CallGate gate;
  private final Secret secret;
  private final CallCounters counters = new CallCounters(Transport.LANGCHAIN4J);
  private final Set<CompletableFuture<Completion>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ChatModelClient(Function<ModelSpec, ChatModel> models, int concurrency, Secret secret) {
    if (concurrency < 1 || concurrency > 10_000) {
      throw new IllegalArgumentException(
          "concurrency is " + concurrency + ", expected 1 to 10000.");
    }
    this.models = models;
    this.gate = new CallGate(concurrency);
    this.threads = Threads.perTask("collabgraph-chat-model");
    this.secret = secret;
  }

  /**
   * A client of one chat model.
   *
   * @param concurrency most calls in flight, 1 to 10,000
   */
  public static ChatModelClient of(ChatModel model, int concurrency) {
    return new ChatModelClient(spec -> model, concurrency, null);
  }

  /**
   * A client of several chat models.
   *
   * @param models gives the chat model of a model of the graph; asked once per call
   * @param concurrency most calls in flight over all of them, 1 to 10,000
   */
  public static ChatModelClient of(Function<ModelSpec, ChatModel> models, int concurrency) {
    return new ChatModelClient(models, concurrency, null);
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    CompletableFuture<Completion> result = new CompletableFuture<>();
    counters.calls.increment();
    open.add(result);
    result.whenComplete(
        (completion, failure) -> {
          open.remove(result);
          if (failure != null) {
            counters.failed.increment();
          }
        });
    gate.enter(() -> start(request, result));
    if (closed) {
      result.completeExceptionally(closing());
    }
    return result;
  }

  private void start(CompletionRequest request, CompletableFuture<Completion> result) {
    try {
      threads.execute(
          () -> {
            try {
              if (!result.isDone()) {
                result.complete(ask(request));
              }
            } catch (Throwable failure) { // an error included: a call fails, it never hangs
              // Closing interrupts the call before it can end it: whoever comes first says the
              // same.
              result.completeExceptionally(closed ? closing() : failure(request, failure));
            } finally {
              gate.leave();
            }
          });
    } catch (RejectedExecutionException refused) {
      result.completeExceptionally(closing());
      gate.leave();
    }
  }

  private Completion ask(CompletionRequest request) throws MalformedReplyException {
    counters.attempts.increment();
    long began = System.nanoTime();
    ChatResponse response = models.apply(request.model()).chat(ChatReplies.request(request));
    double seconds = Math.max(0, System.nanoTime() - began) / 1e9;
    Completion completion = ChatReplies.completion(response, seconds);
    counters.served(seconds);
    return completion;
  }

  private ModelCallException failure(CompletionRequest request, Throwable failure) {
    String type = failure.getClass().getSimpleName();
    String shown =
        failure instanceof MalformedReplyException
            ? failure.getMessage()
            : "%s: %s"
                .formatted(
                    type.substring(0, Math.min(LONGEST_CLASS, type.length())),
                    Excerpt.of(String.valueOf(failure.getMessage()), secret));
    return new ModelCallException(
        kind(failure),
        "Provider \"%s\" (model \"%s\"): %s"
            .formatted(request.model().provider(), request.model().name(), shown));
  }

  private static Kind kind(Throwable failure) {
    if (failure instanceof MalformedReplyException) {
      return Kind.MALFORMED;
    }
    if (failure instanceof AuthenticationException || failure instanceof ModelNotFoundException) {
      return Kind.FATAL;
    }
    if (failure instanceof RateLimitException) {
      return Kind.THROTTLED;
    }
    if (failure instanceof TimeoutException) {
      return Kind.DEADLINE;
    }
    if (failure instanceof InvalidRequestException) {
      return Kind.REJECTED;
    }
    return failure instanceof Error ? Kind.FATAL : Kind.TRANSPORT;
  }

  private static ModelCallException closing() {
    return new ModelCallException(Kind.CANCELLED, "The client was closed during the call.");
  }

  @Override
  public Optional<ProviderStatistics> statistics() {
    return Optional.of(counters.snapshot());
  }

  /**
   * Ends calls in flight. The chat models are not closed: LangChain4j gives them no such method.
   */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    open.forEach(call -> call.completeExceptionally(closing()));
  }
}
