package dev.collabgraph.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.graph.Suggestion;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON object of a file, read strictly: sizes and depth are limited, a key twice is an error, and
 * every failure names the file and the path. A key that is not known is taken for a later addition
 * unless it looks like a misspelling.
 */
final class StrictJson {
  private static final int LARGEST = 64 << 20;
  private static final StrictParser PARSER = new StrictParser(64, LARGEST);

  private final String source;
  private final String path;
  private final JsonNode node;

  private StrictJson(String source, String path, JsonNode node) {
    this.source = source;
    this.path = path;
    this.node = node;
  }

  /** Reads a file; {@code what} names its kind in messages. */
  static StrictJson file(Path file, String what) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new GateException(
            "The %s %s has %s bytes, expected at most %s."
                .formatted(what, file, Files.size(file), LARGEST));
      }
      return of(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new GateException("There is no %s %s.".formatted(what, file), e);
    } catch (CharacterCodingException e) {
      throw new GateException("The %s %s is not UTF-8.".formatted(what, file), e);
    } catch (IOException e) {
      throw new GateException(
          "The %s %s cannot be read: %s".formatted(what, file, e.getMessage()), e);
    }
  }

  static StrictJson of(String json, String source) {
    JsonNode tree = PARSER.parse(json, source);
    if (tree == null || !tree.isObject()) {
      throw new GateException(source + " is not a JSON object.");
    }
    return new StrictJson(source, "", tree);
  }

  /** Refuses a version this engine cannot read. */
  StrictJson version(int newest) {
    int version = whole("formatVersion", 1);
    if (version > newest) {
      throw failure(
          "has formatVersion %s, this engine reads 1 to %s. Use the engine that wrote it, or newer."
              .formatted(version, newest));
    }
    return this;
  }

  /** Refuses a key that looks like a misspelling of one in {@code keys}. */
  StrictJson keys(String... keys) {
    List<String> known = List.of(keys);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                Suggestion.nearest(name, known)
                    .ifPresent(
                        near -> {
                          throw failure(
                              "has no key \"%s\". Did you mean \"%s\"?".formatted(name, near));
                        });
              }
            });
    return this;
  }

  GateException failure(String what) {
    return new GateException(source + ": " + (path.isEmpty() ? "the document" : path) + " " + what);
  }

  private GateException wrong(String key, String expected) {
    JsonNode value = node.get(key);
    String shown = value == null ? "missing" : value.toString();
    return new GateException(
        "%s: %s is %s, expected %s."
            .formatted(
                source,
                child(key),
                shown.length() > 80 ? shown.substring(0, 80) + "..." : shown,
                expected));
  }

  private String child(String key) {
    return path.isEmpty() ? key : path + "." + key;
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

  /** The text, or null if the key is absent or null. */
  String textOrNull(String key) {
    return has(key) ? text(key) : null;
  }

  int whole(String key, int least) {
    JsonNode value = node.get(key);
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least) {
      throw wrong(key, "a whole number, " + least + " or more");
    }
    return value.intValue();
  }

  /** The number; NaN for null. The key must be there. */
  double numberOrNaN(String key, double least) {
    if (!node.has(key)) {
      throw wrong(key, "a number or null");
    }
    return number(node.get(key), child(key), least, Double.POSITIVE_INFINITY);
  }

  /** Numbers; NaN for null. */
  List<Double> numbersOrNaN(String key, double least, double most) {
    if (!has(key) || !node.get(key).isArray()) {
      throw wrong(key, "a list of numbers or null");
    }
    List<Double> numbers = new ArrayList<>(node.get(key).size());
    for (JsonNode item : node.get(key)) {
      numbers.add(number(item, child(key) + "[" + numbers.size() + "]", least, most));
    }
    return numbers;
  }

  private double number(JsonNode value, String where, double least, double most) {
    if (value.isNull()) {
      return Double.NaN;
    }
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(number >= least && number <= most) || Double.isInfinite(number)) {
      throw new GateException(
          "%s: %s is %s, expected a number from %s%s, or null."
              .formatted(
                  source,
                  where,
                  value,
                  plain(least),
                  most == Double.POSITIVE_INFINITY ? "" : " to " + plain(most)));
    }
    return number;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  <T extends Enum<T>> T constant(String key, Class<T> type) {
    String text = text(key);
    List<String> names = new ArrayList<>();
    for (T constant : type.getEnumConstants()) {
      String name = Json.name(constant);
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw wrong(key, "one of " + String.join(", ", names));
  }

  StrictJson object(String key) {
    if (!has(key) || !node.get(key).isObject()) {
      throw wrong(key, "an object");
    }
    return new StrictJson(source, child(key), node.get(key));
  }

  /** The items of an array of objects. */
  List<StrictJson> objects(String key) {
    if (!has(key) || !node.get(key).isArray()) {
      throw wrong(key, "a list");
    }
    List<StrictJson> objects = new ArrayList<>(node.get(key).size());
    for (JsonNode item : node.get(key)) {
      String where = child(key) + "[" + objects.size() + "]";
      if (!item.isObject()) {
        throw new GateException(source + ": " + where + " is not an object.");
      }
      objects.add(new StrictJson(source, where, item));
    }
    return objects;
  }

  /** The texts of an array of texts. */
  List<String> listOfTexts(String key) {
    if (!has(key) || !node.get(key).isArray()) {
      throw wrong(key, "a list of texts");
    }
    List<String> texts = new ArrayList<>(node.get(key).size());
    for (JsonNode item : node.get(key)) {
      if (!item.isTextual()) {
        throw wrong(key, "a list of texts");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** An object whose keys this engine does not know, as maps, lists, texts and numbers. */
  Map<String, Object> plainObject(String key) {
    return Json.plain(object(key).node);
  }

  /** The texts of an object of texts. */
  SortedMap<String, String> texts(String key) {
    StrictJson object = object(key);
    SortedMap<String, String> texts = new TreeMap<>();
    object.node.fieldNames().forEachRemaining(name -> texts.put(name, object.text(name)));
    return texts;
  }
}
