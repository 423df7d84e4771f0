package dev.collabgraph.llm.transport;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelCallException.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks each model for one token before anything else is paid for: does it answer at all, and does
 * the endpoint take the parameters that every call will have? What would refuse every call is fatal
 * here; what may pass (too busy, no connection) is left to the calls, which are repeated. Made when
 * the first call is, so that a run that the call cache answers pays nothing.
 */
final class ModelCheck {
  /** What is asked of every model. */
  static final String PROMPT = "Say OK.";

  /** Some reasoning models refuse a limit of one token. */
  static final int MORE_TOKENS = 16;

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final List<ModelSpec> models;

  /**
   * @param models those of the provider
   */
  ModelCheck(List<ModelSpec> models) {
    this.models = List.copyOf(models);
  }

  /** Completes when every model may be asked, exceptionally with a fatal failure if one may not. */
  CompletableFuture<Void> run(HttpModelClient client) {
    return CompletableFuture.allOf(
        models.stream().map(model -> ask(client, model, 1)).toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<Void> ask(HttpModelClient client, ModelSpec model, int tokens) {
    CompletionRequest request = request(model, tokens);
    HttpCall call = client.codec().encode(request);
    return client
        .transport()
        .send(call, client.secret(), LIMIT_NANOS)
        .handle((reply, failure) -> failure == null ? judge(client, request, reply) : passed())
        .thenCompose(next -> next);
  }

  private CompletableFuture<Void> judge(
      HttpModelClient client, CompletionRequest request, HttpReply reply) {
    if (reply.ok()) {
      client.counters().checked(tokens(client, request, reply));
      return passed();
    }
    boolean wrong = reply.status() == 400 || reply.status() == 422;
    boolean filtered = client.classifier().code(reply).equals("content_filter");
    if (wrong && !filtered && request.model().sampling().maxTokens() == 1) {
      return ask(client, request.model(), MORE_TOKENS);
    }
    Verdict verdict =
        client.classifier().status(reply, request.model().name(), client.clockwork().now());
    if (verdict.kind() != Kind.FATAL && (!wrong || filtered)) {
      return passed();
    }
    return CompletableFuture.failedFuture(
        new ModelCallException(
            Kind.FATAL,
            client.label(request.model(), null)
                + "it refuses a call of one token, and so would every call: "
                + verdict.message()
                + "."));
  }

  private static CompletableFuture<Void> passed() {
    return CompletableFuture.completedFuture(null);
  }

  /** Tokens used; a model that only thought for them may have answered nothing. */
  private static long tokens(HttpModelClient client, CompletionRequest request, HttpReply reply) {
    try {
      Completion completion = client.codec().decode(request, reply);
      return completion.usageKnown() ? completion.inputTokens() + completion.outputTokens() : 0;
    } catch (MalformedReplyException nothingSaid) {
      return 0;
    }
  }

  private static CompletionRequest request(ModelSpec model, int tokens) {
    ModelSpec.Sampling own = model.sampling();
    ModelSpec brief =
        new ModelSpec(
            model.id(),
            model.family(),
            model.provider(),
            model.name(),
            model.architecture(),
            model.price(),
            new ModelSpec.Sampling(own.temperature(), tokens, own.topP(), own.stop()),
            model.rank());
    return new CompletionRequest(
        brief, PROMPT, 0, 0, new CompletionRequest.Context("", "check", List.of()));
  }
}
