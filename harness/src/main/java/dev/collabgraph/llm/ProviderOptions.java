package dev.collabgraph.llm;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a provider, read with types, defaults and ranges. Every message names the provider
 * and the key. Public for the sibling packages only.
 */
public final class ProviderOptions {
  private final ProviderSpec spec;

  private ProviderOptions(ProviderSpec spec) {
    this.spec = spec;
  }

  /**
   * Options whose keys are all known.
   *
   * @throws IllegalArgumentException naming the first unknown key and the nearest known one
   */
  public static ProviderOptions of(ProviderSpec spec, Collection<String> known) {
    for (String key : spec.options().keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "Provider \"%s\": unknown key \"%s\".%s Known: %s."
                .formatted(spec.id(), key, Nearest.hint(key, known), String.join(", ", known)));
      }
    }
    return new ProviderOptions(spec);
  }

  /** Whether a key has a value. */
  public boolean given(String key) {
    return spec.options().get(key) != null;
  }

  /** The value of a key as text. */
  public String shown(String key) {
    return String.valueOf(spec.options().get(key));
  }

  public Optional<String> text(String key) {
    Object value = spec.options().get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text.strip());
    }
    throw wrong(key, value, "a text");
  }

  public String requiredText(String key, String example) {
    return text(key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Provider \"%s\" (%s) has no %s: add %s: \"%s\"."
                        .formatted(spec.id(), spec.type(), key, key, example)));
  }

  public int integer(String key, int fallback, int least, int most) {
    Object value = spec.options().get(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.intValue();
    }
    throw wrong(key, value, "a whole number from " + least + " to " + most);
  }

  public double number(String key, double fallback, double above, double most) {
    Object value = spec.options().get(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Number number
        && number.doubleValue() > above
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    throw wrong(key, value, "a number above " + above + " and at most " + most);
  }

  public boolean flag(String key, boolean fallback) {
    Object value = spec.options().get(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, value, "true or false");
  }

  /** A map of texts; numbers and booleans are taken as written. */
  public Map<String, String> texts(String key) {
    Object value = spec.options().get(key);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(key, value, "a map of texts");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() == null || entry.getValue() instanceof Map) {
        throw wrong(key + "." + entry.getKey(), entry.getValue(), "a text");
      }
      texts.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
    }
    return texts;
  }

  public IllegalArgumentException wrong(String key, Object value, String expected) {
    return new IllegalArgumentException(
        "Provider \"%s\": %s is %s, expected %s."
            .formatted(
                spec.id(), key, value instanceof String ? "\"" + value + "\"" : value, expected));
  }
}
