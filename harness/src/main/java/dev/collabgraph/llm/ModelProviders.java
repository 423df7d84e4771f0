package dev.collabgraph.llm;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds provider types among the built-in ones and those that dependencies add. */
public final class ModelProviders {
  private ModelProviders() {}

  /**
   * The provider of a type, found with the class loader of the engine, so that a plugin dependency
   * counts.
   *
   * @throws IllegalArgumentException if there is none; names the known types and the nearest
   */
  public static ModelProvider find(String type) {
    Map<String, ModelProvider> known = all();
    ModelProvider provider = known.get(type);
    if (provider == null) {
      throw new IllegalArgumentException(
          "Provider type \"%s\" is unknown.%s Known: %s."
              .formatted(
                  type, Nearest.hint(type, known.keySet()), String.join(", ", known.keySet())));
    }
    return provider;
  }

  /** All provider types by name, in alphabetical order. */
  public static Map<String, ModelProvider> all() {
    Map<String, ModelProvider> known = new TreeMap<>();
    for (ModelProvider provider :
        ServiceLoader.load(ModelProvider.class, ModelProviders.class.getClassLoader())) {
      ModelProvider other = known.putIfAbsent(provider.type(), provider);
      if (other != null) {
        throw new IllegalArgumentException(
            "Provider type \"%s\" is given by %s and by %s: remove one of the dependencies."
                .formatted(
                    provider.type(), other.getClass().getName(), provider.getClass().getName()));
      }
    }
    return known;
  }
}
