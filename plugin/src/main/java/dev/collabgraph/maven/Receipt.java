package dev.collabgraph.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * What one execution of a goal looked at and what it then said, so that the next build can say the
 * same without waking the engine, as long as every byte is the same. Kept only after an outcome
 * that would come about again; anything else, a failed check above all, leaves none. Not
 * thread-safe.
 *
 * <p>Costs reading each file once more; nothing of it is parsed.
 */
final class Receipt {
  private static final String FORMAT = "collabgraph receipt 1";
  private static final String SEEN = "seen ";
  private static final String SAID = "said ";

  private final Path file;
  private final String key;
  private final Sightings inputs = new Sightings();
  private final Sightings outputs = new Sightings();
  private final List<String> said = new ArrayList<>();

  /**
   * A receipt that may be there from the last time.
   *
   * @param file in the folder of the results, so that {@code clean} removes it
   * @param key of the goal with its parameters and its engine; empty keeps nothing
   */
  Receipt(Path file, String key) {
    this.file = file;
    this.key = key;
  }

  /**
   * Says again what was said, if all is as it was; otherwise forgets it, since the goal is now to
   * do its work.
   *
   * @param force forgets in any case
   */
  boolean repeated(Log log, boolean force) {
    List<String> lines = force ? null : known();
    if (lines == null) {
      remove();
      return false;
    }
    if (log.isDebugEnabled()) {
      log.debug("Every byte is as ".concat(file.toString()).concat(" tells, so that stands."));
    }
    for (String line : lines) {
      log.info(line);
    }
    return true;
  }

  /** What the goal reads; to be looked at before it reads it. */
  Sightings inputs() {
    return inputs;
  }

  /** What the goal writes; to be looked at after it wrote it. */
  Sightings outputs() {
    return outputs;
  }

  /** Adds a line that the goal would say again. */
  void say(String line) {
    said.add(line);
  }

  /** Keeps it, unless an input has changed since it was looked at or something was unreadable. */
  void keep() {
    if (key.isEmpty() || !inputs.unchanged() || !outputs.usable()) {
      return;
    }
    StringBuilder text = new StringBuilder(FORMAT).append('\n').append(key).append('\n');
    inputs.lines().forEach(line -> text.append(SEEN).append(line).append('\n'));
    outputs.lines().forEach(line -> text.append(SEEN).append(line).append('\n'));
    for (String line : said) {
      if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
        return;
      }
      text.append(SAID).append(line).append('\n');
    }
    try {
      Files.createDirectories(file.getParent());
      Path whole = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(whole, text);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Null if something has changed or nothing is known. */
  private List<String> known() {
    if (key.isEmpty() || !Files.isRegularFile(file)) {
      return null;
    }
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.size() < 3 || !lines.get(0).equals(FORMAT) || !lines.get(1).equals(key)) {
        return null;
      }
      List<String> again = new ArrayList<>();
      for (String line : lines.subList(2, lines.size())) {
        if (line.startsWith(SAID)) {
          again.add(line.substring(SAID.length()));
        } else if (!line.startsWith(SEEN) || !Sightings.holds(line.substring(SEEN.length()))) {
          return null;
        }
      }
      return again;
    } catch (IOException e) {
      return null; // unreadable is as good as absent: the goal runs
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file + ": " + e.getMessage(), e);
    }
  }
}
