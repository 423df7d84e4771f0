package dev.collabgraph.suite;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads one YAML document into {@link YamlValue}s. Scalars follow the core schema of YAML 1.2: only
 * {@code true} and {@code false} are booleans, {@code 1e9} is a number, {@code no} is a text. No
 * type is ever constructed. Tags, keys that are not texts, duplicate keys, several documents and
 * documents beyond the limits are refused.
 */
final class YamlParser {
  /** Most code points of a document. */
  static final int MAX_CODE_POINTS = 2_000_000;

  /** Most levels of nesting. */
  static final int MAX_DEPTH = 40;

  /** Most values, each alias counting what it stands for. */
  static final int MAX_VALUES = 100_000;

  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,40}");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?(?:\\.[0-9]{1,40}|[0-9]{1,40}(?:\\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,5})?");

  private final String file;
  private final Iterator<Event> events;
  private final Map<String, YamlValue> anchors = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private int values;

  private YamlParser(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /**
   * Parses {@code text}.
   *
   * @param file name for places
   * @throws SuiteException if it is no YAML or breaks a limit
   */
  static YamlValue parse(String text, String file) {
    if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
      throw new SuiteException(
          String.format(
              Locale.ROOT,
              "%s has more than %,d characters, the most a suite file may have. Maybe move tasks to a data file and name it in tasks.path.",
              file,
              MAX_CODE_POINTS));
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CODE_POINTS);
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      YamlParser parser =
          new YamlParser(file, new Yaml(options).parse(new java.io.StringReader(text)).iterator());
      return parser.document();
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
      String where = mark == null ? file : place(file, mark).toString();
      // No cause: Maven would print its message of several lines after this one.
      throw new SuiteException(
          "This is not valid YAML: %s. (%s) %s"
              .formatted(oneLine(e.getProblem()), where, repair(e.getProblem())));
    } catch (YAMLException e) {
      throw new SuiteException(
          "%s is not valid YAML: %s".formatted(file, oneLine(e.getMessage())), e);
    }
  }

  private static String repair(String problem) {
    return String.valueOf(problem).contains("TAB")
        ? "Write blanks in place of the tab."
        : "Maybe quote the value, or check the indentation and closing brackets around it.";
  }

  private static String oneLine(String message) {
    return String.valueOf(message).strip().replaceAll("\\s+", " ");
  }

  private static Place place(String file, Mark mark) {
    return Place.of(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place place(Event event) {
    return place(file, event.getStartMark());
  }

  private YamlValue document() {
    expect(Event.ID.StreamStart);
    Event start = events.next();
    if (start.is(Event.ID.StreamEnd)) {
      throw new SuiteException(
          "%s is empty, expected a suite. Maybe start with: suite: my-suite".formatted(file));
    }
    YamlValue value = value(events.next(), 0);
    expect(Event.ID.DocumentEnd);
    Event end = events.next();
    if (!end.is(Event.ID.StreamEnd)) {
      throw new SuiteException(
          "A second YAML document starts here, expected one document to a file. (%s) Maybe remove the line ---."
              .formatted(place(end)));
    }
    return value;
  }

  private void expect(Event.ID id) {
    Event event = events.next();
    if (!event.is(id)) {
      throw new SuiteException(
          "%s: unexpected %s, expected %s.".formatted(place(event), event.getEventId(), id));
    }
  }

  private YamlValue value(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new SuiteException(
          "Values are nested more than %s deep. (%s)".formatted(MAX_DEPTH, place(event)));
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    int before = values;
    count(1, event);
    NodeEvent node = (NodeEvent) event;
    YamlValue value;
    if (event instanceof ScalarEvent scalar) {
      value = scalar(scalar);
    } else if (event instanceof SequenceStartEvent sequence) {
      refuseTag(sequence.getTag(), event);
      value = sequence(event, depth);
    } else {
      refuseTag(((MappingStartEvent) event).getTag(), event);
      value = mapping(event, depth);
    }
    if (node.getAnchor() != null) {
      anchors.put(node.getAnchor(), value);
      sizes.put(node.getAnchor(), values - before);
    }
    return value;
  }

  private YamlValue aliased(AliasEvent alias) {
    YamlValue value = anchors.get(alias.getAnchor());
    if (value == null) {
      throw new SuiteException(
          "The alias *%s stands for nothing that was finished before it. (%s) Maybe define it above with &%s."
              .formatted(alias.getAnchor(), place(alias), alias.getAnchor()));
    }
    count(sizes.get(alias.getAnchor()), alias);
    return value;
  }

  private void count(int more, Event event) {
    values += more;
    if (values > MAX_VALUES) {
      throw new SuiteException(
          "The file holds more than %s values, aliases counted in full. (%s)"
              .formatted(MAX_VALUES, place(event)));
    }
  }

  private void refuseTag(String tag, Event event) {
    if (tag != null) {
      throw new SuiteException(
          "The tag %s is not allowed in a suite file. (%s) Maybe remove it; a quoted value is a text."
              .formatted(tag, place(event)));
    }
  }

  private YamlValue sequence(Event start, int depth) {
    List<YamlValue> items = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(value(event, depth + 1));
    }
    return new YamlValue.Sequence(place(start), items);
  }

  private YamlValue mapping(Event start, int depth) {
    Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new SuiteException(
            "A key is not a text. (%s) Maybe quote it, as a template in braces must be."
                .formatted(place(event)));
      }
      refuseTag(key.getTag(), key);
      Place keyPlace = place(key);
      YamlValue value = value(events.next(), depth + 1);
      YamlValue.Entry earlier =
          entries.putIfAbsent(key.getValue(), new YamlValue.Entry(keyPlace, value));
      if (earlier != null) {
        throw new SuiteException(
            "The key \"%s\" stands twice, here and at %s. (%s) Maybe remove one of them."
                .formatted(key.getValue(), earlier.keyPlace(), keyPlace));
      }
    }
    return new YamlValue.Mapping(place(start), entries);
  }

  private YamlValue scalar(ScalarEvent event) {
    refuseTag(event.getTag(), event);
    String text = event.getValue();
    Object plain = event.isPlain() ? resolve(text, place(event)) : text;
    return new YamlValue.Scalar(place(event), text, plain);
  }

  /** The core schema's reading of a plain scalar. */
  static Object resolve(String text, Place place) {
    switch (text) {
      case "", "~", "null", "Null", "NULL":
        return null;
      case "true", "True", "TRUE":
        return true;
      case "false", "False", "FALSE":
        return false;
      default:
        break;
    }
    if (INTEGER.matcher(text).matches()) {
      BigInteger integer = new BigInteger(text);
      if (integer.bitLength() > 63) {
        throw new SuiteException(
            "%s is beyond the whole numbers of 64 bits. (%s) Maybe quote it if it is a text."
                .formatted(text, place));
      }
      return integer.longValue();
    }
    if (DECIMAL.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      if (Double.isInfinite(number)) {
        throw new SuiteException(
            "%s is beyond the largest number, 1.8e308. (%s)".formatted(text, place));
      }
      return number;
    }
    return text;
  }
}
