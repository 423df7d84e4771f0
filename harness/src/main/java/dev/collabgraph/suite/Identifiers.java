package dev.collabgraph.suite;

import java.util.regex.Pattern;

/** The rule for names that reach file names, graphs and reports. */
final class Identifiers {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Identifiers() {}

  /** Returns {@code id} if it is 1 to 64 letters, digits, dots, underscores and hyphens. */
  static String check(String what, String id, Place place, String key) {
    if (!VALID.matcher(id).matches()) {
      String repaired = id.strip().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[._-]+", "");
      String cut = repaired.substring(0, Math.min(64, repaired.length()));
      throw new OptionException(
          key == null ? what : key,
          "The %s \"%s\" is no valid name, expected 1 to 64 letters, digits, dots, underscores or hyphens, a letter or digit first."
              .formatted(what, id),
          place == null ? null : place.toString(),
          cut.isEmpty() ? null : "Maybe write: " + (key == null ? cut : key + ": " + cut));
    }
    return id;
  }
}
