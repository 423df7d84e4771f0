package dev.collabgraph.gate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collabgraph.gate.GateException;
import dev.collabgraph.gate.StrictParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results of one run of JMH, as {@code -rf json -rff <file>} writes them, raw data included.
 *
 * @param source the file, for messages
 * @param results by {@link BenchResult#name()}; at least one
 */
public record BenchFile(String source, SortedMap<String, BenchResult> results) {
  private static final int LARGEST = 64 << 20;
  private static final StrictParser PARSER = new StrictParser(32, LARGEST);

  public BenchFile {
    results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
  }

  /**
   * Reads a file.
   *
   * @throws GateException if it is not there, is not JSON, or is not what JMH writes; the message
   *     names the file and the place
   */
  public static BenchFile read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new GateException(
            "The JMH results %s have %s bytes, expected at most %s."
                .formatted(file, Files.size(file), LARGEST));
      }
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new GateException(
          "There are no JMH results %s. Write them with: java -jar benchmarks.jar -f 5 -prof gc -rf json -rff %s"
              .formatted(file, file),
          e);
    } catch (CharacterCodingException e) {
      throw new GateException("The JMH results %s are not UTF-8.".formatted(file), e);
    } catch (IOException e) {
      throw new GateException(
          "The JMH results %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads text.
   *
   * @param source what to call it in messages
   */
  public static BenchFile parse(String json, String source) {
    JsonNode tree = PARSER.parse(json, source);
    if (tree == null || !tree.isArray()) {
      throw new GateException(source + " is not a list of JMH results.");
    }
    SortedMap<String, BenchResult> results = new TreeMap<>();
    for (int i = 0; i < tree.size(); i++) {
      BenchResult result = new ResultReader(source + ", result " + (i + 1)).read(tree.get(i));
      if (results.putIfAbsent(result.name(), result) != null) {
        throw new GateException(source + " has " + result.name() + " twice.");
      }
    }
    if (results.isEmpty()) {
      throw new GateException(
          source + " holds no benchmark. Maybe the pattern given to JMH matched none.");
    }
    return new BenchFile(source, results);
  }
}
