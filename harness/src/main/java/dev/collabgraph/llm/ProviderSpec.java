package dev.collabgraph.llm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A provider as a suite declares it.
 *
 * @param id unique in a suite; models name it
 * @param type which {@link ModelProvider} serves it: {@code simulated}, {@code openai}, ...
 * @param options the other keys as read from YAML (String, Number, Boolean, List, Map); the
 *     provider refuses keys it does not know. Never a key or password
 */
public record ProviderSpec(String id, String type, Map<String, Object> options) {
  public ProviderSpec {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
