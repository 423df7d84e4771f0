package dev.collabgraph.llm.cache;

import dev.collabgraph.llm.Answer;
import dev.collabgraph.llm.Answering;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderStatistics;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Gives the answers of a search that was killed again, and notes new ones in the journal before
 * anybody hears of them. Stands between the call cache and the client, so that what the cache knows
 * is not noted twice.
 */
final class JournaledModelClient implements ModelClient, Answering {
  private final ModelClient client;
  private final CallJournal journal;
  private final RequestJson requests;

  JournaledModelClient(ModelClient client, CallJournal journal, RequestJson requests) {
    this.client = client;
    this.journal = journal;
    this.requests = requests;
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    return ask(request).thenApply(Answer::completion);
  }

  @Override
  public CompletableFuture<Answer> ask(CompletionRequest request) {
    CompletionRequest.Context context = request.context();
    String call =
        CallStore.address(requests.of(request) + '\n' + context.taskId() + '\n' + context.role());
    Completion known = journal.take(call);
    if (known != null) {
      return CompletableFuture.completedFuture(new Answer(known, new byte[0]));
    }
    return Answering.ask(client, request)
        .thenApply(
            answer -> {
              journal.keep(call, answer.completion());
              return answer;
            });
  }

  @Override
  public CompletableFuture<Void> preflight() {
    return client.preflight();
  }

  @Override
  public Optional<ProviderStatistics> statistics() {
    return client.statistics();
  }

  @Override
  public void close() {
    client.close();
  }
}
