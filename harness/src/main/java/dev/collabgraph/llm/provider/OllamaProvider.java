package dev.collabgraph.llm.provider;

import dev.collabgraph.llm.ProviderOptions;
import dev.collabgraph.llm.Secret;
import dev.collabgraph.llm.transport.ChatCodec;
import dev.collabgraph.llm.transport.Endpoint;
import dev.collabgraph.llm.transport.HttpProvider;
import dev.collabgraph.llm.transport.ModelList;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Provider type {@code ollama}: an Ollama server, by its own interface. Options are those of {@link
 * OpenAiProvider} but for {@code tokenLimitField} and {@code sendSeed}, with {@code baseUrl} as in
 * {@code http://localhost:11434}, and:
 *
 * <table>
 * <caption>Options</caption>
 * <tr><th>key</th><th>meaning</th><th>default</th></tr>
 * <tr><td>contextTokens</td><td>room for prompt and answer, 256 to 10000000; Ollama silently cuts longer prompts</td><td>the server's</td></tr>
 * <tr><td>think</td><td>whether a reasoning model thinks</td><td>the model's</td></tr>
 * </table>
 */
public final class OllamaProvider extends HttpProvider {
  public OllamaProvider() {
    super("ollama", List.of("contextTokens", "think"));
  }

  @Override
  protected ChatCodec codec(ProviderOptions options, Endpoint endpoint, Secret secret) {
    int context = options.integer("contextTokens", 0, 256, 10_000_000);
    Boolean think = options.given("think") ? (Boolean) options.flag("think", false) : null;
    return new OllamaCodec(endpoint.baseUrl(), context == 0 ? null : context, think, secret);
  }

  @Override
  protected ModelList modelList(Endpoint endpoint) {
    return new ModelList(
        URI.create(endpoint.baseUrl() + "/api/tags"), "models", "name", true, true, "ollama pull");
  }

  @Override
  protected Map<String, String> identity(ProviderOptions options) {
    Map<String, String> identity = new TreeMap<>();
    for (String key : List.of("contextTokens", "think")) {
      if (options.given(key)) {
        identity.put(key, options.shown(key));
      }
    }
    return identity;
  }
}
