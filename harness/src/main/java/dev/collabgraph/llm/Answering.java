package dev.collabgraph.llm;

import java.util.concurrent.CompletableFuture;

/** A client that hands on the reply beside the completion. Public for the sibling packages only. */
public interface Answering {

  /** As {@link ModelClient#complete}, with the reply. */
  CompletableFuture<Answer> ask(CompletionRequest request);

  /** Asks any client; one that keeps no reply gives an empty one. */
  static CompletableFuture<Answer> ask(ModelClient client, CompletionRequest request) {
    return client instanceof Answering answering
        ? answering.ask(request)
        : client.complete(request).thenApply(completion -> new Answer(completion, new byte[0]));
  }
}
