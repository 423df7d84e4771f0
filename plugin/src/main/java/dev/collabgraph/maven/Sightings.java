package dev.collabgraph.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files and folders as they were found, those included that were looked for and not there. What
 * cannot be read or told in a line makes the whole useless, which {@link #usable} says. Not
 * thread-safe.
 */
final class Sightings {
  private static final String CONTENT = "content ";
  private static final String NAMES = "names ";
  private static final String BETWEEN = " | ";

  private final Map<String, String> seen = new LinkedHashMap<>();
  private boolean usable = true;

  /** Looks at a file's bytes, or at the names and bytes of a folder's files. */
  void look(Path path) {
    see(CONTENT.concat(text(path)));
  }

  /** Looks at the names in a folder. */
  void lookAtNames(Path folder) {
    see(NAMES.concat(text(folder)));
  }

  /** Whether all could be read. */
  boolean usable() {
    return usable;
  }

  /** Whether all is still as it was found. */
  boolean unchanged() {
    for (Map.Entry<String, String> each : seen.entrySet()) {
      if (!each.getValue().equals(now(each.getKey()))) {
        return false;
      }
    }
    return usable;
  }

  /** One line for each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(seen.size());
    for (Map.Entry<String, String> each : seen.entrySet()) {
      lines.add(each.getValue().concat(BETWEEN).concat(each.getKey()));
    }
    return lines;
  }

  /** Whether what a line of {@link #lines} tells is so now. */
  static boolean holds(String line) {
    int end = line.indexOf(BETWEEN);
    return end > 0 && line.substring(0, end).equals(now(line.substring(end + BETWEEN.length())));
  }

  private void see(String what) {
    if (seen.containsKey(what)) {
      return;
    }
    String state = now(what);
    usable &= state != null && what.indexOf('\n') < 0 && what.indexOf('\r') < 0;
    seen.put(what, String.valueOf(state));
  }

  /** Null if it cannot be read or is no sighting. */
  private static String now(String what) {
    try {
      if (what.startsWith(CONTENT)) {
        return Fingerprint.of(Path.of(what.substring(CONTENT.length())));
      }
      return what.startsWith(NAMES)
          ? Fingerprint.ofNames(Path.of(what.substring(NAMES.length())))
          : null;
    } catch (IOException | RuntimeException e) {
      return null; // of RuntimeException: a path of another system, an I/O error inside a listing
    }
  }

  private static String text(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
