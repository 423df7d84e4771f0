package dev.collabgraph.llm.transport;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ModelProviders;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;

/** Requests, specs and contexts for tests. */
public final class Calls {
  public static final Secret KEY = new Secret("sk-canary-0123456789");

  private Calls() {}

  public static ModelSpec model(ModelSpec.Sampling sampling) {
    return new ModelSpec("m", "f", "p", "some-model", null, null, sampling, 0);
  }

  public static CompletionRequest request(String prompt, int index) {
    return new CompletionRequest(
        model(ModelSpec.Sampling.defaults()),
        prompt,
        0,
        index,
        new CompletionRequest.Context("t", "assistant", List.of()));
  }

  public static ProviderSpec spec(String url, Object... options) {
    Map<String, Object> all = new java.util.LinkedHashMap<>();
    all.put("baseUrl", url);
    all.put("modelCheck", false); // a script is for the calls of the test
    for (int i = 0; i < options.length; i += 2) {
      all.put((String) options[i], options[i + 1]);
    }
    return new ProviderSpec("p", "openai", all);
  }

  public static final ModelProvider.Context CONTEXT =
      new ModelProvider.Context() {
        @Override
        public Path baseDirectory() {
          return Path.of("");
        }

        @Override
        public Optional<Secret> secret(String serverId) {
          return serverId.equals("llm") ? Optional.of(KEY) : Optional.empty();
        }

        @Override
        public Optional<Secret> environment(String variable) {
          return variable.equals("LLM_KEY") ? Optional.of(KEY) : Optional.empty();
        }
      };

  /** A client on a clock whose hands the test turns. */
  public static ModelClient open(TestClockwork clockwork, ProviderSpec spec) {
    return open(clockwork, spec, CONTEXT);
  }

  static ModelClient open(Clockwork clockwork, ProviderSpec spec, ModelProvider.Context context) {
    return ((HttpProvider) ModelProviders.find(spec.type()))
        .open(
            spec,
            List.of(model(ModelSpec.Sampling.defaults())),
            context,
            clockwork,
            new SplittableRandom(1));
  }

  /** Calls of a client over HTTP that wait for room. */
  public static int waiting(ModelClient client) {
    return ((HttpModelClient) client).waiting();
  }

  /** The failure of a call that must fail. */
  public static ModelCallException failure(ModelClient client) {
    return failure(client, request("Hello?", 0));
  }

  public static ModelCallException failure(ModelClient client, CompletionRequest request) {
    try {
      throw new AssertionError("The call succeeded: " + client.complete(request).join());
    } catch (CompletionException e) {
      return (ModelCallException) e.getCause();
    }
  }
}
