package dev.collabgraph.gguf;

import dev.collabgraph.graph.ModelSpec;
import dev.collabgraph.graph.ModelSpec.Architecture;
import dev.collabgraph.llm.ModelClient;
import dev.collabgraph.llm.ModelProvider;
import dev.collabgraph.llm.ProviderSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Provider type {@code gguf}. A model's {@code name} is a GGUF file, relative to {@code path}, or
 * an embedded model such as {@code nano:s}. Parameters, layers and width for the FLOPs cost are
 * read from the file where the suite is silent. Calls never leave this machine.
 */
public final class GgufModelProvider implements ModelProvider {

  private final Supplier<Platform> platform;

  /** For {@link java.util.ServiceLoader}. */
  public GgufModelProvider() {
    this(Platform::current);
  }

  /** A provider on another platform, for tests. */
  GgufModelProvider(Supplier<Platform> platform) {
    this.platform = platform;
  }

  @Override
  public String type() {
    return "gguf";
  }

  @Override
  public Set<String> optionKeys() {
    return GgufOptions.KEYS;
  }

  @Override
  public boolean remote(ProviderSpec spec) {
    return false;
  }

  @Override
  public Optional<String> unavailable(ProviderSpec spec) {
    Platform present = platform.get();
    return present.built() ? Optional.empty() : Optional.of(present.notBuilt());
  }

  /**
   * Checks platform, options and every model file, then opens a client; forks start with the first
   * calls.
   *
   * @throws IllegalArgumentException if an option is unknown or out of range, a file is missing or
   *     damaged, or the platform has no build
   */
  @Override
  public ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context) {
    GgufOptions options = GgufOptions.of(spec, context.baseDirectory());
    Scratch scratch = Scratch.create(platform.get().requireBuilt());
    try {
      Map<String, GgufModelClient.Loaded> loaded = new LinkedHashMap<>();
      for (ModelSpec model : models) {
        Path file = file(options, model, scratch);
        GgufHeader header = GgufHeader.read(file);
        loaded.put(
            model.id(),
            new GgufModelClient.Loaded(
                file, options.contextFor(header), header.startToken() ? 1 : 0));
      }
      return new GgufModelClient(spec.id(), options, loaded, scratch);
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public ModelSpec describe(ProviderSpec spec, ModelSpec model, Context context) {
    if (model.architecture() != null) {
      return model;
    }
    GgufHeader header = header(GgufOptions.of(spec, context.baseDirectory()), model);
    return new ModelSpec(
        model.id(),
        model.family(),
        model.provider(),
        model.name(),
        new Architecture(header.nonEmbedding(), header.layers(), header.hidden()),
        model.price(),
        model.sampling(),
        model.rank() == 0 ? header.nonEmbedding() : model.rank());
  }

  private static GgufHeader header(GgufOptions options, ModelSpec model) {
    if (!EmbeddedModel.named(model.name())) {
      return GgufHeader.read(file(options, model, null));
    }
    try (Scratch scratch = Scratch.bare()) {
      return GgufHeader.read(file(options, model, scratch));
    }
  }

  private static Path file(GgufOptions options, ModelSpec model, Scratch scratch) {
    if (EmbeddedModel.named(model.name())) {
      return scratch.unpack(
          EmbeddedModel.find(model.name())
              .orElseThrow(
                  () ->
                      new GgufException(
                          "Model \"%s\": there is no embedded model %s on the class path. Maybe add dev.collabgraph:collabgraph-nano to the plugin's dependencies, which brings nano:s, nano:m and nano:l."
                              .formatted(model.id(), model.name()))));
    }
    return Files.isRegularFile(options.path())
        ? options.path()
        : options.path().resolve(model.name()).toAbsolutePath().normalize();
  }
}
