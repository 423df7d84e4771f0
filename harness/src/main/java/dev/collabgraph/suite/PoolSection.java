package dev.collabgraph.suite;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.llm.ProviderSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code providers} and {@code models}. */
final class PoolSection {
  private static final double NO_LIMIT = Double.MAX_VALUE;

  private PoolSection() {}

  static Map<String, ProviderSpec> providers(Options root) {
    if (!root.has("providers")) {
      throw missing(root, "providers", "providers: {local: {type: simulated}}");
    }
    Options section = Options.of(root.value("providers"), "providers");
    Map<String, ProviderSpec> providers = new LinkedHashMap<>();
    for (String id : section.keys()) {
      Identifiers.check("provider", id, section.value(id).place(), null);
      Options provider = Options.of(section.value(id), section.path(id));
      String type = provider.requiredText("type", "openai");
      providers.put(id, new ProviderSpec(id, type, provider.without(SuiteKeys.PROVIDER)));
    }
    if (providers.isEmpty()) {
      throw section.empty("Maybe write: providers: {local: {type: simulated}}");
    }
    return providers;
  }

  static List<ModelSpec> models(Options root, Map<String, ProviderSpec> providers) {
    if (!root.has("models")) {
      throw missing(root, "models", "models: [{id: small, name: \"...\"}]");
    }
    if (!(root.value("models") instanceof YamlValue.Sequence sequence)) {
      throw root.refuse(
          "models", "a list of models", "Maybe write: models: [{id: small, name: \"...\"}]");
    }
    if (sequence.items().isEmpty()) {
      throw new OptionException(
          "models",
          "models is an empty list, expected one model or more.",
          sequence.place().toString(),
          "Maybe write: models: [{id: small, name: \"...\"}]");
    }
    List<ModelSpec> models = new ArrayList<>();
    Map<String, Place> seen = new LinkedHashMap<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Options model =
          Options.of(sequence.items().get(i), "models[" + i + "]").allow(SuiteKeys.MODEL);
      ModelSpec spec = model(model, providers);
      Place earlier = seen.putIfAbsent(spec.id(), model.place("id"));
      if (earlier != null) {
        throw new OptionException(
            "id",
            "Two models have the id \"%s\", here and at %s.".formatted(spec.id(), earlier),
            model.place("id").toString(),
            "Maybe write: id: " + spec.id() + "-2");
      }
      models.add(spec);
    }
    return models;
  }

  private static OptionException missing(Options root, String key, String example) {
    return new OptionException(
        key, key + " is missing.", root.place(key).toString(), "Maybe add: " + example);
  }

  private static ModelSpec model(Options model, Map<String, ProviderSpec> providers) {
    String id = model.requiredText("id", "small");
    Identifiers.check("model", id, model.place("id"), "id");
    Set<String> known = providers.keySet();
    if (!model.has("provider") && known.size() > 1) {
      model.requiredText("provider", known.iterator().next());
    }
    String provider = model.text("provider", known.iterator().next());
    if (!known.contains(provider)) {
      throw model.refuse(
          "provider",
          "a declared provider: " + String.join(", ", known),
          "Maybe write: provider: " + Nearest.to(provider, known).orElse(known.iterator().next()));
    }
    ModelSpec.Architecture architecture = architecture(model);
    Double rank =
        model.number(
            "rank", architecture == null ? 0.0 : architecture.params(), -NO_LIMIT, false, NO_LIMIT);
    return new ModelSpec(
        id,
        model.has("family") ? model.requiredText("family", id) : id,
        provider,
        model.has("name") ? model.requiredText("name", id) : id,
        architecture,
        price(model),
        sampling(model),
        rank);
  }

  private static ModelSpec.Architecture architecture(Options model) {
    if (!model.has("params") && !model.has("layers") && !model.has("hidden")) {
      return null;
    }
    return new ModelSpec.Architecture(
        model.requiredNumber("params", 1.0e9, 0, true, NO_LIMIT),
        (int) model.requiredWhole("layers", 16, 1, 1_000_000),
        (int) model.requiredWhole("hidden", 2048, 1, 100_000_000));
  }

  private static ModelSpec.Price price(Options model) {
    if (!model.has("price")) {
      return null;
    }
    Options price = model.section("price").allow(SuiteKeys.PRICE);
    return new ModelSpec.Price(
        price.requiredNumber("input", 0.05, 0, false, NO_LIMIT),
        price.requiredNumber("output", 0.08, 0, false, NO_LIMIT));
  }

  private static ModelSpec.Sampling sampling(Options model) {
    ModelSpec.Sampling defaults = ModelSpec.Sampling.defaults();
    return new ModelSpec.Sampling(
        model.number("temperature", defaults.temperature(), 0, false, 2),
        model.count("maxTokens", defaults.maxTokens(), 1, 10_000_000),
        model.number("topP", null, 0, true, 1),
        model.texts("stop"));
  }
}
