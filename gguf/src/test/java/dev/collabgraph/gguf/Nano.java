package dev.collabgraph.gguf;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.llm.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens the embedded models for tests. */
final class Nano {
  static final ModelSpec SMALL = model("nano:s", 0.7, 72);
  static final ModelSpec MIDDLE = model("nano:m", 0.7, 72);

  private Nano() {}

  static ModelSpec model(String name, double temperature, int maxTokens) {
    return new ModelSpec(
        name.replace(':', '-'),
        "nano",
        "local",
        name,
        null,
        null,
        new ModelSpec.Sampling(temperature, maxTokens, null, List.of("\n")),
        0);
  }

  static ProviderSpec provider(Map<String, Object> options) {
    return new ProviderSpec("local", "gguf", options);
  }

  static ModelProvider.Context context(Path folder) {
    return new ModelProvider.Context() {
      @Override
      public Path baseDirectory() {
        return folder;
      }

      @Override
      public Optional<Secret> secret(String serverId) {
        return Optional.empty();
      }
    };
  }

  static ModelClient open(Map<String, Object> options, ModelSpec... models) {
    return new GgufModelProvider()
        .open(provider(options), List.of(models), context(Path.of("").toAbsolutePath()));
  }

  static CompletionRequest request(ModelSpec model, String prompt, int index) {
    return new CompletionRequest(
        model, prompt, 0, index, new CompletionRequest.Context("t", "assistant", List.of()));
  }

  /** Asks and waits; a failure is the exception the future holds. */
  static Completion ask(ModelClient client, ModelSpec model, String prompt, int index)
      throws Exception {
    try {
      return client.complete(request(model, prompt, index)).get(60, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
