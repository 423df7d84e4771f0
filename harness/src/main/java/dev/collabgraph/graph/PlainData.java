package dev.collabgraph.graph;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Options as JSON can hold them: texts, booleans, numbers, lists and maps, copied deeply. Numbers
 * come as Integer, Long, BigInteger or Double, the smallest that holds them, so that what is read
 * back is equal.
 */
final class PlainData {
  private static final Set<String> SECRETS =
      Set.of(
          "accesskey",
          "accesstoken",
          "apikey",
          "apitoken",
          "authorization",
          "authtoken",
          "bearer",
          "bearertoken",
          "clientsecret",
          "cookie",
          "password",
          "passwd",
          "proxyauthorization",
          "secret",
          "secretkey",
          "token",
          "xapikey",
          "xauthtoken");

  private PlainData() {}

  static Map<String, Object> copy(Map<String, Object> options) {
    return map(options, false);
  }

  /** The same without entries whose name says that they hold a key. */
  static Map<String, Object> withoutSecrets(Map<String, Object> options) {
    return map(options, true);
  }

  private static Map<String, Object> map(Map<?, ?> source, boolean dropSecrets) {
    Map<String, Object> copy = new LinkedHashMap<>();
    source.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (!dropSecrets || !isSecret(name)) {
            copy.put(name, value(name, value, dropSecrets));
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  private static boolean isSecret(String name) {
    return SECRETS.contains(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
  }

  private static Object value(String name, Object value, boolean dropSecrets) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, dropSecrets);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      list.forEach(item -> copy.add(value(name, item, dropSecrets)));
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Number number) {
      return number(name, number);
    }
    throw new InvalidGraphException(
        "Option %s is a %s, expected text, number, boolean, list or map."
            .formatted(Quoted.name(name), value.getClass().getSimpleName()));
  }

  private static Number number(String name, Number number) {
    if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
      double value = number.doubleValue();
      if (!Double.isFinite(value)) {
        throw new InvalidGraphException(
            "Option %s is %s, expected a finite number.".formatted(Quoted.name(name), value));
      }
      return value;
    }
    BigInteger whole = new BigInteger(number.toString());
    if (whole.bitLength() < 32) {
      return whole.intValue();
    }
    return whole.bitLength() < 64 ? (Number) whole.longValue() : whole;
  }
}
