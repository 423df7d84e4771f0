package dev.collabgraph.maven;

import dev.collabgraph.gate.GateException;
import dev.collabgraph.gate.bench.BenchFile;
import dev.collabgraph.gate.bench.BenchGate;
import dev.collabgraph.gate.bench.BenchReport;
import dev.collabgraph.gate.bench.BenchRule;
import dev.collabgraph.gate.bench.BenchVerdict;
import java.io.File;
import java.util.List;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fails the build when a JMH benchmark has become slower, or allocates more, than the base allows.
 * Runs no benchmark itself: it compares two files written by {@code java -jar benchmarks.jar -f 5
 * -prof gc -rf json -rff <file>}.
 *
 * <p>A committed base was measured on another machine or on another day, so name the benchmarks
 * that are controls; every other benchmark is then judged by its ratio to the control in its class,
 * measured in the same run. Without controls both files must come from one quiet machine.
 */
@Mojo(name = "bench-check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class BenchCheckMojo extends AbstractCollabgraphMojo {

  /** Skips this goal. */
  @Parameter(property = "collabgraph.bench-check.skip", defaultValue = "false")
  private boolean skipBenchCheck;

  /** The results of this build. */
  @Parameter(
      property = "collabgraph.benchResults",
      defaultValue = "${project.build.directory}/jmh-result.json",
      required = true)
  private File results;

  /** The results to compare with. */
  @Parameter(
      property = "collabgraph.benchBase",
      defaultValue = "${project.basedir}/src/collabgraph/bench.baseline.json",
      required = true)
  private File base;

  /**
   * Names of the methods that are controls, at most one for each class and set of parameters.
   * Default: none; scores are compared themselves.
   */
  @Parameter(property = "collabgraph.benchControls")
  private List<String> controls;

  /** Factor by which a benchmark may become slower. */
  @Parameter(property = "collabgraph.benchSlowdown", defaultValue = "1.10")
  private double slowdown;

  /** Factor by which the bytes that an operation allocates may grow. */
  @Parameter(property = "collabgraph.benchAllocationGrowth", defaultValue = "1.01")
  private double allocationGrowth;

  /** Bytes that an operation may allocate beyond that. */
  @Parameter(property = "collabgraph.benchAllocationBytes", defaultValue = "1")
  private double allocationBytes;

  /** Chance that a build in which nothing changed fails, over all benchmarks together. */
  @Parameter(property = "collabgraph.benchFalseAlarm", defaultValue = "0.01")
  private double falseAlarm;

  /** Whether a benchmark without a verdict fails the build. Nothing known is not a pass. */
  @Parameter(property = "collabgraph.benchFailOnInconclusive", defaultValue = "true")
  private boolean failOnInconclusive;

  @Override
  String goal() {
    return "bench-check";
  }

  @Override
  boolean goalSkipped() {
    return skipBenchCheck;
  }

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    BenchReport report = compare();
    report.warnings().forEach(getLog()::warn);
    for (String line : report.lines()) {
      if (line.startsWith("fail ") || line.startsWith("missing ")) {
        getLog().error(line);
      } else if (line.startsWith("inconclusive ")) {
        getLog().warn(line);
      } else {
        getLog().info(line);
      }
    }
    boolean open = report.count(BenchVerdict.INCONCLUSIVE) > 0;
    if (report.failed() || open && failOnInconclusive) {
      throw new MojoFailureException(
          "collabgraph:bench-check failed: %s. Base: %s%s"
              .formatted(
                  report.summary(),
                  base,
                  report.failed()
                      ? ". If the change is meant, copy %s over it.".formatted(results)
                      : ". Measure with more forks (-f 5 or more), or set"
                          + " -Dcollabgraph.benchFailOnInconclusive=false."));
    }
    getLog().info(report.summary());
  }

  private BenchReport compare() throws MojoExecutionException {
    try {
      BenchRule rule =
          new BenchRule(
              slowdown,
              allocationGrowth,
              allocationBytes,
              falseAlarm,
              new TreeSet<>(controls == null ? List.of() : controls));
      return new BenchGate(rule)
          .compare(BenchFile.read(base.toPath()), BenchFile.read(results.toPath()));
    } catch (GateException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }
}
