package dev.collabgraph.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML tree in which every value and every key knows its place. Immutable. */
sealed interface YamlValue {

  Place place();

  /** The value as String, Long, Double, Boolean, List, Map or null. */
  Object plain();

  /** What it is, for messages: {@code the number 3}, {@code a list}, ... */
  String describe();

  /**
   * A leaf.
   *
   * @param text as written
   * @param plain null, Boolean, Long, Double or String
   */
  record Scalar(Place place, String text, Object plain) implements YamlValue {
    @Override
    public String describe() {
      if (plain == null) {
        return "empty";
      }
      String shown = text.length() > 60 ? text.substring(0, 57) + "..." : text;
      if (plain instanceof String) {
        return "the text \"" + shown.replace("\n", "\\n") + "\"";
      }
      return plain instanceof Boolean ? shown : "the number " + shown;
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlValue> items) implements YamlValue {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public Object plain() {
      List<Object> plain = new ArrayList<>(items.size());
      for (YamlValue item : items) {
        plain.add(item.plain());
      }
      return Collections.unmodifiableList(plain);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /** A map; keys are texts, in file order. */
  record Mapping(Place place, Map<String, Entry> entries) implements YamlValue {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public Object plain() {
      Map<String, Object> plain = new LinkedHashMap<>();
      entries.forEach((key, entry) -> plain.put(key, entry.value().plain()));
      return Collections.unmodifiableMap(plain);
    }

    @Override
    public String describe() {
      return "a map";
    }
  }

  /** A value of a map and the place of its key. */
  record Entry(Place keyPlace, YamlValue value) {}
}
