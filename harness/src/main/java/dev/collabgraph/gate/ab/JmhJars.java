package dev.collabgraph.gate.ab;

import dev.collabgraph.gate.GateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** Knows a JMH jar from another, and reads JMH's list of benchmarks and parameters. */
final class JmhJars {
  /** Written by JMH's annotation processor. */
  private static final String LIST = "META-INF/BenchmarkList";

  private static final String HEADER = "Benchmarks:";
  private static final Pattern BENCHMARK = Pattern.compile("[\\w$]+(?:\\.[\\w$]+)+");
  private static final Pattern PARAMETER = Pattern.compile("  param \"([\\w$]+)\" = \\{(.*)\\}");

  private JmhJars() {}

  /** The jar's absolute path. */
  static Path checked(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new GateException(
          "There is no benchmark jar %s. Build it, or name another: -Dcollabgraph.benchBaseJar=..., -Dcollabgraph.benchJar=..."
              .formatted(jar));
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.getEntry(LIST) == null) {
        throw new GateException(
            "%s is not a JMH jar: it has no %s. Build it with jmh-generator-annprocess and all dependencies in it."
                .formatted(jar, LIST));
      }
    } catch (IOException e) {
      throw new GateException("%s is not a jar: %s".formatted(jar, e.getMessage()), e);
    }
    return jar.toAbsolutePath();
  }

  /**
   * The cases in the output of {@code -lp}.
   *
   * @param source for messages
   */
  static SortedSet<AbCase> cases(String output, String source) {
    SortedSet<AbCase> cases = new TreeSet<>();
    String benchmark = null;
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    boolean listed = false;
    for (String line : output.lines().toList()) {
      if (!listed) {
        listed = line.strip().equals(HEADER); // the JVM may have warned of something before
        continue;
      }
      Matcher parameter = PARAMETER.matcher(line);
      if (BENCHMARK.matcher(line).matches()) {
        add(cases, benchmark, parameters);
        benchmark = line;
        parameters.clear();
      } else if (benchmark != null && parameter.matches()) {
        parameters.put(parameter.group(1), List.of(parameter.group(2).split(", ", -1)));
      } else if (!line.isBlank()) {
        throw new GateException(
            "%s lists \"%s\", expected a benchmark or its parameter.".formatted(source, line));
      }
    }
    add(cases, benchmark, parameters);
    return cases;
  }

  private static void add(
      SortedSet<AbCase> cases, String benchmark, SortedMap<String, List<String>> parameters) {
    if (benchmark != null) {
      cases.addAll(AbCase.all(benchmark, parameters));
    }
  }
}
