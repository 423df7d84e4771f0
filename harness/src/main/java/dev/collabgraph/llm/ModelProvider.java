package dev.collabgraph.llm;

import dev.collabgraph.graph.ModelSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Extension point: makes clients of one provider type. Found through {@link
 * java.util.ServiceLoader}, so a plugin dependency can add one. Stateless.
 */
public interface ModelProvider {

  /** The {@code type} in suite files. */
  String type();

  /** Option keys this provider knows, for "did you mean". */
  Set<String> optionKeys();

  /**
   * Whether calls leave this machine (and so may cost money): decides if a bound goal needs spend.
   */
  boolean remote(ProviderSpec spec);

  /**
   * Why no client of this provider can work on this machine, whatever its options: a native library
   * that has no build for the platform. The default knows no reason.
   *
   * @return a sentence that is fit to show; empty if nothing speaks against it
   */
  default Optional<String> unavailable(ProviderSpec spec) {
    return Optional.empty();
  }

  /**
   * Opens a client.
   *
   * @param models the models of the pool that name this provider
   * @throws IllegalArgumentException if an option is unknown or out of range
   */
  ModelClient open(ProviderSpec spec, List<ModelSpec> models, Context context);

  /**
   * The models with what the provider itself knows of them (architecture, price) filled in where
   * the suite is silent. The default adds nothing.
   */
  default ModelSpec describe(ProviderSpec spec, ModelSpec model, Context context) {
    return model;
  }

  /**
   * What, beside model, prompt and sampling, decides an answer (type, address): the calls of two
   * providers with equal identity are the same to the call cache. Never a key. The default is
   * empty: calls are not cached.
   */
  default Optional<Map<String, String>> cacheIdentity(ProviderSpec spec) {
    return Optional.empty();
  }

  /**
   * Whether a client asks every model for one token, 16 if it refuses one, before the first call.
   * The default is no.
   */
  default boolean checksModels(ProviderSpec spec) {
    return false;
  }

  /**
   * Whether an answer can be had again at any time, the same and for nothing, so that nobody needs
   * to keep it for the case that a search is killed. The default is no.
   */
  default boolean repeatable() {
    return false;
  }

  /** What the surroundings lend a provider. */
  interface Context {
    /** Folder of the suite file, against which relative paths are resolved. */
    Path baseDirectory();

    /** The secret of a {@code serverId}; empty if nobody knows it. */
    Optional<Secret> secret(String serverId);

    /** Where answers are kept; the default keeps none. */
    default CacheSettings cache() {
      return CacheSettings.off();
    }

    /**
     * The proxy between this machine and an address; the default is that of the JVM's own settings,
     * if they have one. Nobody asks for addresses of this machine.
     */
    default Optional<ForwardProxy> proxy(URI address) {
      return Optional.empty();
    }

    /** The secret in an environment variable; empty if it is not set. */
    default Optional<Secret> environment(String variable) {
      return Optional.ofNullable(System.getenv(variable)).map(Secret::new);
    }
  }
}
