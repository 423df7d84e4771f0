package dev.collabgraph.gate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tasks that are run and shown but not judged, listed in a file of their own so that each is a
 * decision somebody can see: one task id a line, and after a blank or tab and {@code #} the reason.
 *
 * @param reasons by task id, in file order; a reason may be empty
 */
public record Quarantine(Map<String, String> reasons) {
  /** Nothing is in quarantine. */
  public static final Quarantine NONE = new Quarantine(Map.of());

  private static final Pattern REASON = Pattern.compile("\\s#");

  public Quarantine {
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
  }

  /**
   * Reads a file.
   *
   * @throws GateException if it is missing, unreadable or names a task twice
   */
  public static Quarantine read(Path file) {
    try {
      return of(Files.readAllLines(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new GateException("There is no quarantine file " + file + ".", e);
    } catch (CharacterCodingException e) {
      throw new GateException("The quarantine file " + file + " is not UTF-8.", e);
    } catch (IOException e) {
      throw new GateException(
          "The quarantine file %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  static Quarantine of(List<String> lines, String source) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = (i == 0 ? withoutMark(lines.get(i)) : lines.get(i)).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] parts = REASON.split(line, 2);
      String id = parts[0].strip();
      if (reasons.putIfAbsent(id, parts.length == 1 ? "" : parts[1].strip()) != null) {
        throw new GateException(
            "%s names task \"%s\" twice, again in line %s. Remove one."
                .formatted(source, id, i + 1));
      }
    }
    return new Quarantine(reasons);
  }

  /** Some editors begin a file with a mark of its encoding, which is no part of a task's id. */
  private static String withoutMark(String line) {
    return line.startsWith("\ufeff") ? line.substring(1) : line;
  }

  /** The ids it names that an evaluation does not have. */
  List<String> unknown(Evaluation evaluation) {
    Map<String, TaskOutcome> known = Regression.byId(evaluation);
    List<String> unknown = new ArrayList<>();
    for (String id : reasons.keySet()) {
      if (!known.containsKey(id)) {
        unknown.add(id);
      }
    }
    return unknown;
  }
}
