package dev.collabgraph.search.strategy;

import dev.collabgraph.search.Numbers;
import java.util.Map;

/**
 * Reads {@code search.options} with a range for every value. Public for the sibling packages; not
 * an API.
 */
public record StrategyOptions(Map<String, Object> values) {

  /** A number within a range, or its default. */
  public double number(String key, double byDefault, double least, double most) {
    Object value = values.get(key);
    if (value == null) {
      return byDefault;
    }
    double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
    if (!(number >= least && number <= most)) {
      throw new StrategyOptionException(
          key,
          "options.%s is %s, expected a number from %s to %s."
              .formatted(key, value, Numbers.plain(least), Numbers.plain(most)));
    }
    return number;
  }

  /** Yes or no, or its default. */
  public boolean flag(String key, boolean byDefault) {
    Object value = values.get(key);
    if (value == null) {
      return byDefault;
    }
    if (!(value instanceof Boolean flag)) {
      throw new StrategyOptionException(
          key, "options.%s is %s, expected true or false.".formatted(key, value));
    }
    return flag;
  }
}
