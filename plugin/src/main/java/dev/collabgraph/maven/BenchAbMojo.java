package dev.collabgraph.maven;

import dev.collabgraph.gate.ab.AbFile;
import dev.collabgraph.gate.ab.AbResult;
import dev.collabgraph.gate.ab.AbRule;
import dev.collabgraph.gate.ab.AbSession;
import dev.collabgraph.gate.ab.JarForks;
import dev.collabgraph.gate.ab.JmhCommand;
import dev.collabgraph.gate.ab.Side;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Measures two JMH jars in one session, their forks in turn, until for every benchmark it is clear
 * whether the candidate is slower or allocates more, or the cap is reached. Needs no quiet machine:
 * what the machine does to both forks of a pair cancels. Fails when a benchmark is worse.
 *
 * <p>Bound to no phase, since it takes minutes: {@code mvn collabgraph:bench-ab
 * -Dcollabgraph.benchBaseJar=main.jar -Dcollabgraph.benchJar=target/benchmarks.jar}. Every
 * iteration of every fork is written to {@code target/collabgraph/bench-ab.json}.
 */
@Mojo(name = "bench-ab", requiresProject = false, threadSafe = true)
public final class BenchAbMojo extends AbstractBenchMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.bench-ab.skip", defaultValue = "false")
  private boolean skipBenchAb;

  /** The jar to compare with, built from the code before the change. */
  @Parameter(property = "collabgraph.benchBaseJar", required = true)
  private File baseJar;

  /** The jar that is judged. */
  @Parameter(
      property = "collabgraph.benchJar",
      defaultValue = "${project.build.directory}/benchmarks.jar",
      required = true)
  private File jar;

  /** Regular expression; benchmarks in whose name it is found are measured. */
  @Parameter(property = "collabgraph.benchInclude", defaultValue = ".*")
  private String include;

  /**
   * Values of benchmark parameters instead of those in the code, as {@code slots=16,64;
   * budget=LOOSE}. A benchmark with many parameters is better asked for few of them.
   */
  @Parameter(property = "collabgraph.benchParameters")
  private String parameters;

  /**
   * Further arguments of JMH, separated by blanks, for instance {@code -wi 3 -i 5 -w 500ms -r
   * 500ms}. Forks, profiler and result file are set by the goal.
   */
  @Parameter(property = "collabgraph.benchArguments", defaultValue = "")
  private String arguments;

  /** Arguments of the JVMs, separated by blanks. */
  @Parameter(property = "collabgraph.benchJvmArguments", defaultValue = "")
  private String jvmArguments;

  /** The {@code java} that runs the benchmarks. Default: the one that runs Maven. */
  @Parameter(property = "collabgraph.benchJava")
  private File java;

  /** Rounds before the first look; in a round each jar runs each benchmark in one fork. */
  @Parameter(property = "collabgraph.benchLeastRounds", defaultValue = "5")
  private int leastRounds;

  /** Rounds after which the session ends though verdicts are open. */
  @Parameter(property = "collabgraph.benchMostRounds", defaultValue = "20")
  private int mostRounds;

  /** Seed of the order in which jars and benchmarks take turns. */
  @Parameter(property = "collabgraph.benchSeed", defaultValue = "1")
  private long seed;

  /** Seconds after which a fork is ended and the goal gives up. */
  @Parameter(property = "collabgraph.benchForkSeconds", defaultValue = "600")
  private int forkSeconds;

  /** File of the result. */
  @Parameter(
      property = "collabgraph.benchAbFile",
      defaultValue = "${project.build.directory}/collabgraph/bench-ab.json",
      required = true)
  private File output;

  @Override
  String goal() {
    return "bench-ab";
  }

  @Override
  boolean goalSkipped() {
    return skipBenchAb;
  }

  @Override
  void run() throws MojoFailureException {
    JmhCommand command =
        new JmhCommand(
            java == null ? Path.of(System.getProperty("java.home"), "bin", "java") : java.toPath(),
            words(jvmArguments),
            include,
            values(parameters),
            words(arguments),
            Duration.ofSeconds(forkSeconds));
    AbRule rule = new AbRule(rule(Collections.emptySortedSet()), leastRounds, mostRounds, seed);
    Path folder = output.toPath().toAbsolutePath().resolveSibling("bench-ab");
    JarForks forks = new JarForks(command, baseJar.toPath(), jar.toPath(), folder);
    AbResult result = AbSession.of(rule, forks, getLog()::info).run();
    AbFile.write(output.toPath(), result, forks.digest(Side.BASE), forks.digest(Side.CANDIDATE));
    getLog()
        .info(
            "Machine: %s, %s cores, %s; %s rounds."
                .formatted(
                    result.machine().processor(),
                    result.machine().cores(),
                    result.machine().system(),
                    result.rounds()));
    tell(
        result.report(),
        "Result: " + output,
        "If the change is meant, say so where it is reviewed: there is nothing to bless.",
        "Allow more rounds (-Dcollabgraph.benchMostRounds=%s), or set -Dcollabgraph.benchFailOnInconclusive=false."
            .formatted(2 * mostRounds));
  }

  private static List<String> words(String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  private static SortedMap<String, List<String>> values(String text) {
    SortedMap<String, List<String>> values = new TreeMap<>();
    if (text == null || text.isBlank()) {
      return values;
    }
    for (String each : text.split(";")) {
      int at = each.indexOf('=');
      if (at < 1 || each.substring(at + 1).isBlank()) {
        throw new IllegalArgumentException(
            "parameters has \"%s\", expected name=value,value; name=value."
                .formatted(each.strip()));
      }
      values.put(each.substring(0, at).strip(), List.of(each.substring(at + 1).strip().split(",")));
    }
    return values;
  }
}
