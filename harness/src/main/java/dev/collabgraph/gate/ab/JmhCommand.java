package dev.collabgraph.gate.ab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How JMH is run.
 *
 * @param java the executable
 * @param jvmArguments of JMH and, through it, of its forks
 * @param include regular expression; benchmarks in whose name it is found are measured
 * @param parameters values instead of those of the annotation, by name
 * @param arguments further ones of JMH, such as {@code -wi 3 -i 5}; forks, profiler and results are
 *     not to be among them
 * @param timeout of one fork, above 0
 */
public record JmhCommand(
    Path java,
    List<String> jvmArguments,
    String include,
    SortedMap<String, List<String>> parameters,
    List<String> arguments,
    Duration timeout) {
  private static final List<String> OURS =
      List.of("-f", "-foe", "-rf", "-rff", "-prof", "-p", "-l", "-lp", "-h", "-e", "-o");

  public JmhCommand {
    Objects.requireNonNull(java, "java");
    Objects.requireNonNull(include, "include");
    jvmArguments = List.copyOf(jvmArguments);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    arguments = List.copyOf(arguments);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is " + timeout + ", expected above 0.");
    }
    for (String argument : arguments) {
      if (OURS.contains(argument)) {
        throw new IllegalArgumentException(
            "The JMH argument %s is set by the session itself; leave it out.".formatted(argument));
      }
    }
  }
}
