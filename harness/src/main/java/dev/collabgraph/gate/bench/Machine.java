package dev.collabgraph.gate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The fingerprint of a machine: what JMH leaves out of its files, and what decides how fast a
 * benchmark is.
 *
 * @param processor its model, as the system names it; {@value #UNKNOWN} if it does not
 * @param cores processors available to the JVM
 * @param system name and architecture of the operating system
 */
public record Machine(String processor, int cores, String system) {
  /** Name of a processor that the system does not name. */
  public static final String UNKNOWN = "unknown";

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  public Machine {
    Objects.requireNonNull(processor, "processor");
    Objects.requireNonNull(system, "system");
    if (cores < 1) {
      throw new IllegalArgumentException("cores is " + cores + ", expected 1 or more.");
    }
  }

  /** The machine this runs on. Reads a file of the system; never fails. */
  public static Machine here() {
    return new Machine(
        model(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static String model() {
    if (Files.isReadable(PROCESSORS)) {
      try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.ISO_8859_1)) {
        return model(lines);
      } catch (IOException | UncheckedIOException e) {
        return UNKNOWN;
      }
    }
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    return windows == null || windows.isBlank() ? UNKNOWN : windows.strip();
  }

  /** The first model that the lines of {@code /proc/cpuinfo} name. */
  static String model(Stream<String> lines) {
    return lines
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip().replaceAll("\\s+", " "))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** What is not the same there, as "processor A, was B"; empty if nothing. */
  public List<String> differences(Machine base) {
    List<String> differences = new ArrayList<>();
    if (!processor.equals(base.processor)) {
      differences.add("processor " + processor + ", was " + base.processor);
    }
    if (cores != base.cores) {
      differences.add("cores " + cores + ", was " + base.cores);
    }
    if (!system.equals(base.system)) {
      differences.add("system " + system + ", was " + base.system);
    }
    return differences;
  }
}
