package dev.collabgraph.llm.transport;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ForwardProxy;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderOptions;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What providers that talk HTTP have in common: their options, and clients made of the same parts.
 * Public for the sibling packages only.
 */
public abstract class HttpProvider implements ModelProvider {
  public static final String MODEL_CHECK = "modelCheck";
  private static final List<String> COMMON =
      List.of(
          "baseUrl",
          "serverId",
          "apiKeyEnv",
          "concurrency",
          "timeoutSeconds",
          "retries",
          "rpm",
          "tpm",
          "outageSeconds",
          "headers",
          "maxReplyBytes",
          "allowInsecure",
          MODEL_CHECK,
          Tls.TRUST,
          Tls.TRUST_PASSWORD,
          Tls.KEY,
          Tls.KEY_PASSWORD);

  private final String type;
  private final Set<String> keys;

  protected HttpProvider(String type, List<String> ownKeys) {
    this.type = type;
    Set<String> all = new LinkedHashSet<>(COMMON);
    all.addAll(ownKeys);
    this.keys = Collections.unmodifiableSet(all);
  }

  /** The format of requests and replies. */
  protected abstract ChatCodec codec(ProviderOptions options, Endpoint endpoint, Secret secret);

  /** Where the provider lists its models, and how. */
  protected abstract ModelList modelList(Endpoint endpoint);

  /** Options that change answers, for the call cache. */
  protected abstract Map<String, String> identity(ProviderOptions options);

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final Set<String> optionKeys() {
    return keys;
  }

  private ProviderOptions options(ProviderSpec spec) {
    return ProviderOptions.of(spec, keys);
  }

  @Override
  public final boolean remote(ProviderSpec spec) {
    return !Endpoint.of(spec, options(spec)).loopback();
  }

  @Override
  public final Optional<Map<String, String>> cacheIdentity(ProviderSpec spec) {
    ProviderOptions options = options(spec);
    Map<String, String> identity = new java.util.TreeMap<>(identity(options));
    identity.put("type", type);
    identity.put("baseUrl", Endpoint.of(spec, options).baseUrl());
    return Optional.of(identity);
  }

  @Override
  public final boolean checksModels(ProviderSpec spec) {
    return options(spec).flag(MODEL_CHECK, true);
  }

  @Override
  public final ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context) {
    return open(spec, models, context, new SystemClockwork(spec.id()), new SplittableRandom());
  }

  /**
   * Opens a client that lives by the given time, which the client closes.
   *
   * @param jitter source of the backoff's jitter
   */
  final ModelClient open(
      ProviderSpec spec,
      List<ModelSpec> models,
      Context context,
      Clockwork clockwork,
      SplittableRandom jitter) {
    try {
      return client(spec, models, context, clockwork, jitter);
    } catch (RuntimeException refused) {
      clockwork.close();
      throw refused;
    }
  }

  private ModelClient client(
      ProviderSpec spec,
      List<ModelSpec> models,
      Context context,
      Clockwork clockwork,
      SplittableRandom jitter) {
    ProviderOptions options = options(spec);
    Endpoint endpoint = Endpoint.of(spec, options);
    Secret secret = Keys.secret(spec, options, context);
    endpoint.refuseKeyInTheClear(spec, options, secret);
    Map<String, String> headers = headers(options);
    double timeoutSeconds = options.number("timeoutSeconds", 120, 0, 86_400);
    int concurrency = options.integer("concurrency", 4, 1, 10_000);
    RetryPolicy policy = new RetryPolicy(options.integer("retries", 3, 0, 20), jitter);
    int maxBytes = options.integer("maxReplyBytes", 8 << 20, 1 << 10, 64 << 20);
    ChatCodec codec = new HeaderedCodec(codec(options, endpoint, secret), headers);
    CallGate gate = new CallGate(concurrency);
    Pace pace =
        new Pace(
            clockwork,
            gate,
            concurrency,
            options.number("rpm", 0, 0, 1e9),
            options.number("tpm", 0, 0, 1e12),
            Duration.ofNanos((long) (options.number("outageSeconds", 300, 0, 86_400) * 1e9)));
    ModelList list = modelList(endpoint);
    ForwardProxy proxy = endpoint.loopback() ? null : context.proxy(endpoint.uri()).orElse(null);
    if (proxy != null) {
      ProxyRoute.refuseUnusable(proxy, spec, endpoint);
    }
    HttpTransport transport =
        new HttpTransport(spec.id(), clockwork, maxBytes, Tls.context(options, context), proxy);
    return new HttpModelClient(
        new HttpModelClient.Parts(
            spec.id(),
            endpoint.baseUrl(),
            secret,
            gate,
            pace,
            timeoutSeconds,
            codec,
            transport,
            policy,
            clockwork,
            new FailureClassifier(secret, list::hint),
            new Preflight(spec.id(), list, headers, secret, models, transport, clockwork),
            new ModelCheck(options.flag(MODEL_CHECK, true) ? models : List.of())));
  }

  private static Map<String, String> headers(ProviderOptions options) {
    Map<String, String> headers = options.texts("headers");
    HttpRequest.Builder probe = HttpRequest.newBuilder(URI.create("http://localhost/"));
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.equals("authorization")
              || lower.equals("api-key")
              || lower.equals("x-api-key")) {
            throw options.wrong(
                "headers", name, "no header that carries a key: use serverId or apiKeyEnv");
          }
          try {
            probe.setHeader(name, value);
          } catch (IllegalArgumentException refused) {
            throw options.wrong("headers", name, "names and values that may be sent");
          }
        });
    return headers;
  }
}
