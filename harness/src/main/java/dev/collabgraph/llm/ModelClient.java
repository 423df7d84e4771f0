package dev.collabgraph.llm;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the models of one provider. Implementations are safe to use from any number of threads,
 * bound their own concurrency, and end every call within its deadline.
 */
public interface ModelClient extends AutoCloseable {

  /**
   * Asks for one completion. Never blocks the caller for longer than handing the request over.
   *
   * @return completes with the completion, or exceptionally with a {@link ModelCallException}; any
   *     other exception is a defect and is treated as a fatal one
   */
  CompletableFuture<Completion> complete(CompletionRequest request);

  /**
   * Looks whether calls can succeed at all, before anything is spent. The default finds no fault.
   *
   * @return completes when they can, within seconds, else exceptionally with a fatal {@link
   *     ModelCallException}
   */
  default CompletableFuture<Void> preflight() {
    return CompletableFuture.completedFuture(null);
  }

  /** What was done since the client was opened; empty if nobody counts. */
  default Optional<ProviderStatistics> statistics() {
    return Optional.empty();
  }

  /** Ends calls in flight exceptionally and frees connections and threads. Idempotent. */
  @Override
  void close();
}
