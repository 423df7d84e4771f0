package dev.collabgraph.maven;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Options of a scorer from properties {@code collabgraph.scorer.<option>}, typed as YAML would. */
final class ScorerOptions {
  private static final String PREFIX = "collabgraph.scorer.";
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+\\.?\\d*([eE][+-]?\\d+)?");

  private ScorerOptions() {}

  /** The options, sorted by name. */
  static Map<String, Object> from(Properties properties) {
    Map<String, Object> options = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        options.put(name.substring(PREFIX.length()), typed(properties.getProperty(name)));
      }
    }
    return options;
  }

  private static Object typed(String value) {
    if (value.equals("true") || value.equals("false")) {
      return Boolean.valueOf(value);
    }
    if (WHOLE.matcher(value).matches()) {
      return Integer.valueOf(value);
    }
    return DECIMAL.matcher(value).matches() ? (Object) Double.valueOf(value) : value;
  }
}
