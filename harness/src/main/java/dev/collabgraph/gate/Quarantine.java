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

/**
 * Tasks that are run and shown but not judged, listed in a file of their own so that each is a
 * decision somebody can see: one task id a line, and after {@code " #"} the reason.
 *
 * @param reasons by task id, in file order; a reason may be empty
 */
public record Quarantine(Map<String, String> reasons) {
  /** Nothing is in quarantine. */
  public static final Quarantine NONE = new Quarantine(Map.of());

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
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int comment = line.indexOf(" #");
      String id = comment < 0 ? line : line.substring(0, comment).strip();
      String reason = comment < 0 ? "" : line.substring(comment + 2).strip();
      if (reasons.putIfAbsent(id, reason) != null) {
        throw new GateException(
            "%s names task \"%s\" twice, again in line %s. Remove one."
                .formatted(source, id, i + 1));
      }
    }
    return new Quarantine(reasons);
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
