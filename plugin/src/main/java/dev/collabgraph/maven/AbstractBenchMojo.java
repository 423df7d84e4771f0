package dev.collabgraph.maven;

import dev.collabgraph.gate.bench.BenchReport;
import dev.collabgraph.gate.bench.BenchRule;
import dev.collabgraph.gate.bench.BenchVerdict;
import java.util.SortedSet;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that judge benchmarks share: what is allowed, and how verdicts are told. */
abstract class AbstractBenchMojo extends AbstractCollabgraphMojo {

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

  /** What is allowed. */
  final BenchRule rule(SortedSet<String> controls) {
    return new BenchRule(slowdown, allocationGrowth, allocationBytes, falseAlarm, controls);
  }

  /**
   * Prints every number, and says no where the report does.
   *
   * @param where appended to the summary
   * @param ifMeant what to do if a failure is meant
   * @param ifOpen what to do if something is inconclusive
   */
  final void tell(BenchReport report, String where, String ifMeant, String ifOpen)
      throws MojoFailureException {
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
          "collabgraph:%s failed: %s. %s. %s"
              .formatted(goal(), report.summary(), where, report.failed() ? ifMeant : ifOpen));
    }
    getLog().info(report.summary());
  }
}
