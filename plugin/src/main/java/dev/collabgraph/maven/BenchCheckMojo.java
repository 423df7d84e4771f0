package dev.collabgraph.maven;

import dev.collabgraph.gate.bench.BenchFile;
import dev.collabgraph.gate.bench.BenchGate;
import dev.collabgraph.gate.bench.BenchReport;
import dev.collabgraph.gate.bench.BenchRule;
import dev.collabgraph.gate.bench.Machine;
import dev.collabgraph.gate.bench.MachineFile;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
 *
 * <p>JMH does not say which machine it ran on, so this goal keeps that beside the results, as
 * {@code jmh-result.machine.json}: commit it with the base. Results without such a file are taken
 * as measured here.
 */
@Mojo(name = "bench-check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class BenchCheckMojo extends AbstractBenchMojo {

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

  /**
   * What to do if the base was measured on another machine and nothing is judged against a control:
   * {@code fail}, since nothing can be found out, or {@code warn}. With controls it is a warning.
   */
  @Parameter(property = "collabgraph.benchOtherMachine", defaultValue = "fail")
  private String otherMachine;

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
    BenchRule rule = rule(new TreeSet<>(controls == null ? List.of() : controls));
    BenchReport report =
        new BenchGate(rule)
            .compare(BenchFile.read(base.toPath()), BenchFile.read(results.toPath()));
    compareMachines(!rule.controls().isEmpty());
    tell(
        report,
        "Base: " + base,
        "If the change is meant, copy %s over it.".formatted(results),
        "Measure with more forks (-f 5 or more), or set"
            + " -Dcollabgraph.benchFailOnInconclusive=false.");
  }

  private void compareMachines(boolean byControl) throws MojoExecutionException {
    if (!otherMachine.equals("fail") && !otherMachine.equals("warn")) {
      throw new MojoExecutionException(
          "otherMachine is \"%s\", expected fail or warn.".formatted(otherMachine));
    }
    Path ofResults = MachineFile.beside(results.toPath());
    Path ofBase = MachineFile.beside(base.toPath());
    Machine now =
        MachineFile.read(ofResults)
            .orElseGet(
                () -> {
                  Machine here = Machine.here();
                  MachineFile.write(ofResults, here);
                  return here;
                });
    Optional<Machine> was = MachineFile.read(ofBase);
    if (was.isEmpty()) {
      getLog()
          .warn(
              "The base does not say on which machine it was measured. Commit %s beside it, as %s."
                  .formatted(ofResults, ofBase));
      return;
    }
    List<String> differences = now.differences(was.get());
    if (differences.isEmpty()) {
      return;
    }
    String message = "The machines are not alike: %s.".formatted(String.join("; ", differences));
    if (byControl || otherMachine.equals("warn")) {
      getLog().warn(message);
    } else {
      throw new MojoExecutionException(
          message
              + " Their scores cannot be compared. Name the controls (-Dcollabgraph.benchControls=...),"
              + " measure both here with collabgraph:bench-ab, or set"
              + " -Dcollabgraph.benchOtherMachine=warn.");
    }
  }
}
