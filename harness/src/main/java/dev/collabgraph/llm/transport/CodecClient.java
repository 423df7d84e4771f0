package dev.collabgraph.llm.transport;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ForwardProxy;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderOptions;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A client over this transport for a codec that knows itself where its requests go and puts the key
 * into them. Public for the sibling packages only.
 *
 * @param target where requests go
 * @param secret never to be shown; null if there is none
 * @param concurrency most calls in flight
 * @param missing what to do about a model that is not there
 */
public record CodecClient(
    ProviderSpec spec,
    ProviderOptions options,
    ChatCodec codec,
    URI target,
    Secret secret,
    int concurrency,
    String missing) {

  /**
   * Opens the client.
   *
   * @throws IllegalArgumentException if an option of the transport is out of range
   */
  public ModelClient open(List<ModelSpec> models, ModelProvider.Context context) {
    boolean local = new Endpoint(target.toString(), target).loopback();
    ForwardProxy proxy = local ? null : context.proxy(target).orElse(null);
    double timeoutSeconds = options.number("timeoutSeconds", 120, 0, 86_400);
    int maxBytes = options.integer("maxReplyBytes", 8 << 20, 1 << 10, 64 << 20);
    RetryPolicy policy =
        new RetryPolicy(options.integer("retries", 3, 0, 20), new SplittableRandom());
    double rpm = options.number("rpm", 0, 0, 1e9);
    double tpm = options.number("tpm", 0, 0, 1e12);
    Duration outage =
        Duration.ofNanos((long) (options.number("outageSeconds", 300, 0, 86_400) * 1e9));
    Clockwork clockwork = new SystemClockwork(spec.id());
    CallGate gate = new CallGate(concurrency);
    return new HttpModelClient(
        new HttpModelClient.Parts(
            spec.id(),
            target.toString(),
            null, // the codec itself puts the key into its requests
            gate,
            new Pace(clockwork, gate, concurrency, rpm, tpm, outage),
            timeoutSeconds,
            codec,
            new HttpTransport(spec.id(), clockwork, maxBytes, null, proxy),
            policy,
            clockwork,
            new FailureClassifier(secret, model -> missing),
            null,
            new ModelCheck(options.flag(HttpProvider.MODEL_CHECK, true) ? models : List.of())));
  }
}
