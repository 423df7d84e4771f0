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
 * <tr><td>modelCheck</td><td>whether each model is asked for one token before the first call</td><td>true</td></tr>
 * <tr><td>allowInsecure</td><td>whether a key may go to another host over http</td><td>false</td></tr>
 * <tr><td>trustStore, trustStorePasswordEnv</td><td>certificates trusted instead of the JVM's: PKCS#12, JKS or PEM</td><td>the JVM's</td></tr>
 * <tr><td>keyStore, keyStorePasswordEnv</td><td>client certificate: PKCS#12 or JKS</td><td>none</td></tr>
 * </table>
 */
public final class OpenAiProvider extends HttpProvider {
  public OpenAiProvider() {
    super("openai", List.of("tokenLimitField", "sendSeed"));
  }

  @Override
  protected ChatCodec codec(ProviderOptions options, Endpoint endpoint, Secret secret) {
    String limitField = options.text("tokenLimitField").orElse("max_tokens");
    if (!limitField.equals("max_tokens") && !limitField.equals("max_completion_tokens")) {
      throw options.wrong("tokenLimitField", limitField, "max_tokens or max_completion_tokens");
    }
    return new OpenAiCodec(
        endpoint.baseUrl(),
        limitField.equals("max_completion_tokens"),
        options.flag("sendSeed", true),
        secret);
  }

  @Override
  protected ModelList modelList(Endpoint endpoint) {
    return new ModelList(
        URI.create(endpoint.baseUrl() + "/models"), "data", "id", false, false, null);
  }

  @Override
  protected Map<String, String> identity(ProviderOptions options) {
    return Map.of("seeded", String.valueOf(options.flag("sendSeed", true)));
  }
}
