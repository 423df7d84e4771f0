package dev.collabgraph.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An object of a JSON file, read strictly: every failure names the file and the path. */
final class JsonObject {
  private final String source;
  private final String path;
  private final JsonNode node;

  private JsonObject(String source, String path, JsonNode node) {
    this.source = source;
    this.path = path;
    this.node = node;
  }

  static JsonObject of(String source, String path, JsonNode node) {
    if (node == null || !node.isObject()) {
      throw new InvalidGraphException(
          source + ": " + (path.isEmpty() ? "the file" : path) + " is not an object.");
    }
    return new JsonObject(source, path, node);
  }

  /** Refuses a key that looks like a misspelling of one in {@code keys}; takes others for new. */
  JsonObject keys(String... keys) {
    Set<String> known = new LinkedHashSet<>(List.of(keys));
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        Suggestion.nearest(name, known)
            .ifPresent(
                near -> {
                  throw failure(
                      "has no key %s. Did you mean \"%s\"?".formatted(Quoted.name(name), near));
                });
      }
    }
    return this;
  }

  InvalidGraphException failure(String what) {
    return new InvalidGraphException(
        source + ": " + (path.isEmpty() ? "the document" : path) + " " + what);
  }

  private InvalidGraphException wrong(String key, String expected) {
    JsonNode value = node.get(key);
    return new InvalidGraphException(
        "%s: %s is %s, expected %s."
            .formatted(
                source,
                child(key),
                value == null ? "missing" : Quoted.plain(value.toString()),
                expected));
  }

  private String child(String key) {
    return path.isEmpty() ? Quoted.plain(key) : path + "." + Quoted.plain(key);
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  String text(String key) {
    if (!has(key) || !node.get(key).isTextual()) {
      throw wrong(key, "a text");
    }
    return node.get(key).textValue();
  }

  String textOr(String key, String absent) {
    return has(key) ? text(key) : absent;
  }

  double number(String key) {
    if (!has(key) || !node.get(key).isNumber() || !Double.isFinite(node.get(key).doubleValue())) {
      throw wrong(key, "a number");
    }
    return node.get(key).doubleValue();
  }

  int whole(String key) {
    if (!has(key) || !node.get(key).isIntegralNumber() || !node.get(key).canConvertToInt()) {
      throw wrong(key, "a whole number");
    }
    return node.get(key).intValue();
  }

  int wholeOr(String key, int absent) {
    return has(key) ? whole(key) : absent;
  }

  JsonObject object(String key) {
    if (!has(key) || !node.get(key).isObject()) {
      throw wrong(key, "an object");
    }
    return new JsonObject(source, child(key), node.get(key));
  }

  /** The values of an object of objects; an absent one is empty. */
  Map<String, JsonObject> objects(String key) {
    Map<String, JsonObject> objects = new LinkedHashMap<>();
    if (has(key)) {
      JsonObject parent = object(key);
      for (Iterator<String> names = parent.node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        objects.put(name, parent.object(name));
      }
    }
    return objects;
  }

  /** The items of an array of objects. */
  List<JsonObject> objectList(String key) {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonNode item : array(key)) {
      objects.add(of(source, child(key) + "[" + objects.size() + "]", item));
    }
    return objects;
  }

  /** The items of an array of arrays of texts. */
  List<List<String>> textLists(String key) {
    List<List<String>> lists = new ArrayList<>();
    for (JsonNode item : array(key)) {
      lists.add(texts(item, child(key) + "[" + lists.size() + "]"));
    }
    return lists;
  }

  /** The items of an array of texts; an absent one is empty. */
  List<String> texts(String key) {
    return has(key) ? texts(node.get(key), child(key)) : List.of();
  }

  private List<String> texts(JsonNode array, String where) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array) {
      if (item.isTextual()) {
        texts.add(item.textValue());
      }
    }
    if (!array.isArray() || texts.size() != array.size()) {
      throw new InvalidGraphException(
          "%s: %s is %s, expected a list of texts."
              .formatted(source, where, Quoted.plain(array.toString())));
    }
    return texts;
  }

  private JsonNode array(String key) {
    if (!has(key) || !node.get(key).isArray()) {
      throw wrong(key, "a list");
    }
    return node.get(key);
  }

  /** Texts by key; absent is empty. */
  Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(key)) {
      JsonObject parent = object(key);
      for (Iterator<String> names = parent.node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        texts.put(name, parent.text(name));
      }
    }
    return texts;
  }

  JsonNode json(String key) {
    return node.get(key);
  }
}
