package dev.collabgraph.benchmarks.results;

import dev.collabgraph.gate.bench.BenchFile;
import dev.collabgraph.gate.bench.BenchResult;
import dev.collabgraph.gate.bench.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the benchmarks on one or more JDKs and writes {@code benchmarks.md} and {@code
 * benchmarks.csv}, one command for both:
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar dev.collabgraph.benchmarks.results.Measure \
 *     [--profile quick|table|full] [--out docs/results] [--raw benchmarks/target/raw] [java ...]
 * </pre>
 *
 * <p>Each further argument is the {@code java} of a JDK whose forks are measured; default the one
 * that runs this. {@code table} takes 2 forks of 3 iterations of 150 ms, for a whole search of 3 s
 * (some eight minutes for a JDK on a quiet machine), {@code full} measures everything as annotated
 * (hours), {@code quick} takes 1 fork of one short iteration and shows only that all of it works.
 * JMH's own files are kept below {@code --raw}; {@code --render} makes the tables from them again
 * and measures nothing.
 */
public final class Measure {
  private String profile = "table";
  private Path out = Path.of("docs/results");
  private Path raw = Path.of("benchmarks/target/raw");
  private boolean render;
  private final List<String> javas = new ArrayList<>();

  private Measure() {}

  /** Runs it. */
  public static void main(String[] arguments) throws RunnerException, IOException {
    Measure measure = new Measure();
    measure.parse(List.of(arguments));
    if (!measure.render) {
      measure.measure();
    }
    measure.write(
        "java -cp benchmarks/target/benchmarks.jar %s --profile %s <java> ..."
            .formatted(Measure.class.getName(), measure.profile));
  }

  private void parse(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--profile" -> profile = value(arguments, ++i);
        case "--out" -> out = Path.of(value(arguments, ++i));
        case "--raw" -> raw = Path.of(value(arguments, ++i));
        case "--render" -> render = true;
        default -> javas.add(argument);
      }
    }
    if (!List.of("quick", "table", "full").contains(profile)) {
      throw new IllegalArgumentException(
          "--profile is " + profile + ", expected quick, table or full.");
    }
    for (String java : javas) {
      if (!Files.isExecutable(Path.of(java))) {
        throw new IllegalArgumentException(java + " is no executable, expected a java.");
      }
    }
    if (javas.isEmpty()) {
      javas.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
  }

  private static String value(List<String> arguments, int at) {
    if (at >= arguments.size()) {
      throw new IllegalArgumentException(arguments.get(at - 1) + " needs a value.");
    }
    return arguments.get(at);
  }

  private void measure() throws RunnerException, IOException {
    Files.createDirectories(raw);
    try (Stream<Path> old = Files.list(raw)) {
      for (Path file : old.filter(f -> f.toString().endsWith(".json")).toList()) {
        Files.delete(file);
      }
    }
    List<Selection> selections =
        profile.equals("full") ? Selection.everything() : Selection.table();
    // JDKs take turns, so that a machine that becomes slower meets all of them.
    for (int i = 0; i < selections.size(); i++) {
      for (int jdk = 0; jdk < javas.size(); jdk++) {
        Path results = raw.resolve("%02d-%d.json".formatted(i, jdk));
        new Runner(options(selections.get(i), javas.get(jdk), results).build()).run();
      }
    }
  }

  private ChainedOptionsBuilder options(Selection selection, String java, Path results) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(selection.include())
            .jvm(java)
            .jvmArgs() // not those of this JVM, which JMH hands on otherwise
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.NORMAL)
            .resultFormat(ResultFormatType.JSON)
            .result(results.toString());
    selection
        .parameters()
        .forEach((name, values) -> options.param(name, values.toArray(new String[0])));
    if (!profile.equals("full")) {
      boolean quick = profile.equals("quick");
      options
          .forks(quick ? 1 : 2)
          .warmupIterations(quick ? 1 : 4)
          .warmupTime(TimeValue.milliseconds(selection.patience() * (quick ? 20L : 250L)))
          .measurementIterations(quick ? 1 : 3)
          .measurementTime(TimeValue.milliseconds(selection.patience() * (quick ? 20L : 150L)));
    }
    return options;
  }

  private void write(String command) throws IOException {
    Map<String, SortedMap<String, BenchResult>> byJdk = new TreeMap<>();
    try (Stream<Path> files = Files.list(raw)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        for (BenchResult result : BenchFile.read(file).results().values()) {
          byJdk
              .computeIfAbsent(result.environment().jdkVersion(), jdk -> new TreeMap<>())
              .putIfAbsent(result.name(), result);
        }
      }
    }
    if (byJdk.isEmpty()) {
      throw new IllegalStateException("There are no results in " + raw + ".");
    }
    Table table = new Table(Machine.here(), load(), command, byJdk);
    Files.createDirectories(out);
    Files.writeString(out.resolve("benchmarks.md"), table.markdown());
    Files.writeString(out.resolve("benchmarks.csv"), table.csv());
  }

  /** Processes that want a core, over the last minute; negative where the system does not say. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
