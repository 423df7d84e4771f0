package dev.collabgraph.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.collabgraph.suite.Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the landscapes' constants: the resource files of the pools, the catalogue of models, and
 * the overrides of a suite, each strictly.
 */
final class Pools {

  /** The pools there are, in the order of the manual. */
  static final List<String> NAMES =
      List.of("math", "mmlu", "humaneval", "math-with-70b", "mmlu-with-70b", "humaneval-with-70b");

  private static final String BASE_KEY = "extends";
  private static final String MODELS_KEY = "models";
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private Pools() {}

  /**
   * The constants of a pool.
   *
   * @param overrides the {@code landscape} of the provider, empty for none
   * @throws IllegalArgumentException for an unknown pool, an unknown key or a value out of range
   */
  static PoolConstants load(String pool, Map<String, Object> overrides) {
    checkKeys(overrides, PoolConstants.class, "landscape");
    Map<String, Object> tree = merge(tree(pool), overrides);
    Map<String, Object> models = new LinkedHashMap<>();
    Map<String, Object> catalogue = catalogue();
    map(tree.get(MODELS_KEY), "landscape.models")
        .forEach(
            (name, constants) -> {
              Map<String, Object> known = map(catalogue.getOrDefault(name, Map.of()), name);
              models.put(name, merge(known, map(constants, "landscape.models." + name)));
            });
    tree.put(MODELS_KEY, models);
    try {
      return STRICT.convertValue(tree, PoolConstants.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The landscape of pool \"" + pool + "\" cannot be read: " + reason(e), e);
    }
  }

  /** Whether there is a pool of this name. */
  static boolean exists(String pool) {
    return NAMES.contains(pool);
  }

  /** What kind of answers a pool has. */
  static PoolConstants.Answers answers(String pool) {
    return load(pool, Map.of()).answers();
  }

  /**
   * What is known of a model by name whatever the pool, overrides of {@code landscape.models}
   * included; empty if nothing is.
   */
  static Map<String, Object> model(String name, Map<String, Object> overrides) {
    Map<String, Object> known = map(catalogue().getOrDefault(name, Map.of()), name);
    Map<String, Object> models =
        map(overrides.getOrDefault(MODELS_KEY, Map.of()), "landscape.models");
    return merge(known, map(models.getOrDefault(name, Map.of()), "landscape.models." + name));
  }

  /** Names of the models of the catalogue. */
  static List<String> catalogueNames() {
    return List.copyOf(catalogue().keySet());
  }

  /** Refuses keys that are not components of a record; values of maps are records of their own. */
  private static void checkKeys(Map<String, Object> given, Class<?> record, String path) {
    List<RecordComponent> components = List.of(record.getRecordComponents());
    Options.of(given, path, components.stream().map(RecordComponent::getName).toList());
    for (RecordComponent component : components) {
      Object value = given.get(component.getName());
      String below = path + "." + component.getName();
      if (value != null && component.getType().isRecord()) {
        checkKeys(map(value, below), component.getType(), below);
      } else if (value != null
          && component.getGenericType() instanceof ParameterizedType type
          && type.getActualTypeArguments()[1] instanceof Class<?> element) {
        map(value, below)
            .forEach(
                (name, one) ->
                    checkKeys(map(one, below + "." + name), element, below + "." + name));
      }
    }
  }

  private static Map<String, Object> catalogue() {
    return map(resource(MODELS_KEY).get(MODELS_KEY), MODELS_KEY);
  }

  private static Map<String, Object> tree(String pool) {
    if (!exists(pool)) {
      throw new IllegalArgumentException(
          "There is no simulated pool \"" + pool + "\", expected one of " + NAMES + ".");
    }
    Map<String, Object> tree = resource(pool);
    Object base = tree.remove(BASE_KEY);
    return base == null ? tree : merge(tree((String) base), tree);
  }

  /** A copy of a file's upper level; what lies below is never written to. */
  private static Map<String, Object> resource(String name) {
    return map(Resources.BY_NAME.get(name), name);
  }

  /** The engine's own files, read once: a search asks for them a dozen times. */
  private static final class Resources {
    static final Map<String, Map<String, Object>> BY_NAME = read();

    private static Map<String, Map<String, Object>> read() {
      YAMLMapper yaml = new YAMLMapper();
      Map<String, Map<String, Object>> files = new HashMap<>();
      files.put(MODELS_KEY, read(yaml, MODELS_KEY));
      for (String pool : NAMES) {
        files.put(pool, read(yaml, pool));
      }
      return Map.copyOf(files);
    }

    private static Map<String, Object> read(YAMLMapper yaml, String name) {
      String file = name + ".yaml";
      try (InputStream in = Pools.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("The engine's own resource " + file + " is missing.");
        }
        return map(yaml.readValue(in, Object.class), file);
      } catch (IOException e) {
        throw new UncheckedIOException("The engine's own resource " + file + " is unreadable.", e);
      }
    }
  }

  /** {@code base} with the values of {@code over}, maps merged key by key. */
  private static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> over) {
    Map<String, Object> merged = new LinkedHashMap<>(base);
    over.forEach(
        (key, value) -> {
          Object old = merged.get(key);
          merged.put(
              key,
              old instanceof Map<?, ?> && value instanceof Map<?, ?>
                  ? merge(map(old, key), map(value, key))
                  : value);
        });
    return merged;
  }

  static Map<String, Object> map(Object value, String what) {
    if (!(value instanceof Map<?, ?> given)) {
      throw new IllegalArgumentException(
          what + " is " + value + ", expected a map of keys to values.");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    given.forEach((key, element) -> map.put(String.valueOf(key), element));
    return map;
  }

  private static String reason(IllegalArgumentException e) {
    Throwable cause = e.getCause();
    if (cause != null && cause.getCause() instanceof IllegalArgumentException range) {
      return range.getMessage();
    }
    return cause instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : e.getMessage();
  }
}
