package dev.collabgraph.search.engine;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.Completion;
import dev.collabgraph.llm.CompletionRequest;
import dev.collabgraph.llm.ModelCallException;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A provider that fails on purpose, {@code type: faulty}: every call whose prompt, replicate and
 * index hash to 0 modulo {@code every} ends in a failure of {@code kind}; the others answer 1.
 * {@code usage: false} leaves the tokens out; {@code memory: true} runs out of memory instead.
 */
public final class FaultyProvider implements ModelProvider {
  @Override
  public String type() {
    return "faulty";
  }

  @Override
  public Set<String> optionKeys() {
    return Set.of("every", "kind", "usage", "memory");
  }

  @Override
  public boolean remote(ProviderSpec spec) {
    return false;
  }

  @Override
  public ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context) {
    int every = ((Number) spec.options().getOrDefault("every", 1)).intValue();
    boolean usage = (Boolean) spec.options().getOrDefault("usage", true);
    boolean memory = (Boolean) spec.options().getOrDefault("memory", false);
    ModelCallException.Kind kind =
        ModelCallException.Kind.valueOf(
            String.valueOf(spec.options().getOrDefault("kind", "transport"))
                .toUpperCase(Locale.ROOT));
    return new ModelClient() {
      @Override
      public CompletableFuture<Completion> complete(CompletionRequest request) {
        int hash = (request.prompt() + request.replicate() + "/" + request.index()).hashCode();
        if (Math.floorMod(hash, every) == 0 && memory) {
          throw new OutOfMemoryError("on purpose");
        }
        if (Math.floorMod(hash, every) == 0) {
          return CompletableFuture.failedFuture(
              new ModelCallException(kind, "The line is cut on purpose."));
        }
        int tokens = usage ? 10 : Completion.UNKNOWN;
        return CompletableFuture.completedFuture(
            new Completion("The answer is 1", null, tokens, tokens, 1.5, Completion.Finish.STOP));
      }

      @Override
      public void close() {}
    };
  }
}
