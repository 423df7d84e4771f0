package dev.collabgraph.serve;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ProviderStatistics;
import dev.collabgraph.suite.SuiteDefinition.Spend;
import dev.collabgraph.suite.SuiteException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps what a front may spend, from its start to its end. A call is made only if the most it can
 * use still fits beside what was used and what calls in flight can use: in dollars an answer as
 * long as {@code maxTokens} allows to a prompt of one token a byte. So a cap is never passed. An
 * answer from the cache counts like any other. Safe to use from any number of threads.
 */
public final class SpendMeter {

  /** Why a call was not made; the cause of the exception that says so. */
  static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private SpentException(String message) {
      super(message, null, false, false);
    }
  }

  private final String suite;
  private final long callsCap;
  private final double usdCap;
  private long calls;
  private double usd;

  private SpendMeter(String suite, long callsCap, double usdCap) {
    this.suite = suite;
    this.callsCap = callsCap;
    this.usdCap = usdCap;
  }

  /** No cap on anything. */
  public static SpendMeter unlimited() {
    return new SpendMeter("", Long.MAX_VALUE, Double.POSITIVE_INFINITY);
  }

  /**
   * The caps of a suite on calls and dollars. Its cap on minutes is one on searches.
   *
   * @param models all that may be asked
   * @throws SuiteException if dollars are capped and a model declares no price
   */
  public static SpendMeter of(String suite, Spend spend, Collection<ModelSpec> models) {
    for (ModelSpec model : models) {
      if (spend.usd() != null && model.price() == null) {
        throw new SuiteException(
            "spend.usd is %s, but model \"%s\" of suite \"%s\" declares no price, and an unknown price is not 0. Add price: {input: ..., output: ...} (US dollars for a million tokens), or remove spend.usd."
                .formatted(spend.usd(), model.id(), suite));
      }
    }
    return new SpendMeter(
        suite,
        spend.calls() == null ? Long.MAX_VALUE : spend.calls(),
        spend.usd() == null ? Double.POSITIVE_INFINITY : spend.usd());
  }

  /** Whether anything is capped. */
  public boolean capped() {
    return callsCap != Long.MAX_VALUE || usdCap != Double.POSITIVE_INFINITY;
  }

  /** The same clients, which make no call that does not fit. Closing one closes what it wraps. */
  public Map<String, ModelClient> around(Map<String, ModelClient> clients) {
    if (!capped()) {
      return clients;
    }
    Map<String, ModelClient> metered = new LinkedHashMap<>();
    clients.forEach((id, client) -> metered.put(id, new Metered(client)));
    return metered;
  }

  /** What is used, for a log line; dollars only where they are capped, since unknown otherwise. */
  public synchronized String used() {
    String shown = String.format(Locale.ROOT, "%,d calls", calls);
    if (callsCap != Long.MAX_VALUE) {
      shown += String.format(Locale.ROOT, " of %,d", callsCap);
    }
    return usdCap == Double.POSITIVE_INFINITY
        ? shown
        : shown + String.format(Locale.ROOT, ", %.4f of %s US dollars", usd, usdCap);
  }

  /** Refuses a question whose calls cannot all be made any more, before the first of them. */
  synchronized void admit(int more) {
    if (!fits(more, 0)) {
      throw spent();
    }
  }

  private boolean fits(int more, double most) {
    return calls + more <= callsCap && usd + most <= usdCap; // NaN dollars fit nothing
  }

  private synchronized void take(double most) {
    if (!fits(1, most)) {
      throw spent();
    }
    calls++;
    usd += most;
  }

  private synchronized void settle(double most, double used) {
    usd += used - most;
  }

  private SpentException spent() {
    String caps =
        (callsCap == Long.MAX_VALUE ? "" : "spend.calls is " + callsCap)
            + (callsCap == Long.MAX_VALUE || usdCap == Double.POSITIVE_INFINITY ? "" : " and ")
            + (usdCap == Double.POSITIVE_INFINITY ? "" : "spend.usd is " + usdCap);
    return new SpentException(
        "The spend of suite \"%s\" is used up: %s, and the next call would not fit. Start the front again, or raise the cap: -Dcollabgraph.set.%s"
            .formatted(
                suite,
                caps,
                callsCap == Long.MAX_VALUE
                    ? "spend.usd=" + 2 * usdCap
                    : "spend.calls=" + 2 * callsCap));
  }

  private final class Metered implements ModelClient {
    private final ModelClient client;

    Metered(ModelClient client) {
      this.client = client;
    }

    @Override
    public CompletableFuture<Completion> complete(CompletionRequest request) {
      double most = most(request);
      try {
        take(most);
      } catch (SpentException e) {
        return CompletableFuture.failedFuture(
            new ModelCallException(ModelCallException.Kind.FATAL, e.getMessage(), e));
      }
      return client
          .complete(request)
          .whenComplete((completion, failure) -> settle(most, used(request, completion, most)));
    }

    private double most(CompletionRequest request) {
      if (usdCap == Double.POSITIVE_INFINITY) {
        return 0;
      }
      ModelSpec model = request.model();
      int prompt = request.prompt().getBytes(StandardCharsets.UTF_8).length;
      return model.price() == null
          ? Double.NaN
          : model.price().of(prompt, model.sampling().maxTokens());
    }

    /** A call that failed, or whose usage is unknown, used all it could. */
    private double used(CompletionRequest request, Completion completion, double most) {
      if (completion == null || !completion.usageKnown() || request.model().price() == null) {
        return most;
      }
      return request.model().price().of(completion.inputTokens(), completion.outputTokens());
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
}
