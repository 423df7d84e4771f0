package dev.collabgraph.llm.provider;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of a suite file as parameters of a Java method: exactly, or not at all. */
final class OptionValue {
  private OptionValue() {}

  /** Whether a suite file can write values of a type. */
  static boolean writable(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return Set.of(List.class, Set.class, Map.class).contains(generic.getRawType())
          && Arrays.stream(arguments).allMatch(String.class::equals);
    }
    return type instanceof Class<?> plain && (plain.isEnum() || described(plain) != null);
  }

  /** What to write; null for a type that cannot be written. */
  static String described(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Map.class ? "a map of texts" : "a list of texts";
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return "one of "
          + Arrays.stream(plain.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    }
    if (plain == String.class) {
      return "a text";
    }
    if (plain == Boolean.class || plain == boolean.class) {
      return "true or false";
    }
    if (whole(plain)) {
      return "a whole number";
    }
    if (fraction(plain)) {
      return "a number";
    }
    return plain == Duration.class ? "seconds, or a duration such as PT30S" : null;
  }

  private static boolean whole(Class<?> type) {
    return type == Integer.class || type == int.class || type == Long.class || type == long.class;
  }

  private static boolean fraction(Class<?> type) {
    return type == Double.class
        || type == double.class
        || type == Float.class
        || type == float.class;
  }

  /** The value as that type; empty if it is none of it. */
  static Optional<Object> convert(Object value, Type type) {
    if (type instanceof ParameterizedType generic) {
      return collection(value, generic.getRawType());
    }
    Class<?> plain = (Class<?>) type;
    if (value instanceof Number number) {
      return number(number, plain);
    }
    if (value instanceof Boolean && (plain == Boolean.class || plain == boolean.class)) {
      return Optional.of(value);
    }
    if (!(value instanceof String text)) {
      return Optional.empty();
    }
    if (plain == String.class) {
      return Optional.of(text);
    }
    if (plain.isEnum()) {
      return Arrays.stream(plain.getEnumConstants())
          .filter(
              constant ->
                  ((Enum<?>) constant).name().equals(text.toUpperCase(Locale.ROOT))
                      || constant.toString().equals(text))
          .map(Object.class::cast)
          .findFirst();
    }
    try {
      return plain == Duration.class ? Optional.of(Duration.parse(text)) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> number(Number number, Class<?> type) {
    double value = number.doubleValue();
    boolean exact = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    if (type == Double.class || type == double.class) {
      return Optional.of(value);
    }
    if (type == Float.class || type == float.class) {
      return Optional.of((float) value);
    }
    if (exact && (type == Long.class || type == long.class)) {
      return Optional.of((long) value);
    }
    if (exact && (int) value == value && (type == Integer.class || type == int.class)) {
      return Optional.of((int) value);
    }
    return type == Duration.class && value >= 0 && value < 1e9
        ? Optional.of(Duration.ofNanos(Math.round(value * 1e9)))
        : Optional.empty();
  }

  private static Optional<Object> collection(Object value, Type raw) {
    if (raw == Map.class) {
      if (!(value instanceof Map<?, ?> map) || map.values().stream().anyMatch(Objects::isNull)) {
        return Optional.empty();
      }
      Map<String, String> texts = new LinkedHashMap<>();
      map.forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
      return Optional.of(texts);
    }
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      return Optional.empty();
    }
    return Optional.of(raw == Set.class ? new LinkedHashSet<>(list) : List.copyOf(list));
  }
}
