package dev.collabgraph.llm;

import dev.collabgraph.graph.ModelSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;

/** Requests, specs and contexts for tests. */
final class Calls {
  static final Secret KEY = new Secret("sk-canary-0123456789");

  private Calls() {}

  static ModelSpec model(ModelSpec.Sampling sampling) {
    return new ModelSpec("m", "f", "p", "some-model", null, null, sampling, 0);
  }

  static CompletionRequest request(String prompt, int index) {
    return new CompletionRequest(
        model(ModelSpec.Sampling.defaults()),
        prompt,
        0,
        index,
        new CompletionRequest.Context("t", "assistant", List.of()));
  }

  static ProviderSpec spec(String url, Object... options) {
    Map<String, Object> all = new java.util.LinkedHashMap<>();
    all.put("baseUrl", url);
    all.put("modelCheck", false); // a script is for the calls of the test
    for (int i = 0; i < options.length; i += 2) {
      all.put((String) options[i], options[i + 1]);
    }
    return new ProviderSpec("p", "openai", all);
  }

  static final ModelProvider.Context CONTEXT =
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

  static ModelClient open(Clockwork clockwork, ProviderSpec spec) {
    return ((HttpProvider) ModelProviders.find(spec.type()))
        .open(
            spec,
            List.of(model(ModelSpec.Sampling.defaults())),
            CONTEXT,
            clockwork,
            new SplittableRandom(1));
  }

  /** The failure of a call that must fail. */
  static ModelCallException failure(ModelClient client) {
    return failure(client, request("Hello?", 0));
  }

  static ModelCallException failure(ModelClient client, CompletionRequest request) {
    try {
      throw new AssertionError("The call succeeded: " + client.complete(request).join());
    } catch (CompletionException e) {
      return (ModelCallException) e.getCause();
    }
  }
}
