package dev.collabgraph.gate.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.collabgraph.gate.GateException;
import dev.collabgraph.graph.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The machine of a JMH file, kept beside it: {@code jmh-result.json} has {@code
 * jmh-result.machine.json}.
 */
public final class MachineFile {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LARGEST = 1 << 16;

  private MachineFile() {}

  /** Where the machine of a JMH file is kept. */
  public static Path beside(Path results) {
    String name = results.getFileName().toString();
    String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    return results.resolveSibling(stem + ".machine.json");
  }

  /**
   * The machine in a file; empty if there is no file.
   *
   * @throws GateException if it cannot be read or is no fingerprint
   */
  public static Optional<Machine> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw new GateException("%s has more than %s bytes.".formatted(file, LARGEST));
      }
      JsonNode tree = MAPPER.readTree(Files.readString(file));
      if (!tree.path("processor").isTextual()
          || !tree.path("cores").isInt()
          || tree.path("cores").intValue() < 1
          || !tree.path("system").isTextual()) {
        throw new GateException(
            "%s is no machine, expected {\"processor\":text,\"cores\":1 or more,\"system\":text}."
                .formatted(file));
      }
      return Optional.of(
          new Machine(
              tree.get("processor").textValue(),
              tree.get("cores").intValue(),
              tree.get("system").textValue()));
    } catch (JsonProcessingException e) {
      throw new GateException("%s is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new GateException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Writes it whole. */
  public static void write(Path file, Machine machine) {
    WholeFile.write(
        file,
        MAPPER
                .createObjectNode()
                .put("processor", machine.processor())
                .put("cores", machine.cores())
                .put("system", machine.system())
                .toPrettyString()
            + "\n");
  }
}
