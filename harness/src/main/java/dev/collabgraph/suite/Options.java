package dev.collabgraph.suite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Strict reading of a map of options, for readers and scorers as for the suite file itself: an
 * unknown key, a wrong type or a value out of range is an {@link OptionException} that names the
 * key, its value, the rule, the place if known, and a repair.
 */
public final class Options {
  private final String path;
  private final Map<String, Object> values;
  private final YamlValue.Mapping source;

  private Options(String path, Map<String, Object> values, YamlValue.Mapping source) {
    this.path = path;
    this.values = values;
    this.source = source;
  }

  /**
   * Options as an extension point gets them.
   *
   * @param values String, Long, Double, Boolean, List or Map by key
   * @param path where they stand, for messages, such as {@code scorer}
   * @param known the keys that may occur
   * @throws OptionException for any other key
   */
  public static Options of(Map<String, Object> values, String path, Collection<String> known) {
    return new Options(path, values, null).allow(known);
  }

  /** A section of the suite file; every key is allowed until {@link #allow}. */
  @SuppressWarnings("unchecked")
  static Options of(YamlValue value, String path) {
    if (!(value instanceof YamlValue.Mapping mapping)) {
      throw new OptionException(
          path,
          "%s is %s, expected a map of keys."
              .formatted(path.isEmpty() ? "The document" : path, value.describe()),
          value.place().toString(),
          path.isEmpty()
              ? "Maybe start with: suite: my-suite"
              : "Maybe write: " + lastKey(path) + ": {key: value}");
    }
    return new Options(path, (Map<String, Object>) mapping.plain(), mapping);
  }

  private static String lastKey(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Refuses keys that are not in {@code known}. */
  Options allow(Collection<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        String hint =
            Nearest.to(key, known).map(near -> "did you mean \"" + near + "\"? ").orElse("")
                + "Known keys: "
                + (known.isEmpty() ? "none" : String.join(", ", known))
                + ".";
        throw new OptionException(
            key,
            "Unknown key \"%s\"%s".formatted(key, path.isEmpty() ? "" : " in " + path)
                + (hint.startsWith("did") ? ", " : ". ")
                + hint,
            source == null ? null : source.entries().get(key).keyPlace().toString(),
            null);
      }
    }
    return this;
  }

  /** Whether the key is there, even without a value. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** The keys in order. */
  List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /** The value as read. */
  Object plain(String key) {
    return values.get(key);
  }

  YamlValue value(String key) {
    return source.entries().get(key).value();
  }

  /** Place of a key's value; of the map if there is no such key; null if unknown. */
  Place place(String key) {
    if (source == null) {
      return null;
    }
    YamlValue.Entry entry = source.entries().get(key);
    return entry == null ? source.place() : entry.value().place();
  }

  /** The path of a key. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /**
   * An error about a value.
   *
   * @param rule what was expected, as in "expected ..."
   * @param repair a sentence beginning with Maybe, or null
   */
  public OptionException refuse(String key, String rule, String repair) {
    return new OptionException(
        key,
        path(key) + " is " + describe(key) + ", expected " + rule + ".",
        placeText(key),
        repair);
  }

  OptionException empty(String repair) {
    return new OptionException(
        path, path + " is empty.", source == null ? null : source.place().toString(), repair);
  }

  private String placeText(String key) {
    Place place = place(key);
    return place == null ? null : place.toString();
  }

  private String describe(String key) {
    if (source != null && source.entries().containsKey(key)) {
      return source.entries().get(key).value().describe();
    }
    Object value = values.get(key);
    if (value == null) {
      return "empty";
    }
    if (value instanceof Number) {
      return "the number " + value;
    }
    return value instanceof List
        ? "a list"
        : value instanceof Map
            ? "a map"
            : value instanceof Boolean ? "" + value : "the text \"" + value + "\"";
  }

  private OptionException missing(String key, String example) {
    return new OptionException(
        key, path(key) + " is missing.", placeText(key), "Maybe add: " + key + ": " + example);
  }

  /** A text that must be there and not be blank. */
  public String requiredText(String key, String example) {
    if (!has(key)) {
      throw missing(key, example);
    }
    String text = text(key, null);
    if (text.isBlank()) {
      throw refuse(key, "a text that is not blank", "Maybe write: " + key + ": " + example);
    }
    return text;
  }

  /** A text. */
  public String text(String key, String otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (values.get(key) instanceof String text) {
      return text;
    }
    boolean scalar = values.get(key) instanceof Number || values.get(key) instanceof Boolean;
    String written =
        source != null && value(key) instanceof YamlValue.Scalar leaf
            ? leaf.text()
            : String.valueOf(values.get(key));
    throw refuse(key, "a text", scalar ? "Maybe quote it: " + key + ": \"" + written + "\"" : null);
  }

  /** One of a few words. */
  public String oneOf(String key, String otherwise, Collection<String> words) {
    String word = text(key, otherwise);
    if (has(key) && !words.contains(word)) {
      throw refuse(
          key,
          "one of " + String.join(", ", words),
          Nearest.to(word, words).map(near -> "Maybe write: " + key + ": " + near).orElse(null));
    }
    return word;
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (values.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw refuse(key, "true or false", "Maybe write: " + key + ": " + !otherwise);
  }

  /** A whole number from {@code least} to {@code most}. */
  public long whole(String key, long otherwise, long least, long most) {
    if (!has(key)) {
      return otherwise;
    }
    Object value = values.get(key);
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      value = number.longValue(); // 1e6 is a whole number too
    }
    if (value instanceof Integer number) {
      value = number.longValue();
    }
    if (value instanceof Long number && number >= least && number <= most) {
      return number;
    }
    String rule =
        least == Long.MIN_VALUE
            ? "a whole number"
            : most == Long.MAX_VALUE
                ? "a whole number from " + least
                : "a whole number from " + least + " to " + most;
    throw refuse(
        key, rule, "Maybe write: " + key + ": " + Math.max(least, Math.min(most, otherwise)));
  }

  /** {@link #whole} that must be there. */
  long requiredWhole(String key, long example, long least, long most) {
    if (!has(key)) {
      throw missing(key, "" + example);
    }
    return whole(key, example, least, most);
  }

  /** A whole number in the range of int. */
  public int count(String key, int otherwise, int least, int most) {
    return (int) whole(key, otherwise, least, most);
  }

  /**
   * A finite number; null stands for "none".
   *
   * @param least included unless {@code open}
   */
  public Double number(String key, Double otherwise, double least, boolean open, double most) {
    if (!has(key)) {
      return otherwise;
    }
    if (values.get(key) instanceof Number number) {
      double value = number.doubleValue();
      boolean enough = open ? value > least : value >= least;
      if (enough && value <= most && !Double.isInfinite(value)) {
        return value;
      }
    }
    StringBuilder rule = new StringBuilder("a number");
    if (least > -Double.MAX_VALUE) {
      rule.append(open ? " above " : " from ").append(shown(least));
    }
    if (most < Double.MAX_VALUE) {
      rule.append(open ? " and at most " : " to ").append(shown(most));
    } else if (!open && least > -Double.MAX_VALUE) {
      rule.append(" up");
    }
    throw refuse(
        key,
        rule.toString(),
        otherwise == null ? null : "Maybe write: " + key + ": " + shown(otherwise));
  }

  /** {@link #number} that must be there. */
  double requiredNumber(String key, double example, double least, boolean open, double most) {
    if (!has(key)) {
      throw missing(key, shown(example));
    }
    return number(key, example, least, open, most);
  }

  private static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%d", (long) value)
        : String.valueOf(value);
  }

  /** A list of texts; one text stands for a list of one. */
  public List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (values.get(key) instanceof String one) {
      return List.of(one);
    }
    List<String> texts = new ArrayList<>();
    if (values.get(key) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof String text) {
          texts.add(text);
        }
      }
      if (texts.size() == list.size()) {
        return texts;
      }
    }
    throw refuse(key, "a list of texts", "Maybe write: " + key + ": [\"a\", \"b\"]");
  }

  /** A map from text to text; a list of texts maps each to itself. */
  public Map<String, String> names(String key) {
    Map<String, String> names = new LinkedHashMap<>();
    if (!has(key)) {
      return names;
    }
    if (values.get(key) instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!(entry.getValue() instanceof String text)) {
          throw refuse(key, "texts as values", "Maybe write: " + key + ": {name: column}");
        }
        names.put((String) entry.getKey(), text);
      }
      return names;
    }
    for (String text : texts(key)) {
      names.put(text, text);
    }
    return names;
  }

  /** A map inside; empty if it is not there. */
  Options section(String key) {
    return has(key)
        ? of(value(key), path(key))
        : new Options(path(key), Map.of(), new YamlValue.Mapping(place(key), Map.of()));
  }

  /** These options without some keys, as plain values. */
  Map<String, Object> without(Collection<String> keys) {
    Map<String, Object> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(keys);
    return rest;
  }
}
