package dev.collabgraph.llm;

import dev.collabgraph.graph.ModelSpec;
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
 * Provider type {@code openai}: any endpoint that speaks the chat completions format.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><th>key</th><th>meaning</th><th>default</th></tr>
 * <tr><td>baseUrl</td><td>up to and with the version, as {@code http://localhost:8000/v1}</td><td>required</td></tr>
 * <tr><td>serverId</td><td>server of settings.xml whose password is the key</td><td>no key</td></tr>
 * <tr><td>apiKeyEnv</td><td>name of the environment variable that holds the key</td><td>no key</td></tr>
 * <tr><td>concurrency</td><td>most calls in flight, 1 to 10000; fewer while the server is too busy</td><td>4</td></tr>
 * <tr><td>timeoutSeconds</td><td>of a whole call with its retries, its time in the queue apart</td><td>120</td></tr>
 * <tr><td>retries</td><td>repetitions of a call, 0 to 20</td><td>3</td></tr>
 * <tr><td>rpm</td><td>most requests a minute</td><td>no limit</td></tr>
 * <tr><td>tpm</td><td>most tokens a minute, prompt and token limit counted</td><td>no limit</td></tr>
 * <tr><td>outageSeconds</td><td>how long no server need answer before the provider is given up</td><td>300</td></tr>
 * <tr><td>headers</td><td>sent with every request; none that carries a key</td><td>none</td></tr>
 * <tr><td>maxReplyBytes</td><td>longest reply, 1024 to 67108864</td><td>8388608</td></tr>
 * <tr><td>tokenLimitField</td><td>{@code max_tokens} or {@code max_completion_tokens}</td><td>max_tokens</td></tr>
 * <tr><td>sendSeed</td><td>whether the seed is sent</td><td>true</td></tr>
 * <tr><td>allowInsecure</td><td>whether a key may go to another host over http</td><td>false</td></tr>
 * <tr><td>trustStore, trustStorePasswordEnv</td><td>certificates trusted instead of the JVM's: PKCS#12, JKS or PEM</td><td>the JVM's</td></tr>
 * <tr><td>keyStore, keyStorePasswordEnv</td><td>client certificate: PKCS#12 or JKS</td><td>none</td></tr>
 * </table>
 */
public final class OpenAiProvider implements ModelProvider {
  private static final Set<String> KEYS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  "baseUrl",
                  "serverId",
                  "apiKeyEnv",
                  "concurrency",
                  "timeoutSeconds",
                  "retries",
                  "headers",
                  "rpm",
                  "tpm",
                  "outageSeconds",
                  "maxReplyBytes",
                  "tokenLimitField",
                  "sendSeed",
                  "allowInsecure",
                  Tls.TRUST,
                  Tls.TRUST_PASSWORD,
                  Tls.KEY,
                  Tls.KEY_PASSWORD)));

  @Override
  public String type() {
    return "openai";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public boolean remote(ProviderSpec spec) {
    return !Endpoint.of(spec, options(spec)).loopback();
  }

  @Override
  public Optional<Map<String, String>> cacheIdentity(ProviderSpec spec) {
    ProviderOptions options = options(spec);
    return Optional.of(
        Map.of(
            "type",
            type(),
            "baseUrl",
            Endpoint.of(spec, options).baseUrl(),
            "seeded",
            String.valueOf(options.flag("sendSeed", true))));
  }

  private static ProviderOptions options(ProviderSpec spec) {
    return ProviderOptions.of(spec, KEYS);
  }

  @Override
  public ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context) {
    return open(spec, models, context, new SystemClockwork(spec.id()));
  }

  /** Opens a client that lives by the given time; the client closes it. */
  static ModelClient open(
      ProviderSpec spec, List<ModelSpec> models, Context context, Clockwork clockwork) {
    ProviderOptions options = options(spec);
    Endpoint endpoint = Endpoint.of(spec, options);
    Secret secret = Keys.secret(spec, options, context);
    endpoint.refuseKeyInTheClear(spec, options, secret);
    Map<String, String> headers = headers(options);
    double timeoutSeconds = options.number("timeoutSeconds", 120, 0, 86_400);
    int concurrency = options.integer("concurrency", 4, 1, 10_000);
    int retries = options.integer("retries", 3, 0, 20);
    int maxBytes = options.integer("maxReplyBytes", 8 << 20, 1 << 10, 64 << 20);
    String limitField = options.text("tokenLimitField").orElse("max_tokens");
    if (!limitField.equals("max_tokens") && !limitField.equals("max_completion_tokens")) {
      throw options.wrong("tokenLimitField", limitField, "max_tokens or max_completion_tokens");
    }
    ChatCodec codec =
        new HeaderedCodec(
            new OpenAiCodec(
                endpoint.baseUrl(),
                limitField.equals("max_completion_tokens"),
                options.flag("sendSeed", true),
                secret),
            headers);
    HttpTransport transport =
        new HttpTransport(spec.id(), clockwork, maxBytes, Tls.context(options, context));
    Preflight preflight =
        new Preflight(
            spec.id(),
            URI.create(endpoint.baseUrl() + "/models"),
            headers,
            secret,
            models,
            transport,
            clockwork);
    CallGate gate = new CallGate(concurrency);
    return new HttpModelClient(
        new HttpModelClient.Parts(
            spec.id(),
            endpoint.baseUrl(),
            secret,
            gate,
            new Pace(
                clockwork,
                gate,
                concurrency,
                options.number("rpm", 0, 0, 1e9),
                options.number("tpm", 0, 0, 1e12),
                Duration.ofNanos((long) (options.number("outageSeconds", 300, 0, 86_400) * 1e9))),
            timeoutSeconds,
            codec,
            transport,
            new RetryPolicy(retries, new SplittableRandom()),
            clockwork,
            preflight));
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
