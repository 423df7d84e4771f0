package dev.collabgraph.simulated;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import dev.collabgraph.suite.Options;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Statistical models, {@code type: simulated}. They answer tasks of {@code format: simulated} at
 * once, for nothing and reproducibly: a completion is a pure function of task id, role, inputs,
 * model, replicate, index and noise seed. Options:
 *
 * <ul>
 *   <li>{@code noiseSeed}: the models' luck, a whole number; default 1
 *   <li>{@code landscape}: overrides of the pool's constants, in the shape of the pool's resource
 *       file, for example {@code landscape: {reading: {fatigue: 0.5}}}; default none
 * </ul>
 *
 * <p>Latency is virtual: base + tokens x seconds per token, by model. {@link #describe} fills
 * architecture and price of the models the catalogue knows: {@code llama-1b}, {@code llama-3b},
 * {@code llama-8b}, {@code llama-70b} and the second family {@code sprig-0.5b}, {@code sprig-1.5b},
 * {@code sprig-7b}.
 */
public final class SimulatedProvider implements ModelProvider {
  private static final String NOISE_SEED = "noiseSeed";
  private static final String LANDSCAPE = "landscape";
  private static final Set<String> KEYS = new TreeSet<>(List.of(NOISE_SEED, LANDSCAPE));
  private static final String CHECKED_POOL = "math-with-70b";

  @Override
  public String type() {
    return "simulated";
  }

  @Override
  public Set<String> optionKeys() {
    return KEYS;
  }

  @Override
  public boolean remote(ProviderSpec spec) {
    return false;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context) {
    Options options = Options.of(spec.options(), "providers." + spec.id(), KEYS);
    long noiseSeed = options.whole(NOISE_SEED, 1, Long.MIN_VALUE, Long.MAX_VALUE);
    Map<String, Object> landscape = landscape(spec);
    Pools.load(CHECKED_POOL, landscape); // unknown keys and bad values fail before any call
    for (ModelSpec model : models) {
      if (Pools.model(model.name(), landscape).isEmpty()) {
        throw new IllegalArgumentException(
            "Model \"%s\": provider \"%s\" simulates no model named \"%s\", expected one of %s. Or declare it under landscape.models of the provider."
                .formatted(model.id(), spec.id(), model.name(), Pools.catalogueNames()));
      }
    }
    return new SimulatedClient(landscape, noiseSeed);
  }

  @Override
  public ModelSpec describe(ProviderSpec spec, ModelSpec model, Context context) {
    Map<String, Object> known = Pools.model(model.name(), landscape(spec));
    ModelSpec.Architecture architecture = model.architecture();
    if (architecture == null
        && known.get("params") instanceof Number params
        && known.get("layers") instanceof Number layers
        && known.get("hidden") instanceof Number hidden) {
      architecture =
          new ModelSpec.Architecture(params.doubleValue(), layers.intValue(), hidden.intValue());
    }
    ModelSpec.Price price = model.price();
    if (price == null
        && known.get("inputPrice") instanceof Number input
        && known.get("outputPrice") instanceof Number output) {
      price = new ModelSpec.Price(input.doubleValue(), output.doubleValue());
    }
    double rank = model.rank() == 0 && architecture != null ? architecture.params() : model.rank();
    return new ModelSpec(
        model.id(),
        model.family(),
        model.provider(),
        model.name(),
        architecture,
        price,
        model.sampling(),
        rank);
  }

  /** The overrides a provider declares; empty if none. */
  static Map<String, Object> landscape(ProviderSpec spec) {
    return Pools.map(
        spec.options().getOrDefault(LANDSCAPE, Map.of()), "providers." + spec.id() + ".landscape");
  }
}
