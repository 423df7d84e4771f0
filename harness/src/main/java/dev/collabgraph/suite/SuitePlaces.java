package dev.collabgraph.suite;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where a suite sets a key, for messages about what only others than the reader of the file can
 * judge, such as the options of a strategy. Reads the file again, so it is for errors alone.
 */
public final class SuitePlaces {
  private SuitePlaces() {}

  /**
   * Where a value stands.
   *
   * @param file of the suite
   * @param value as the suite has it, overrides applied
   * @param path keys from the root
   * @return {@code file:line:column}, or the property that set it if the file does not hold this
   *     value there
   */
  public static String ofValue(Path file, Object value, String... path) {
    YamlValue.Entry entry = find(file, value, path);
    return (entry == null ? Place.property(String.join(".", path)) : entry.value().place())
        .toString();
  }

  /** Where a key stands; arguments as {@link #ofValue}. */
  public static String ofKey(Path file, Object value, String... path) {
    YamlValue.Entry entry = find(file, value, path);
    return (entry == null ? Place.property(String.join(".", path)) : entry.keyPlace()).toString();
  }

  /** The entry that holds the value; null if there is none. */
  private static YamlValue.Entry find(Path file, Object value, String... path) {
    YamlValue.Entry found = null;
    try {
      YamlValue at = YamlParser.parse(DataFiles.text(file), file.toString());
      for (String key : path) {
        Map<String, YamlValue.Entry> entries =
            at instanceof YamlValue.Mapping mapping ? mapping.entries() : Map.of();
        found = entries.get(key);
        if (found == null) {
          return null;
        }
        at = found.value();
      }
    } catch (SuiteException unreadableByNow) {
      return null;
    }
    return found != null && Objects.equals(found.value().plain(), value) ? found : null;
  }
}
