package dev.collabgraph.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts {@code -Dcollabgraph.set.<yaml.path>=<value>} into a tree. A path is keys joined by dots; a
 * key that holds dots itself is found if the file has it; an item of a list is named by its index
 * from 0 or by its {@code id}. A value that starts with a bracket, brace or quote is read as YAML,
 * any other as one scalar.
 */
final class Overrides {
  static final String PREFIX = "collabgraph.set.";

  private Overrides() {}

  static YamlValue.Mapping apply(YamlValue.Mapping root, Map<String, String> overrides) {
    YamlValue result = root;
    for (Map.Entry<String, String> override : new TreeMap<>(overrides).entrySet()) {
      String path = override.getKey();
      if (path.isBlank() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
        throw new SuiteException(
            "-D%s%s names no key, expected keys joined by single dots. Maybe write -D%ssearch.iterations=20."
                .formatted(PREFIX, path, PREFIX));
      }
      result = set(result, path, path, parse(path, override.getValue()));
    }
    return (YamlValue.Mapping) result;
  }

  private static YamlValue parse(String path, String text) {
    Place place = Place.property(path);
    String stripped = text.strip();
    if (!stripped.isEmpty() && "[{\"'".indexOf(stripped.charAt(0)) >= 0) {
      try {
        return relocate(YamlParser.parse(stripped, place.toString()), place);
      } catch (SuiteException notYaml) {
        return new YamlValue.Scalar(place, text, text); // a template may start with braces
      }
    }
    return new YamlValue.Scalar(place, stripped, YamlParser.resolve(stripped, place));
  }

  private static YamlValue relocate(YamlValue value, Place place) {
    if (value instanceof YamlValue.Scalar scalar) {
      return new YamlValue.Scalar(place, scalar.text(), scalar.plain());
    }
    if (value instanceof YamlValue.Sequence sequence) {
      return new YamlValue.Sequence(
          place, sequence.items().stream().map(item -> relocate(item, place)).toList());
    }
    Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
    ((YamlValue.Mapping) value)
        .entries()
        .forEach(
            (key, entry) ->
                entries.put(key, new YamlValue.Entry(place, relocate(entry.value(), place))));
    return new YamlValue.Mapping(place, entries);
  }

  private static YamlValue set(YamlValue target, String rest, String path, YamlValue value) {
    if (target instanceof YamlValue.Mapping mapping) {
      return setKey(mapping, rest, path, value);
    }
    if (target instanceof YamlValue.Sequence sequence) {
      return setItem(sequence, rest, path, value);
    }
    String parent = path.substring(0, path.length() - rest.length() - 1);
    throw new SuiteException(
        "-D%s%s reaches into %s, which is %s and holds no keys. (%s) Maybe set the whole of it: -D%s%s={%s: ...}"
            .formatted(
                PREFIX, path, parent, target.describe(), target.place(), PREFIX, parent, rest));
  }

  private static YamlValue setKey(
      YamlValue.Mapping mapping, String rest, String path, YamlValue value) {
    String key = longestKey(mapping, rest);
    Map<String, YamlValue.Entry> entries = new LinkedHashMap<>(mapping.entries());
    if (key.length() == rest.length()) {
      entries.put(key, new YamlValue.Entry(value.place(), value));
    } else {
      YamlValue.Entry child = entries.get(key);
      Place place = Place.property(path);
      YamlValue inner = child == null ? new YamlValue.Mapping(place, Map.of()) : child.value();
      entries.put(
          key,
          new YamlValue.Entry(
              child == null ? place : child.keyPlace(),
              set(inner, rest.substring(key.length() + 1), path, value)));
    }
    return new YamlValue.Mapping(mapping.place(), entries);
  }

  private static String longestKey(YamlValue.Mapping mapping, String rest) {
    for (int end = rest.length(); end > 0; end = rest.lastIndexOf('.', end - 1)) {
      if (mapping.entries().containsKey(rest.substring(0, end))) {
        return rest.substring(0, end);
      }
    }
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private static YamlValue setItem(
      YamlValue.Sequence sequence, String rest, String path, YamlValue value) {
    List<YamlValue> items = new ArrayList<>(sequence.items());
    List<String> names = new ArrayList<>();
    int best = -1;
    String bestName = "";
    for (int i = 0; i < items.size(); i++) {
      String id = id(items.get(i));
      for (String name : id == null ? List.of("" + i) : List.of("" + i, id)) {
        boolean fits = rest.equals(name) || rest.startsWith(name + ".");
        if (fits && name.length() > bestName.length()) {
          best = i;
          bestName = name;
        }
      }
      names.add(id == null ? "" + i : id);
    }
    if (best < 0) {
      throw new SuiteException(
          "-D%s%s names no item of the list, expected an index from 0 to %s or one of %s. (%s)"
              .formatted(PREFIX, path, items.size() - 1, names, sequence.place()));
    }
    items.set(
        best,
        rest.length() == bestName.length()
            ? value
            : set(items.get(best), rest.substring(bestName.length() + 1), path, value));
    return new YamlValue.Sequence(sequence.place(), items);
  }

  private static String id(YamlValue item) {
    if (item instanceof YamlValue.Mapping mapping && mapping.entries().get("id") != null) {
      return String.valueOf(mapping.entries().get("id").value().plain());
    }
    return null;
  }
}
