package dev.collabgraph.llm.provider;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.Excerpt;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderOptions;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.transport.ChatCodec;
import dev.collabgraph.llm.transport.CodecClient;
import dev.collabgraph.llm.transport.Endpoint;
import dev.collabgraph.llm.transport.HttpProvider;
import dev.collabgraph.llm.transport.Keys;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provider type {@code langchain4j}: any chat model of LangChain4j whose module is on the class
 * path, for a plugin by a dependency of it.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><th>key</th><th>meaning</th><th>default</th></tr>
 * <tr><td>class</td><td>the chat model's class</td><td>required</td></tr>
 * <tr><td>options</td><td>methods of its builder by name, with their values</td><td>none</td></tr>
 * <tr><td>serverId</td><td>server of settings.xml whose password is the builder's {@code apiKey}</td><td>no key</td></tr>
 * <tr><td>apiKeyEnv</td><td>name of the environment variable that holds it</td><td>no key</td></tr>
 * <tr><td>concurrency</td><td>most calls in flight, 1 to 10000</td><td>4</td></tr>
 * <tr><td>allowInsecure</td><td>whether a key may go to another host over http</td><td>false</td></tr>
 * </table>
 *
 * <p>A model whose builder takes an HTTP client builder gets this project's transport and then has
 * {@code timeoutSeconds}, {@code retries}, {@code rpm}, {@code tpm}, {@code outageSeconds} and
 * {@code maxReplyBytes} as {@link OpenAiProvider}. Any other keeps its own transport, and the log
 * says so: its timeouts and retries are its own options.
 *
 * <p>LangChain4j's common request has no seed, so answers repeat only out of the call cache, or if
 * an option of the builder makes them.
 */
public final class LangChain4jProvider implements ModelProvider {
  private static final Logger LOG = LoggerFactory.getLogger(LangChain4jProvider.class);
  private static final List<String> EITHER =
      List.of("class", "options", "serverId", "apiKeyEnv", "concurrency", "allowInsecure");
  private static final List<String> OF_OUR_TRANSPORT =
      List.of(
          "timeoutSeconds",
          "retries",
          "rpm",
          "tpm",
          "outageSeconds",
          "maxReplyBytes",
          HttpProvider.MODEL_CHECK);

  @Override
  public String type() {
    return "langchain4j";
  }

  @Override
  public Set<String> optionKeys() {
    Set<String> keys = new TreeSet<>(EITHER);
    keys.addAll(OF_OUR_TRANSPORT);
    return keys;
  }

  private static Map<String, Object> builderOptions(ProviderOptions options, ProviderSpec spec) {
    Object value = spec.options().get("options");
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw options.wrong("options", value, "a map from the builder's methods to their values");
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, each) -> copy.put(String.valueOf(key), each));
    return copy;
  }

  /** Whether the model's {@code baseUrl} is on this machine; without one it is its maker's. */
  @Override
  public boolean remote(ProviderSpec spec) {
    return endpoint(spec).map(endpoint -> !endpoint.loopback()).orElse(true);
  }

  private Optional<Endpoint> endpoint(ProviderSpec spec) {
    ProviderOptions options = ProviderOptions.of(spec, optionKeys());
    Object baseUrl = builderOptions(options, spec).get("baseUrl");
    if (baseUrl == null) {
      return Optional.empty();
    }
    ProviderSpec inner = new ProviderSpec(spec.id(), spec.type(), Map.of("baseUrl", baseUrl));
    return Optional.of(Endpoint.of(inner, ProviderOptions.of(inner, Set.of("baseUrl"))));
  }

  @Override
  public Optional<Map<String, String>> cacheIdentity(ProviderSpec spec) {
    ProviderOptions options = ProviderOptions.of(spec, optionKeys());
    Map<String, String> identity = new TreeMap<>();
    builderOptions(options, spec)
        .forEach((key, value) -> identity.put("options." + key, String.valueOf(value)));
    identity.put("type", type());
    identity.put("class", options.text("class").orElse(""));
    return Optional.of(identity);
  }

  @Override
  public boolean checksModels(ProviderSpec spec) {
    ProviderOptions options = ProviderOptions.of(spec, optionKeys());
    return options.flag(HttpProvider.MODEL_CHECK, true)
        && options
            .text("class")
            .map(name -> BuilderOptions.of(spec.id(), name).takesHttpClient())
            .orElse(false);
  }

  @Override
  public ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context) {
    ProviderOptions options = ProviderOptions.of(spec, optionKeys());
    BuilderOptions builder =
        BuilderOptions.of(
            spec.id(),
            options.requiredText("class", "dev.langchain4j.model.mistralai.MistralAiChatModel"));
    Map<String, Object> chosen = builderOptions(options, spec);
    Secret secret = Keys.secret(spec, options, context);
    endpoint(spec).ifPresent(found -> found.refuseKeyInTheClear(spec, options, secret));
    int concurrency = options.integer("concurrency", 4, 1, 10_000);
    String name = models.isEmpty() ? "none" : models.get(0).name();
    if (builder.takesHttpClient()) {
      LangChainExchange exchange =
          new LangChainExchange(http -> builder.build(chosen, name, secret, http));
      return ourTransport(spec, options, exchange, secret, concurrency, models, context);
    }
    for (String key : OF_OUR_TRANSPORT) {
      if (options.given(key)) {
        throw new IllegalArgumentException(
            "Provider \"%s\": %s has no effect, since the builder of %s takes no HTTP client and keeps its own transport. Remove it; maybe the builder has such an option: %s."
                .formatted(
                    spec.id(),
                    key,
                    options.text("class").orElse(""),
                    String.join(", ", builder.names())));
      }
    }
    var model = builder.build(chosen, name, secret, null);
    LOG.warn(
        "Provider \"{}\" has its own transport: timeouts, retries and limits are those of {}, not"
            + " this project's.",
        spec.id(),
        model.getClass().getName());
    return new ChatModelClient(asked -> model, concurrency, secret);
  }

  private static ModelClient ourTransport(
      ProviderSpec spec,
      ProviderOptions options,
      LangChainExchange exchange,
      Secret secret,
      int concurrency,
      List<ModelSpec> models,
      Context context) {
    LangChainCodec codec = new LangChainCodec(exchange, secret);
    URI uri = models.isEmpty() ? URI.create("http://localhost/") : target(spec, codec, models);
    return new CodecClient(
            spec,
            options,
            codec,
            uri,
            secret,
            concurrency,
            "Maybe the model's name or options.baseUrl is wrong")
        .open(models, context);
  }

  /** Where the model sends its requests; asks it for one, which goes nowhere. */
  private static URI target(ProviderSpec spec, ChatCodec codec, List<ModelSpec> models) {
    try {
      return codec
          .encode(
              new CompletionRequest(
                  models.get(0),
                  "?",
                  0,
                  0,
                  new CompletionRequest.Context("preflight", "assistant", List.of())))
          .uri();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Provider \"%s\": the model makes no request: %s"
              .formatted(spec.id(), Excerpt.of(String.valueOf(e.getMessage()), null)),
          e);
    }
  }
}
