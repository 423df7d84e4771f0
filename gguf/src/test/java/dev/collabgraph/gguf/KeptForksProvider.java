package dev.collabgraph.gguf;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import java.util.List;
import java.util.Set;

/** Provider type {@value #TYPE}: as {@code gguf}, with the forks of {@link KeptForks}. */
public final class KeptForksProvider implements ModelProvider {
  static final String TYPE = "gguf-kept";

  private final GgufModelProvider gguf = new GgufModelProvider();

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Set<String> optionKeys() {
    return gguf.optionKeys();
  }

  @Override
  public boolean remote(ProviderSpec spec) {
    return false;
  }

  @Override
  public ModelSpec describe(ProviderSpec spec, ModelSpec model, Context context) {
    return gguf.describe(spec, model, context);
  }

  @Override
  public ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context) {
    if (context instanceof KeptForks forks) {
      return forks.client();
    }
    throw new IllegalArgumentException("Nobody keeps forks.");
  }
}
